using static Course.Grading.Tests.Feedback.Examples;

namespace Course.Grading.Tests.Validation;

public sealed class ValidationReportTests
{
    [Fact]
    public void Each_exercise_says_what_held_what_did_not_and_why()
    {
        var report = Report(
            ["The locked cell 'data' was changed. The lesson's own is run in its place."],
            new("check-1", 3, 3, GradeStatus.Passed, [Passed("the sign"), Passed("the limit")]),
            new("check-2", 3, 0, GradeStatus.Failed, [Passed("w"), Failed("v", "v: expected 1, got 2.\nMind β."), NotReached("u")], "v: expected 1, got 2."),
            new("essay", 5, null, GradeStatus.Manual, []));
        Assert.Equal(
            [
                "! The locked cell 'data' was changed. The lesson's own is run in its place.",
                "✓ check-1", "    ✓ the sign", "    ✓ the limit",
                "✗ check-2", "    ✓ w", "    ✗ v: expected 1, got 2.\n      Mind β.", "    – u (not reached)",
                "• essay: a person marks this",
            ],
            report.Lines);
        Assert.Equal("public checks passed: 3 of 5", report.LastLine);
    }

    [Fact]
    public void A_part_that_failed_says_its_name_and_the_check_in_it_why()
    {
        var report = Report([], new CellGrade("check-1", 2, 0, GradeStatus.Failed, [Failed("steps", "w: expected 1, got 2.", points: 2), Failed("w", "w: expected 1, got 2.")], null));
        Assert.Equal(["✗ check-1", "    ✗ steps", "    ✗ w: expected 1, got 2."], report.Lines);
    }

    [Fact]
    public void What_kept_checks_from_running_is_said()
    {
        var report = Report([], new CellGrade("check-1", 3, 0, GradeStatus.Refused, [NotReached("w")], "The cell 'exercise-1' was not run:\nline 2: ; expected"));
        Assert.Equal(["✗ check-1", "    The cell 'exercise-1' was not run:\n    line 2: ; expected", "    – w (not reached)"], report.Lines);
        Assert.Equal((0, 1), (report.Passed, report.All));
    }

    [Fact]
    public void Checks_that_held_in_a_cell_that_did_not_come_to_its_end_are_not_all()
    {
        var report = Report([], new CellGrade("check-1", 3, 0, GradeStatus.TimedOut, [Passed("w")], "It took longer than a cell may."));
        Assert.Equal("public checks passed: 1 of 2", report.LastLine);
    }

    [Fact]
    public void A_cell_whose_checks_are_all_hidden_counts_as_one_that_it_runs()
    {
        Assert.Equal("public checks passed: 1 of 1", Report([], new CellGrade("check-1", 3, 3, GradeStatus.Passed, [])).LastLine);
        Assert.Equal("public checks passed: 0 of 1", Report([], new CellGrade("check-1", 3, 0, GradeStatus.Failed, [], "FormatException: odd")).LastLine);
    }

    private static ValidationReport Report(IReadOnlyList<string> remarks, params CellGrade[] cells) =>
        new(new SubmissionResult("you", "06-momentum", cells, remarks), new ExerciseTitles([]));
}
