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
    public void Every_exercise_has_a_marked_solution_and_right_after_it_a_check_with_the_same_points(string file)
    {
        var cells = NotebookDocument.Load(Lesson.PathOf(file)).Cells;
        var exercises = 0;
        for (var i = 0; i < cells.Count; i++)
        {
            if (!cells[i].Tags.Contains("exercise")) continue;
            exercises++;
            var points = cells[i].Metadata["course"]!["points"]!.GetValue<int>();
            Assert.True(points > 0);
            Assert.Contains("// BEGIN SOLUTION\n", cells[i].Source, StringComparison.Ordinal);
            Assert.Contains("// END SOLUTION\n", cells[i].Source, StringComparison.Ordinal);
            Assert.Equal(CellType.Markdown, cells[i - 1].Type);
            Assert.Contains($"({points} points)", cells[i - 1].Source, StringComparison.Ordinal);
            Assert.Contains("check", cells[i + 1].Tags);
            Assert.True(JsonNode.DeepEquals(cells[i].Metadata["course"], cells[i + 1].Metadata["course"]));
        }
        Assert.True(exercises >= 3, $"{file} has {exercises} exercises.");
    }
}
