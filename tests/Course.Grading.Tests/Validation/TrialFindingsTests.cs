using static Course.Grading.Tests.Feedback.Examples;

namespace Course.Grading.Tests.Validation;

public sealed class TrialFindingsTests
{
    private static readonly CellGrade _solved = new("check-1", 3, 3, GradeStatus.Passed, [Passed("w"), Passed("v", hidden: true)]);
    private static readonly CellGrade _stub = new("check-1", 3, 0, GradeStatus.Failed, [NotReached("w"), NotReached("v", hidden: true)], "NotImplementedException");

    [Fact]
    public void A_lesson_whose_solution_gets_all_and_whose_stub_gets_none_has_nothing_to_mend() =>
        Assert.Empty(Findings(_solved, _stub));

    [Fact]
    public void A_solution_without_full_marks_is_an_error_that_names_the_check()
    {
        var failed = _solved with { Score = 0, Status = GradeStatus.Failed, Checks = [Passed("w"), Failed("v", "v: expected 1, got 2.", hidden: true)] };
        Assert.Equal("06-momentum, check-1: the solution gets 0 of 3 points. Line 2: v: expected 1, got 2. Mend the solution or the check.", Assert.Single(Findings(failed, _stub)));
        var late = _solved with { Score = 0, Status = GradeStatus.TimedOut, Message = "It took longer than a cell may." };
        Assert.Contains("It took longer than a cell may.", Assert.Single(Findings(late, _stub)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_released_version_with_points_is_an_error_and_each_check_that_holds_on_it_is_named()
    {
        Assert.Equal(
            [
                "06-momentum, check-1: the released version gets 3 of 3 points before anybody wrote an answer. Check what the answer gives.",
                "06-momentum, check-1, line 1: warning: 'w' holds on the empty answer too, so it says nothing of an answer. Check what the answer gives.",
            ],
            Findings(_solved, _stub with { Score = 3, Status = GradeStatus.Passed, Checks = [Passed("w")] }));
        Assert.Equal(
            "06-momentum, check-1, line 1: 'the sign' holds on the empty answer too, so it says nothing of an answer. Check what the answer gives.",
            Findings(_solved, _stub with { Score = 1, Status = GradeStatus.Partial, Checks = [Passed("the sign", points: 1)] })[1]);
    }

    [Fact]
    public void A_check_that_is_never_made_and_one_that_is_slow_are_warnings()
    {
        Assert.Equal(
            "06-momentum, check-1, line 3: warning: 'u' is not made with the solution either: does its loop make no round?",
            Assert.Single(Findings(_solved with { Checks = [Passed("w"), NotReached("u")] }, _stub)));
        Assert.StartsWith("06-momentum, check-1: warning: it takes 12 s", Assert.Single(Findings(_solved, _stub, took: 12)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_released_version_that_is_taken_for_a_changed_one_is_an_error() =>
        Assert.StartsWith("06-momentum: the released version does not fit", Assert.Single(Findings(_solved, _stub, remarks: "A cell was put back.")), StringComparison.Ordinal);

    private static string[] Findings(CellGrade solved, CellGrade empty, double took = 1, params string[] remarks) =>
        [.. TrialFindings.Of(
            new SubmissionResult("solution", "06-momentum", [solved], []), new Dictionary<string, double> { ["check-1"] = took },
            new SubmissionResult("released", "06-momentum", [empty], remarks), slow: 10).Select(problem => problem.ToString())];
}
