using System.Text.Json.Nodes;
using static Course.Grading.Tests.Feedback.Examples;

namespace Course.Grading.Tests.Results;

public sealed class ExportedResultsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("results");

    private readonly FinalGrade _grade = Grade("ada", "Ada", "06-momentum", ["A locked cell was put back."],
        FailedHidden,
        new CellGrade("check-2", 4, 2.5, GradeStatus.Partial, [Passed("the sign", points: 2.5), Failed("the <limit>", "w: expected 1, got 2.", points: 1.5)]),
        new CellGrade("essay", 5, null, GradeStatus.Manual, [])) with
    { Late = TimeSpan.FromHours(2), PenaltyRate = 0.2 };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Gradescope_gets_a_test_for_each_cell_and_the_hidden_ones_after_the_due_date()
    {
        GradescopeResults.Write(_folder.FullName, [_grade]);
        var results = Read("gradescope");
        Assert.Equal(2, (double)results["score"]!); // 2.5 without the 20 % for coming late
        var tests = results["tests"]!.AsArray();
        Assert.Equal(["check-1", "check-1: hidden checks", "check-2", "essay"], tests.Select(test => (string)test!["name"]!));
        Assert.Equal(["1", "1.1", "2", "3"], tests.Select(test => (string)test!["number"]!));
        Assert.Equal(["visible", "after_due_date", "visible", "visible"], tests.Select(test => (string)test!["visibility"]!));
        Assert.Equal([0, null, 2.5, null], tests.Select(test => (double?)test!["score"]));
        Assert.Equal([3, null, 4, 5], tests.Select(test => (double?)test!["max_score"]));
        Assert.Equal(["failed", "failed", "failed", null], tests.Select(test => (string?)test!["status"]));
        Assert.Contains(Secret, (string)tests[1]!["output"]!, StringComparison.Ordinal);
        foreach (var test in tests.Where(test => (string)test!["visibility"]! == "visible"))
            Assert.DoesNotContain("(−1, 7)", (string)test!["output"]!, StringComparison.Ordinal);
        Assert.Equal("✓ the sign\nHidden checks: 1 of 3 held, 1 was not reached.\n\nWhat it printed:\nprinted by the answer", ((string)tests[0]!["output"]!).ReplaceLineEndings("\n"));
        Assert.Contains("✗ the <limit>", (string)tests[2]!["output"]!, StringComparison.Ordinal);
        Assert.Equal(
            ["2.5 points were earned, and coming late costs 0.5 of them (20%).", "A person has still to mark a part of it.", "A locked cell was put back."],
            ((string)results["output"]!).ReplaceLineEndings("\n").TrimEnd().Split('\n'));
    }

    [Fact]
    public void PrairieLearn_gets_a_part_of_one_and_nothing_of_hidden_checks_but_their_number()
    {
        PrairieLearnResults.Write(_folder.FullName, [_grade]);
        var results = Read("prairielearn");
        Assert.True((bool)results["gradable"]!);
        Assert.Equal(2.0 / 12, (double)results["score"]!, 1e-12);
        var tests = results["tests"]!.AsArray();
        Assert.Equal([0, 2.5, 0], tests.Select(test => (double)test!["points"]!));
        Assert.Equal([3.0, 4, 5], tests.Select(test => (double)test!["max_points"]!));
        Assert.Equal(["", "", "A person marks this."], tests.Select(test => (string)test!["message"]!));
        Assert.DoesNotContain("(−1, 7)", results.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 of 3 held", results.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_submission_that_cannot_be_read_is_not_gradable()
    {
        var unread = _grade with { Submission = _grade.Submission with { State = GradeState.NotRead, Problem = "It is no notebook." } };
        PrairieLearnResults.Write(_folder.FullName, [unread]);
        var results = Read("prairielearn");
        Assert.Equal((false, "It is no notebook."), ((bool)results["gradable"]!, (string)results["format_errors"]![0]!));
        Assert.Null(results["score"]);
        Assert.StartsWith("It is no notebook.", (string)GradescopeResults.Of(unread)["output"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void However_much_an_answer_printed_the_file_stays_below_PrairieLearns_megabyte()
    {
        var loud = Enumerable.Range(0, 20).Select(i => new CellGrade($"check-{i}", 1, 0, GradeStatus.Failed, [], new string('\u0001', 1 << 20), new string('\u0001', 1 << 20))).ToArray();
        PrairieLearnResults.Write(_folder.FullName, [Grade("ada", "Ada", "06-momentum", [], loud)]);
        Assert.True(new FileInfo(FileOf("prairielearn")).Length < 1_000_000);
    }

    private JsonObject Read(string system) => JsonNode.Parse(File.ReadAllText(FileOf(system)))!.AsObject();

    private string FileOf(string system) => Path.Combine(_folder.FullName, system, "06-momentum", "ada", "results.json");
}
