using System.Security.Cryptography;
using Course.Notebooks;
using static Course.Grading.Tests.Authored;

namespace Course.Grading.Tests;

public sealed class ReleaseFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Out => _folder.File("out");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_holds_a_folder_for_each_lesson_a_manifest_and_the_settings_for_nbgrader()
    {
        Release("02-b", "01-a");
        Assert.Equal(["01-a/01-a.ipynb", "02-b/02-b.ipynb", "manifest.json", "nbgrader_config.py"], Files());
        var manifest = ReleaseManifest.Read(Out)!;
        Assert.Equal(["01-a", "02-b"], manifest.Lessons.Select(lesson => lesson.Lesson));
        Assert.Equal([new GradedCell("check", 2, false)], manifest.Lessons[0].Exercises);
        Assert.Equal(2, manifest.Lessons[0].Points);
        var file = Assert.Single(manifest.Lessons[0].Files);
        Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Out, file.Path)))));
    }

    [Fact]
    public void The_same_lessons_give_the_same_bytes()
    {
        Release("01-a");
        var first = Files().Select(file => File.ReadAllText(Path.Combine(Out, file))).ToList();
        Directory.Delete(Out, recursive: true);
        Release("01-a");
        Assert.Equal(first, Files().Select(file => File.ReadAllText(Path.Combine(Out, file))));
    }

    [Fact]
    public void It_grows_lesson_by_lesson_and_a_lesson_s_new_version_takes_the_old_one_s_place()
    {
        Release("01-a");
        Release("02-b");
        ReleaseFolder.Write([Named("01-a", "int Twice(int x)\n{\n    // BEGIN SOLUTION\n    return x + x;\n    // END SOLUTION\n}")], Out);
        Assert.Equal(["01-a", "02-b"], ReleaseManifest.Read(Out)!.Lessons.Select(lesson => lesson.Lesson));
        Assert.StartsWith("int Twice(int x)", NotebookDocument.Load(Path.Combine(Out, "01-a", "01-a.ipynb")).Cells[1].Source, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_release_is_not_written_over()
    {
        Directory.CreateDirectory(Out);
        File.WriteAllText(Path.Combine(Out, "thesis.txt"), "mine");
        Assert.Contains("holds no release", Assert.Throws<AuthoringException>(() => Release("01-a")).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Out, "manifest.json"), """{"format": "of something else", "lessons": []}""");
        Assert.Throws<AuthoringException>(() => Release("01-a"));
        Assert.Equal(["manifest.json", "thesis.txt"], Files());
    }

    [Fact]
    public void A_release_that_was_killed_is_made_whole_by_the_next()
    {
        Release("01-a", "02-b");
        var (whole, first) = (Files().ToList(), Path.Combine(Out, "manifest.json"));
        File.WriteAllText(first, new ReleaseManifest([]).ToJson());
        Directory.Delete(Path.Combine(Out, "02-b"), recursive: true);
        Release("01-a", "02-b");
        Assert.Equal(whole, Files());
    }

    [Fact]
    public void A_released_file_that_somebody_changed_is_kept()
    {
        Release("01-a");
        var path = Path.Combine(Out, "01-a", "01-a.ipynb");
        File.AppendAllText(path, " ");
        Assert.Contains("01-a.ipynb' was changed", Assert.Throws<AuthoringException>(() => ReleaseFolder.Write([Named("01-a", "int Twice(int x)\n{\n// BEGIN SOLUTION\nreturn 0;\n// END SOLUTION\n}")], Out)).Message, StringComparison.Ordinal);
        Assert.EndsWith(" ", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_that_the_text_shows_go_out_with_it_and_go_away_with_it()
    {
        Directory.CreateDirectory(_folder.File("images"));
        File.WriteAllText(_folder.File("images/a b.svg"), "<svg/>");
        var shown = Lesson(Text("a", "![A picture](images/a%20b.svg) and <img src=\"https://example.org/b.png\"> and [a link](02-other.ipynb)"));
        ReleaseFolder.Write([shown with { Name = "01-a", Folder = _folder.Path }], Out);
        Assert.Contains("01-a/images/a b.svg", Files());
        ReleaseFolder.Write([Named("01-a")], Out);
        Assert.DoesNotContain("01-a/images/a b.svg", Files());
    }

    [Fact]
    public void Two_lessons_of_one_name_are_not_released()
    {
        var error = Assert.Throws<AuthoringException>(() => Release("01-a", "01-a"));
        Assert.Contains("Two lessons have the name '01-a'", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public void An_error_in_one_lesson_stops_all_before_anything_is_written()
    {
        var broken = Exercise("// BEGIN SOLUTION", "Check.That(true, \"\");") with { Name = "02-b" };
        var error = Assert.Throws<AuthoringException>(() => ReleaseFolder.Write([Named("01-a"), broken], Out));
        Assert.Contains("02-b, answer, line 1: 'BEGIN SOLUTION' has no", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    private static LessonSource Named(string name, string solution = "double Twice(double x)\n{\n    // BEGIN SOLUTION\n    return 2 * x;\n    // END SOLUTION\n}") =>
        Exercise(solution, "Check.Near(2, Twice(1), hint: \"Twice.\");") with { Name = name };

    private void Release(params string[] names) => ReleaseFolder.Write([.. names.Select(name => Named(name))], Out);

    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Out, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Out, path)).Order(StringComparer.Ordinal);
}
