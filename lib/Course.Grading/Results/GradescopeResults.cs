using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Course.Grading;

/// <summary>
/// Results as Gradescope takes them from an autograder, a <c>results.json</c> for each submission: a test for each graded cell, and for the
/// hidden checks of a cell one that Gradescope shows after the due date (Gradescope autograder documentation, "Autograder Specifications",
/// https://gradescope-autograders.readthedocs.io/en/latest/specs/). The score at the top counts, so that a late penalty is in it.
/// </summary>
internal static class GradescopeResults
{
    /// <summary>Writes <c>gradescope/LESSON/STUDENT/results.json</c> for each grade.</summary>
    /// <param name="folder">The folder below which they go.</param>
    /// <param name="grades">The grades.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(string folder, IReadOnlyList<FinalGrade> grades)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(grades);
        foreach (var grade in grades)
            WholeFile.Write(Path.Combine(folder, "gradescope", grade.Lesson, grade.Student, "results.json"), ResultText.Json(Of(grade)));
    }

    /// <summary>The results of one submission.</summary>
    public static JsonObject Of(FinalGrade grade)
    {
        var tests = new JsonArray();
        foreach (var (index, cell) in grade.Submission.Result.Cells.Index())
        {
            var number = (index + 1).ToString(CultureInfo.InvariantCulture);
            tests.Add((JsonNode)Test(cell, number));
            if (Disclosure.Hidden(cell) is { Count: > 0 } hidden) tests.Add((JsonNode)HiddenTest(cell, hidden, number));
        }

        return new JsonObject
        {
            ["score"] = grade.Final,
            ["output"] = ResultText.Notes(grade),
            ["output_format"] = "text",
            ["test_output_format"] = "text",
            ["test_name_format"] = "text",
            ["visibility"] = "visible",
            ["stdout_visibility"] = "hidden",
            ["tests"] = tests,
        };
    }

    private static JsonObject Test(CellGrade cell, string number)
    {
        var test = new JsonObject { ["name"] = cell.GradeId, ["number"] = number, ["max_score"] = cell.Points };
        if (cell.Score is { } score)
        {
            test["score"] = score;
            test["status"] = score >= cell.Points ? "passed" : "failed";
        }

        test["output"] = ResultText.Of(cell);
        test["visibility"] = "visible";
        return test;
    }

    /// <summary>It gives no points of its own: the cell's are all or nothing.</summary>
    private static JsonObject HiddenTest(CellGrade cell, HiddenChecks hidden, string number)
    {
        var output = new StringBuilder();
        foreach (var check in cell.Checks.Where(check => check.Hidden)) ResultText.Append(output, check);
        return new JsonObject
        {
            ["name"] = $"{cell.GradeId}: hidden checks",
            ["number"] = number + ".1",
            ["status"] = hidden.Held == hidden.Count ? "passed" : "failed",
            ["output"] = ResultText.Bounded(output.ToString()),
            ["visibility"] = "after_due_date",
        };
    }
}
