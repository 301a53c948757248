using System.Text.Json;

namespace Course.Grading;

/// <summary>Where a submission's result is kept: <c>results/LESSON/STUDENT.json</c> below the output folder.</summary>
internal static class ResultFile
{
    /// <summary>The folder of all results.</summary>
    /// <param name="folder">The output folder.</param>
    public static string Folder(string folder) => Path.Combine(folder, "results");

    /// <summary>The file of a submission's result.</summary>
    /// <param name="folder">The output folder.</param>
    /// <param name="lesson">The lesson.</param>
    /// <param name="student">The student's key, which is a safe name.</param>
    public static string PathOf(string folder, string lesson, string student) => Path.Combine(Folder(folder), lesson, student + ".json");

    /// <summary>Keeps a submission's result.</summary>
    /// <param name="folder">The output folder.</param>
    /// <param name="graded">The result.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Save(string folder, GradedSubmission graded)
    {
        ArgumentNullException.ThrowIfNull(graded);
        WholeFile.Write(PathOf(folder, graded.Entry.Lesson, graded.Entry.Student), JsonSerializer.Serialize(graded, GradingJson.File) + "\n");
    }

    /// <summary>The result that was kept at a path; null where there is none, or a damaged one.</summary>
    /// <param name="path">The file.</param>
    public static GradedSubmission? Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<GradedSubmission>(File.ReadAllBytes(path), GradingJson.File);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }
}
