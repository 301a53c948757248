using System.Text.Json.Nodes;
using Course.Notebooks;
using static Course.Grading.Tests.Authored;

namespace Course.Grading.Tests;

public sealed class NbgraderMetadataTests
{
    private const string Whole = """{"schema_version":3,"grade":true,"solution":false,"locked":true,"task":false,"grade_id":"check-1","points":2.5,"cell_type":"code","checksum":"0123456789abcdef0123456789abcdef"}""";

    [Fact]
    public void What_is_written_is_read_back_and_stands_in_the_order_in_which_Jupyter_saves()
    {
        var cell = Alone(Code("a", "1", JsonNode.Parse(Whole)));
        var read = NbgraderMetadata.Read(cell)!;
        Assert.Equal(
            new NbgraderMetadata { GradeId = "check-1", Grade = true, Locked = true, Points = 2.5, CellType = CellType.Code, Checksum = "0123456789abcdef0123456789abcdef" },
            read);
        cell.Metadata["deletable"] = true;
        read.Write(cell);
        Assert.Equal(
            """{"cell_type":"code","checksum":"0123456789abcdef0123456789abcdef","grade":true,"grade_id":"check-1","locked":true,"points":2.5,"schema_version":3,"solution":false,"task":false}""",
            cell.Nbgrader!.ToJsonString());
        Assert.Equal(read, NbgraderMetadata.Read(cell));
        (read with { Points = 2 }).Write(cell);
        Assert.Equal("2", cell.Nbgrader!["points"]!.ToJsonString());
        Assert.Equal(2, cell.Points);
    }

    [Fact]
    public void A_cell_without_them_has_none() => Assert.Null(NbgraderMetadata.Read(Alone(Code("a", "1"))));

    [Theory]
    [InlineData("\"schema_version\":3", "\"schema_version\":2", "schema_version 2; expected 3")]
    [InlineData("\"schema_version\":3,", "", "schema_version missing")]
    [InlineData("\"task\":false", "\"hint\":\"x\"", "'hint', which the schema does not know")]
    [InlineData("\"grade\":true", "\"grade\":1", "'grade' in its nbgrader metadata is 1")]
    [InlineData("\"locked\":true,", "", "'locked' in its nbgrader metadata is missing")]
    [InlineData("\"grade_id\":\"check-1\",", "", "'grade_id' is missing")]
    [InlineData("check-1", "check 1", "'grade_id' is \"check 1\"")]
    [InlineData("\"check-1\"", "\"check-1\\n\"", "'grade_id' is")]
    [InlineData("\"points\":2.5,", "", "'points' are missing")]
    [InlineData("\"points\":2.5", "\"points\":-1", "'points' are -1")]
    [InlineData("\"points\":2.5", "\"points\":\"2\"", "'points' are \"2\"")]
    [InlineData("\"points\":2.5", "\"points\":1e999", "'points' are 1e999; expected a number from 0 to 1000000")]
    [InlineData("\"cell_type\":\"code\"", "\"cell_type\":\"text\"", "'cell_type' is \"text\"")]
    [InlineData("0123456789abcdef0123456789abcdef", "0123", "'checksum' is \"0123\"")]
    [InlineData("\"task\":false", "\"task\":true", "it is a task, and it is no text")]
    public void What_breaks_the_schema_is_named(string written, string instead, string told)
    {
        var cell = Alone(Code("a", "1", JsonNode.Parse(Whole.Replace(written, instead, StringComparison.Ordinal))));
        Assert.Contains(told, Assert.Single(NbgraderMetadata.Problems(cell)), StringComparison.Ordinal);
        Assert.StartsWith("Cell 'a': ", Assert.Throws<AuthoringException>(() => NbgraderMetadata.Read(cell)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Metadata_that_are_no_object_are_a_problem_and_no_crash() =>
        Assert.Single(NbgraderMetadata.Problems(Alone(Code("a", "1", JsonValue.Create("yes")))));

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void An_answer_in_words_is_both_graded_and_a_solution(bool grade, bool solution) =>
        Assert.Single(NbgraderMetadata.Problems(Alone(Text("a", "1", Marks("a", grade, solution, points: grade ? 1 : null)))));

    [Theory]
    [InlineData(CellRole.Check, CellType.Code, true, false, true, false)]
    [InlineData(CellRole.Check, CellType.Code, true, false, false, false)]
    [InlineData(CellRole.Solution, CellType.Code, false, true, false, false)]
    [InlineData(CellRole.Solution, CellType.Code, false, true, true, false)]
    [InlineData(CellRole.Manual, CellType.Code, true, true, false, false)]
    [InlineData(CellRole.Manual, CellType.Markdown, true, true, false, false)]
    [InlineData(CellRole.Manual, CellType.Markdown, false, false, true, true)]
    [InlineData(CellRole.Locked, CellType.Code, false, false, true, false)]
    [InlineData(CellRole.Locked, CellType.Markdown, false, false, true, false)]
    [InlineData(CellRole.Other, CellType.Code, false, false, false, false)]
    public void A_cell_s_flags_say_what_it_is_to_the_grader(CellRole role, CellType type, bool grade, bool solution, bool locked, bool task) =>
        Assert.Equal(role, new NbgraderMetadata { Grade = grade, Solution = solution, Locked = locked, Task = task }.RoleOf(type));
}
