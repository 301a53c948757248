using Course.Notebooks;

namespace Course.Cli.Tests;

public sealed class WorkingCopyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("work");
    private readonly string _lessons;
    private readonly string _copies;

    public WorkingCopyTests()
    {
        _lessons = _folder.CreateSubdirectory("notebooks").FullName;
        _copies = Path.Combine(_folder.FullName, "work");
        WriteLesson("first");
    }

    private string Copy => Path.Combine(_copies, "01-steps.ipynb");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_file_of_the_lessons_is_copied_once()
    {
        Directory.CreateDirectory(Path.Combine(_lessons, "images"));
        File.WriteAllText(Path.Combine(_lessons, "images", "a.svg"), "<svg/>");
        Directory.CreateDirectory(Path.Combine(_lessons, ".ipynb_checkpoints"));
        File.WriteAllText(Path.Combine(_lessons, ".ipynb_checkpoints", "old.ipynb"), "{}");

        Assert.Empty(Refresh());
        Assert.Equal("first", SourceOf(Copy));
        Assert.True(File.Exists(Path.Combine(_copies, "images", "a.svg")));
        Assert.False(Directory.Exists(Path.Combine(_copies, ".ipynb_checkpoints")));
    }

    [Fact]
    public void A_copy_has_no_solutions_and_a_lesson_whose_solutions_cannot_be_told_is_left_out_and_told_of()
    {
        WriteLesson("int Twice(int x)\n{\n    // BEGIN SOLUTION\n    return 2 * x;\n    // END SOLUTION\n}");
        File.Copy(Path.Combine(_lessons, "01-steps.ipynb"), Path.Combine(_lessons, "02-broken.ipynb"));
        Change(Path.Combine(_lessons, "02-broken.ipynb"), notebook => notebook.Cells[0].Source = "// BEGIN SOLUTION\nint secret;");

        Assert.Contains("02-broken.ipynb was left out", Assert.Single(Refresh()), StringComparison.Ordinal);
        Assert.Equal("int Twice(int x)\n{\n    // YOUR CODE HERE\n    throw new NotImplementedException();\n}", SourceOf(Copy));
        Assert.False(File.Exists(Path.Combine(_copies, "02-broken.ipynb")));
    }

    [Fact]
    public void A_copy_that_was_only_run_is_put_aside_for_a_new_version_and_told_of()
    {
        Refresh();
        Change(Copy, notebook =>
        {
            notebook.AddOutput(notebook.Cells[0], new StreamOutput(StreamOutput.StandardOutput, "out"));
            notebook.Cells.Add(new NotebookCell(CellType.Code));
        });
        WriteLesson("second");

        var earlier = Path.Combine("earlier", "01-steps.ipynb");
        Assert.Contains(earlier, Assert.Single(Refresh()), StringComparison.Ordinal);
        Assert.Equal("second", SourceOf(Copy));
        Assert.Single(NotebookDocument.Load(Path.Combine(_copies, earlier)).Cells[0].Outputs);
        Assert.Empty(Refresh());

        WriteLesson("third");
        var second = Path.Combine("earlier", "01-steps-2.ipynb");
        Assert.Contains(second, Assert.Single(Refresh()), StringComparison.Ordinal);
        Assert.Single(NotebookDocument.Load(Path.Combine(_copies, earlier)).Cells[0].Outputs);
        Assert.Equal("second", SourceOf(Path.Combine(_copies, second)));
    }

    [Fact]
    public void What_the_student_changed_is_kept_and_a_new_version_stands_beside_it()
    {
        Refresh();
        Change(Copy, notebook => notebook.Cells[0].Source = "mine");
        Assert.Empty(Refresh());
        WriteLesson("second");

        Assert.Contains("01-steps.new.ipynb", Assert.Single(Refresh()), StringComparison.Ordinal);
        Assert.Equal("mine", SourceOf(Copy));
        Assert.Equal("second", SourceOf(Path.Combine(_copies, "01-steps.new.ipynb")));
        Assert.Empty(Refresh());
    }

    [Fact]
    public void A_new_version_that_the_student_went_on_with_is_kept_too()
    {
        Refresh();
        Change(Copy, notebook => notebook.Cells[0].Source = "mine");
        WriteLesson("second");
        Refresh();
        Change(Path.Combine(_copies, "01-steps.new.ipynb"), notebook => notebook.Cells[0].Source = "mine again");
        WriteLesson("third");

        Assert.Contains("01-steps.new-2.ipynb", Assert.Single(Refresh()), StringComparison.Ordinal);
        Assert.Equal("mine again", SourceOf(Path.Combine(_copies, "01-steps.new.ipynb")));
        Assert.Equal("third", SourceOf(Path.Combine(_copies, "01-steps.new-2.ipynb")));
    }

    [Fact]
    public void A_copy_that_the_student_deleted_comes_back()
    {
        Refresh();
        File.Delete(Copy);

        Assert.Empty(Refresh());
        Assert.Equal("first", SourceOf(Copy));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    public void Without_a_readable_record_what_differs_counts_as_the_students(string record)
    {
        Refresh();
        Change(Copy, notebook => notebook.Cells[0].Source = "mine");
        File.WriteAllText(Path.Combine(_copies, ".copied.json"), record);

        Assert.Single(Refresh());
        Assert.Equal("mine", SourceOf(Copy));
    }

    private static string SourceOf(string path) => NotebookDocument.Load(path).Cells[0].Source;

    private static void Change(string path, Action<NotebookDocument> change)
    {
        var notebook = NotebookDocument.Load(path);
        change(notebook);
        notebook.Save(path);
    }

    private IReadOnlyList<string> Refresh() => new WorkingCopy(_lessons, _copies).Refresh();

    private void WriteLesson(string source)
    {
        var notebook = NotebookDocument.Parse("""{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""");
        notebook.Cells.Add(new NotebookCell(CellType.Code, source));
        notebook.Save(Path.Combine(_lessons, "01-steps.ipynb"));
    }
}
