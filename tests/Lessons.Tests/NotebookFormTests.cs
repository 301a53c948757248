using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Lessons.Tests;

/// <summary>What every committed lesson keeps to, so that it can be released, graded and compared.</summary>
public sealed class NotebookFormTests
{
    public static TheoryData<string> Notebooks =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "notebooks"), "*.ipynb").Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void It_asks_for_the_C_sharp_kernel_and_is_committed_without_outputs(string file)
    {
        var notebook = NotebookDocument.Load(Lesson.PathOf(file));
        Assert.Equal(".net-csharp", notebook.Metadata["kernelspec"]?["name"]?.GetValue<string>());
        foreach (var cell in notebook.Cells.Where(cell => cell.Type == CellType.Code))
        {
            Assert.Empty(cell.Outputs);
            Assert.Null(cell.ExecutionCount);
        }
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Every_exercise_is_a_text_an_answer_with_a_marked_solution_and_a_check_with_the_points_that_the_text_promises(string file)
    {
        var cells = NotebookDocument.Load(Lesson.PathOf(file)).Cells;
        var exercises = 0;
        for (var i = 0; i < cells.Count; i++)
        {
            if (!cells[i].IsSolution) continue;
            exercises++;
            Assert.Matches(@"(?s)^\s*(\S.*\n)?[^\S\n]*// BEGIN SOLUTION\n.*\n[^\S\n]*// END SOLUTION(\n|$)", cells[i].Source);
            var (text, check) = (cells[i - 1], cells[i + 1]);
            Assert.Equal(CellType.Markdown, text.Type);
            Assert.Matches($@"^### Exercise {exercises} · .+ \({check.Points} points?\)\n", text.Source);
            Assert.True(check.IsGraded && check.Points > 0, $"The cell after exercise {exercises} of {file} is no check with points.");
            Assert.Equal(check.Source.Contains("// BEGIN HIDDEN TESTS\n", StringComparison.Ordinal), check.Source.Contains("// END HIDDEN TESTS\n", StringComparison.Ordinal));
            Assert.Equal($"exercise-{exercises}", cells[i].Id);
            Assert.Equal($"exercise-{exercises}-text", text.Id);
            Assert.Equal($"check-{exercises}", check.Id);
        }
        Assert.InRange(exercises, 3, 5);
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Its_graded_cells_carry_nbgrader_s_metadata_schema_3_and_nothing_else(string file)
    {
        foreach (var cell in NotebookDocument.Load(Lesson.PathOf(file)).Cells.Where(cell => cell.Nbgrader is not null))
        {
            var expected = new JsonObject
            {
                ["schema_version"] = 3,
                ["grade"] = cell.IsGraded,
                ["solution"] = cell.IsSolution,
                ["locked"] = !cell.IsSolution,
                ["task"] = false,
                ["grade_id"] = cell.Id,
                ["cell_type"] = cell.Type == CellType.Code ? "code" : "markdown",
            };
            if (cell.IsGraded) expected["points"] = (int)cell.Points;
            Assert.True(JsonNode.DeepEquals(expected, cell.Nbgrader), $"{file}, {cell.Id}: {cell.Nbgrader!.ToJsonString()} instead of {expected.ToJsonString()}");
        }
    }
}
