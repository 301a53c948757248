using Course.Grading;
using Course.Notebooks;

namespace Course.Cli.Tests;

public sealed class OriginalLessonsTests : IDisposable
{
    private readonly DirectoryInfo _release = Directory.CreateTempSubdirectory("release");

    public void Dispose() => _release.Delete(recursive: true);

    [Theory]
    [InlineData("06-momentum.ipynb")]
    [InlineData("06-momentum (1).ipynb")]
    [InlineData("ada_06_Momentum.ipynb")]
    public void A_copy_is_told_by_its_name_and_its_lesson_has_no_hidden_tests(string name)
    {
        var lesson = Find(name, new NotebookDocument());
        Assert.Equal("06-momentum", lesson.Name);
        Assert.Contains(lesson.Document.Cells, cell => cell.IsGraded);
        Assert.DoesNotContain(lesson.Document.Cells, cell => cell.Source.Contains("HIDDEN TESTS", StringComparison.Ordinal));
    }

    [Fact]
    public void A_copy_of_another_name_is_told_by_its_cells()
    {
        var copy = Release.Notebook(LessonSource.Load(Repository.PathOf("notebooks", "06-momentum.ipynb")));
        Assert.Equal("06-momentum", Find("mine.ipynb", copy).Name);
    }

    [Fact]
    public void A_lesson_that_is_only_in_the_release_is_found_there()
    {
        var source = LessonSource.Load(Repository.PathOf("notebooks", "06-momentum.ipynb")) with { Name = "90-own" };
        ReleaseFolder.Write([source], _release.FullName);
        Assert.Equal(Path.Combine(_release.FullName, "90-own"), Find("90-own.ipynb", new NotebookDocument()).Folder);
    }

    [Fact]
    public void A_notebook_of_no_lesson_is_checked_by_its_own_checks()
    {
        var notebook = new NotebookDocument();
        var lesson = Find("mine.ipynb", notebook);
        Assert.Equal(("mine", notebook), (lesson.Name, lesson.Document));
    }

    private LessonSource Find(string name, NotebookDocument notebook) => new OriginalLessons(Repository.Notebooks, _release.FullName).Of(name, notebook);
}
