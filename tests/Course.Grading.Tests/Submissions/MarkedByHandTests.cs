using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Course.Grading.Tests.Submissions;

/// <summary>Answers that a person marks: in words, in code, and what was written below a task.</summary>
public sealed class MarkedByHandTests
{
    private static readonly LessonSource _lesson = new("essay", Notebook(
        Cell(CellType.Markdown, "title", "# Why momentum works"),
        Cell(CellType.Markdown, "why", "Because it sums gradients.\n### BEGIN MARK SCHEME\n2 points for the sum\n### END MARK SCHEME", Graded("why", 2, solution: true)),
        Cell(CellType.Markdown, "when", "When curvature is the limit.", Graded("when", 1, solution: true)),
        Cell(CellType.Code, "draw", "var plot = 1;", Graded("draw", 3, solution: true)),
        Cell(CellType.Markdown, "explore", "Explore on your own.", Graded("explore", 4, task: true)),
        Cell(CellType.Markdown, "end", "The end.")), Path.GetTempPath());

    [Fact]
    public void The_source_gives_each_with_its_points_and_says_which_are_code()
    {
        var plan = GradingPlan.Restore(_lesson, null);
        Assert.Equal([("why", 2, false), ("when", 1, false), ("draw", 3, true), ("explore", 4, false)], plan.Cells.Select(cell => (cell.Id, (int)cell.Points, cell.IsCode)));
        Assert.All(plan.Cells, cell => Assert.Equal(CellRole.Manual, cell.Role));
    }

    [Fact]
    public void A_students_words_are_kept_and_an_untouched_answer_is_the_empty_one()
    {
        var plan = Restored(cells => cells[1].Source = "  I think it *adds up*.\r\n");
        Assert.Equal("  I think it *adds up*.", Text(plan, "why"));
        Assert.Equal(("YOUR ANSWER HERE", true), (Text(plan, "when"), plan.Cells.Single(cell => cell.Id == "when").IsTrusted));
        Assert.Empty(plan.Remarks);
    }

    [Fact]
    public void Words_in_several_cells_of_one_name_are_all_for_the_person_who_marks()
    {
        var plan = Restored(cells =>
        {
            cells[1].Source = "First.";
            cells.Add(Cell(CellType.Markdown, "copy", "Second.", Graded("why", 2, solution: true)));
            cells.Add(Cell(CellType.Markdown, "stub", "YOUR ANSWER HERE", Graded("why", 2, solution: true)));
        });
        Assert.Equal("First.\n\nSecond.", Text(plan, "why"));
        Assert.Contains("3 cells 'why'. All that you wrote in them counts", Assert.Single(plan.Remarks));
    }

    [Fact]
    public void Words_whose_name_is_lost_are_found_where_they_stand()
    {
        var plan = Restored(cells => cells[2] = Cell(CellType.Markdown, "new", "When it is steep."));
        Assert.Equal("When it is steep.", Text(plan, "when"));
        Assert.Contains("Cell 3 of your notebook counts as the answer 'when'", Assert.Single(plan.Remarks));
    }

    [Fact]
    public void Words_typed_into_a_code_cell_stay_words()
    {
        var plan = Restored(cells => cells[1] = Cell(CellType.Code, "retyped", "Because.", Graded("why", 2, solution: true)));
        Assert.Equal(("Because.", false), (Text(plan, "why"), plan.Cells.Single(cell => cell.Id == "why").IsCode));
        Assert.Contains("'why' is text, but was code", Assert.Single(plan.Remarks));
    }

    [Fact]
    public void What_stands_below_a_task_is_its_answer_and_its_code_is_the_students_own()
    {
        var plan = Restored(cells =>
        {
            cells.Insert(5, Cell(CellType.Code, "try", "var tried = 2;"));
            cells.Insert(6, Cell(CellType.Markdown, "found", "I found that it is faster."));
            cells.Add(Cell(CellType.Markdown, "later", "Thank you for the course."));
        });
        Assert.Equal("var tried = 2;\n\nI found that it is faster.", Text(plan, "explore"));
        Assert.Equal((CellRole.Other, false), plan.Cells.Where(cell => cell.Source == "var tried = 2;").Select(cell => (cell.Role, cell.IsTrusted)).Single());
        Assert.Empty(plan.Remarks);
    }

    [Fact]
    public void Missing_answers_are_empty_and_told()
    {
        var plan = Restored(cells => { cells.RemoveAt(3); cells.RemoveAt(1); });
        Assert.Equal("YOUR ANSWER HERE", Text(plan, "why"));
        Assert.Contains("NotImplementedException", Text(plan, "draw"));
        Assert.Equal(2, plan.Remarks.Count);
    }

    private static string Text(GradingPlan plan, string id) => plan.Cells.Single(cell => cell.Id == id).Source;

    private static GradingPlan Restored(Action<IList<NotebookCell>> edit)
    {
        var notebook = Release.Notebook(_lesson);
        edit(notebook.Cells);
        return GradingPlan.Restore(_lesson, NotebookDocument.Parse(notebook.ToJson()));
    }

    private static NotebookDocument Notebook(params NotebookCell[] cells)
    {
        var notebook = new NotebookDocument();
        foreach (var cell in cells) notebook.Cells.Add(cell);
        return notebook;
    }

    private static JsonObject Graded(string id, int points, bool solution = false, bool task = false) => new()
    {
        ["grade"] = solution,
        ["grade_id"] = id,
        ["locked"] = task,
        ["points"] = points,
        ["schema_version"] = 3,
        ["solution"] = solution,
        ["task"] = task,
    };

    private static NotebookCell Cell(CellType type, string id, string source, JsonObject? nbgrader = null)
    {
        var cell = new NotebookCell(type, source);
        cell.Json["id"] = id;
        if (nbgrader is not null) cell.Metadata["nbgrader"] = nbgrader;
        return cell;
    }
}
