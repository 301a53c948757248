using static Course.Grading.Tests.Feedback.Examples;

namespace Course.Grading.Tests.Feedback;

public sealed class FeedbackFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("feedback");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Each_student_gets_one_page_with_nothing_of_another()
    {
        var pages = FeedbackFolder.Write(
            _folder.FullName,
            [Grade("bob", FailedHidden), Grade("ada", "Ada", "07", [], FailedHidden), Grade("ada", "Ada", "06", [], FailedHidden)],
            new ExerciseTitles([]), afterDeadline: false);
        Assert.Equal(["ada.html", "bob.html"], pages.Select(Path.GetFileName));
        Assert.Equal(pages, Directory.EnumerateFiles(Path.Combine(_folder.FullName, "feedback")).Order(StringComparer.Ordinal));
        var (ada, bob) = (File.ReadAllText(pages[0]), File.ReadAllText(pages[1]));
        Assert.DoesNotContain("bob", ada, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", bob, StringComparison.Ordinal);
        Assert.DoesNotContain("handed-in", ada, StringComparison.Ordinal);
        Assert.True(ada.IndexOf("id=\"lesson-0\"><bdi>06", StringComparison.Ordinal) is > 0 and var first && first < ada.IndexOf("id=\"lesson-1\"><bdi>07", StringComparison.Ordinal), "06 comes before 07");
    }
}
