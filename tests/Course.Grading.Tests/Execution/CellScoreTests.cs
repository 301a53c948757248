namespace Course.Grading.Tests.Execution;

public sealed class CellScoreTests
{
    private const string Thrown = "Exception: called with 7";
    private const string NotWritten = "The answer is not written yet: it throws NotImplementedException.";
    private const string HiddenThrew = "A hidden check made your answer throw an exception.";

    /// <summary>A part with a check before its hidden tests and one after them.</summary>
    private const string Part = """
        Check.Part(2, "steps", () =>
        {
            Check.Near(1, F(1));
            // BEGIN HIDDEN TESTS
            Check.Near(2, F(7));
            // END HIDDEN TESTS
            Check.Near(3, F(3));
        })
        """;

    private static readonly string _cell = string.Join('\n', Part.Split('\n')[2..^1]);

    [Theory]
    [InlineData(Thrown, false, Thrown)]
    [InlineData(Thrown, true, HiddenThrew)]
    [InlineData(NotWritten, false, NotWritten)]
    [InlineData(NotWritten, true, NotWritten)]
    public void What_an_answer_threw_in_a_part_is_told_where_hidden_tests_had_not_begun(string thrown, bool isFirstHeld, string told)
    {
        List<CheckRecord> records = [new("secret.cs", 1, 2, false, thrown)];
        if (isFirstHeld) records.Insert(0, new("secret.cs", 3, null, true, "one"));
        var grade = Score(Part, new(ExecutionEnd.Completed, "proof", null, records, ""));
        Assert.Equal((told, told), (grade.Checks[0].Message, grade.Message));
    }

    [Theory]
    [InlineData(false, Thrown)]
    [InlineData(true, HiddenThrew)]
    public void What_an_answer_threw_in_a_cell_is_told_where_hidden_tests_had_not_begun_though_a_public_check_follows_them(bool isFirstHeld, string told)
    {
        List<CheckRecord> records = isFirstHeld ? [new("secret.cs", 1, null, true, "one")] : [];
        Assert.Equal(told, Score(_cell, new(ExecutionEnd.Threw, null, Thrown, records, "")).Message);
    }

    private static CellGrade Score(string source, CellExecution execution) =>
        new CellScore(new("check-1", CellRole.Check, source, IsTrusted: true, Points: 2), new(source, "secret.cs", "proof")).Of(execution, "");
}
