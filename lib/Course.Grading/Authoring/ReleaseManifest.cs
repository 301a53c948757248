using System.Text.Json;

namespace Course.Grading;

/// <summary>What a release holds. It names no date, so that the same lessons give the same release.</summary>
/// <param name="Lessons">Its lessons, by name.</param>
public sealed record ReleaseManifest(IReadOnlyList<ReleasedLesson> Lessons)
{
    internal const string FileName = "manifest.json";
    private const string Format = "course release 1";

    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    };

    /// <summary>Reads the manifest of a release.</summary>
    /// <returns>Null where the folder has none, or one that is not of a release: then it is no release.</returns>
    public static ReleaseManifest? Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path) && JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), _json) is { Format: Format, Lessons: var lessons } ? new(lessons) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The manifest's file.</summary>
    public string ToJson() => JsonSerializer.Serialize(new Content(Format, Lessons), _json).ReplaceLineEndings("\n") + "\n";

    private sealed record Content(string Format, IReadOnlyList<ReleasedLesson> Lessons);
}
