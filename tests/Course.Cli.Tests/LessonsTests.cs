namespace Course.Cli.Tests;

public sealed class LessonsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lessons");

    public LessonsTests()
    {
        foreach (var name in new[] { "01-first-steps", "02-design-choices", "12-loss-surface" })
            File.WriteAllText(Path.Combine(_folder.FullName, name + ".ipynb"), "{}");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("01", "01-first-steps")]
    [InlineData("1", "01-first-steps")]
    [InlineData("12", "12-loss-surface")]
    [InlineData("02-design-choices", "02-design-choices")]
    public void A_lesson_is_found_by_its_number_or_name(string name, string lesson) =>
        Assert.Equal([lesson], Find(name));

    [Fact]
    public void All_are_found_in_order_and_none_twice() =>
        Assert.Equal(["02-design-choices", "01-first-steps", "12-loss-surface"], Find("2", "all"));

    [Fact]
    public void A_notebook_is_found_by_its_path()
    {
        var path = Path.Combine(_folder.FullName, "12-loss-surface.ipynb");
        Assert.Equal([path], Lessons.Find([path], _folder.FullName));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("first")]
    [InlineData("missing.ipynb")]
    public void A_name_that_fits_none_is_an_error_that_lists_the_lessons(string name)
    {
        var error = Assert.Throws<CourseException>(() => Find(name));
        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("01-first-steps, 02-design-choices, 12-loss-surface", error.Message, StringComparison.Ordinal);
    }

    private IEnumerable<string?> Find(params string[] names) =>
        Lessons.Find(names, _folder.FullName).Select(Path.GetFileNameWithoutExtension);
}
