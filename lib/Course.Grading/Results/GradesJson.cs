using System.Text.Json;

namespace Course.Grading;

/// <summary>All grades with all that is known of them, in one file: what feedback and other programs read.</summary>
public static class GradesJson
{
    /// <summary>The file in the output folder.</summary>
    public const string FileName = "grades.json";

    /// <summary>Writes the grades.</summary>
    /// <param name="path">The file.</param>
    /// <param name="grades">The grades, in their order.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<FinalGrade> grades) => WholeFile.Write(path, JsonSerializer.Serialize(grades, GradingJson.File) + "\n");

    /// <summary>Reads the grades.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="GradingException">It is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<FinalGrade> Read(string path)
    {
        try
        {
            var grades = JsonSerializer.Deserialize<List<FinalGrade?>>(File.ReadAllBytes(path), GradingJson.File);
            if (grades?.All(grade => grade?.Submission is { Entry: { Student: not null, Lesson: not null }, Result.Cells: not null }) != true)
                throw new JsonException("it holds something else than grades.");
            return grades!;
        }
        catch (JsonException error)
        {
            throw new GradingException($"{path} was not written by ./course grade: {error.Message} Run ./course grade again.");
        }
    }
}
