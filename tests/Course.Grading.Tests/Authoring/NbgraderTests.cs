using System.Text.Json.Nodes;

namespace Course.Grading.Tests;

/// <summary>What nbgrader itself says of releases.</summary>
public sealed class NbgraderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Its_validator_accepts_every_released_lesson_and_its_own_release_with_the_settings_that_go_out_is_ours_to_the_byte()
    {
        Nbgrader.Answer<string?[]>("validate"); // skips before there is work to do
        var released = ReleaseFolder.Write([.. Nbgrader.Lessons.Select(LessonSource.Load)], _folder.Path);
        var paths = released.Lessons.Select(lesson => Path.Combine(_folder.Path, lesson.Files[0].Path)).ToArray();
        var theirs = Nbgrader.Answer<string[]>("generate", [Path.Combine(_folder.Path, "nbgrader_config.py"), .. Nbgrader.Lessons]);

        Assert.Equal(Nbgrader.Lessons.Length, paths.Length);
        Assert.All(Nbgrader.Answer<string?[]>("validate", paths).Zip(paths), pair => Assert.True(pair.First is null, $"{pair.Second}: {pair.First}"));
        foreach (var (path, text) in paths.Zip(theirs))
        {
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(text), JsonNode.Parse(File.ReadAllText(path))), $"{path} says something else.");
            Assert.True(text == File.ReadAllText(path), $"{path} says the same in other bytes.");
        }
    }

    [SkippableFact]
    public void It_complains_of_metadata_that_break_its_schema()
    {
        Authored.Document(Authored.Code("a", "1", Authored.Marks("a", grade: true))).Save(_folder.File("a.ipynb"));
        Assert.Contains("does not have points", Nbgrader.Answer<string?[]>("validate", _folder.File("a.ipynb"))[0], StringComparison.Ordinal);
    }
}
