using System.Text.Json.Nodes;

namespace Course.Grading.Tests;

/// <summary>What nbgrader itself says of releases.</summary>
public sealed class NbgraderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Its_validator_accepts_every_released_lesson()
    {
        var paths = Release();
        Assert.All(Nbgrader.Answer<string?[]>("validate", paths).Zip(paths), pair => Assert.True(pair.First is null, $"{pair.Second}: {pair.First}"));
    }

    [SkippableFact]
    public void Its_own_release_of_every_lesson_with_the_settings_that_go_out_is_ours_to_the_byte()
    {
        var paths = Release();
        var theirs = Nbgrader.Answer<string[]>("generate", [Path.Combine(_folder.Path, "nbgrader_config.py"), .. Nbgrader.Lessons]);
        foreach (var (path, text) in paths.Zip(theirs))
        {
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(text), JsonNode.Parse(File.ReadAllText(path))), $"{path} says something else.");
            Assert.True(text == File.ReadAllText(path), $"{path} says the same in other bytes.");
        }
    }

    private string[] Release() =>
        [.. ReleaseFolder.Write([.. Nbgrader.Lessons.Select(LessonSource.Load)], _folder.Path).Lessons.Select(lesson => Path.Combine(_folder.Path, lesson.Files[0].Path))];
}
