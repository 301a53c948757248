using System.Text.Json.Nodes;

namespace Course.Grading;

/// <summary>
/// Results as PrairieLearn takes them from an external grader, a <c>results.json</c> for each submission of at most 1 MB (PrairieLearn
/// documentation, "External Grading", section "Grading results"). PrairieLearn shows them at once, so hidden checks are only counted.
/// </summary>
internal static class PrairieLearnResults
{
    /// <summary>Writes <c>prairielearn/LESSON/STUDENT/results.json</c> for each grade.</summary>
    /// <param name="folder">The folder below which they go.</param>
    /// <param name="grades">The grades.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(string folder, IReadOnlyList<FinalGrade> grades)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(grades);
        foreach (var grade in grades)
            WholeFile.Write(Path.Combine(folder, "prairielearn", grade.Lesson, grade.Student, "results.json"), ResultText.Json(Of(grade)));
    }

    /// <summary>The results of one submission; the score is a part of all points, from 0 to 1.</summary>
    public static JsonObject Of(FinalGrade grade) => grade.State == GradeState.NotRead
        ? new JsonObject { ["gradable"] = false, ["format_errors"] = new JsonArray(ResultText.Bounded(grade.Submission.Problem ?? "It cannot be read.")) }
        : new JsonObject
        {
            ["gradable"] = true,
            ["score"] = grade.Points > 0 ? Math.Clamp(grade.Final / grade.Points, 0, 1) : 0,
            ["message"] = ResultText.Notes(grade),
            ["tests"] = new JsonArray([.. grade.Submission.Result.Cells.Select(Test)]),
        };

    private static JsonNode Test(CellGrade cell) => new JsonObject
    {
        ["name"] = cell.GradeId,
        ["points"] = cell.Score ?? 0,
        ["max_points"] = cell.Points,
        ["message"] = cell.Score is null ? "A person marks this." : "", // of all else the output tells
        ["output"] = ResultText.Of(cell),
    };
}
