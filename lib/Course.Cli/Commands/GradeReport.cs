using Course.Grading;

namespace Course.Cli.Commands;

/// <summary>Writes the tables of a graded class, and tells what came of it and what is to be done.</summary>
internal sealed class GradeReport(string folder, GradeRules rules)
{
    /// <summary>How many of a kind are named; the tables name all.</summary>
    private const int Named = 10;

    /// <returns>The exit code: 0 where all is graded, 1 where something is not, 130 where the run was stopped.</returns>
    public int Write(IReadOnlyList<GradedSubmission> graded, IReadOnlyList<UnreadFile> strange, bool wasStopped)
    {
        var remarks = new List<string>();
        var grades = Export.Write(folder, graded, rules.Late, rules.Deadlines, rules.Marks, remarks);
        if (rules.Late is { } late)
            Console.WriteLine($"Late: {late}");
        foreach (var remark in remarks)
            Console.WriteLine(remark);

        Console.WriteLine($"Graded: {graded.Count(one => one.State == GradeState.Graded)} of {graded.Count} submissions.");
        List("could not be read: no points. Ask for what is named here once more", [.. graded.Where(one => one.State == GradeState.NotRead).Select(Line)]);
        List(
            wasStopped ? "not graded: the run was stopped. Run the same command again"
                : "could not be graded to the end. Run the same command again; where it stays so, look at it yourself",
            [.. graded.Where(one => one.State == GradeState.NotGraded).Select(one => wasStopped ? $"{one.Entry.Student}, {one.Entry.Lesson}" : Line(one))]);
        List("not understood, and nobody gets points for that", [.. strange.Select(file => $"{file.Path}: {file.Reason}")]);
        var open = grades.Sum(grade => grade.Submission.Result.Cells.Count(cell => cell.Score is null));
        if (open > 0)
            Console.WriteLine(
                $"{(open == 1 ? "1 answer is" : $"{open} answers are")} to be marked by hand: "
                + $"read {Shown(ToMark.PageName)}, write the points into {Shown(ToMark.TableName)}, and run the same command again.");
        Console.WriteLine($"Grades: {Shown("grades.csv")}, {Shown(GradesJson.FileName)}, {Shown("nbgrader.csv")}");
        return wasStopped ? 130 : strange.Count == 0 && graded.All(one => one.State == GradeState.Graded) ? 0 : 1;
    }

    private static void List(string what, List<string> lines)
    {
        if (lines.Count == 0)
            return;
        Console.WriteLine($"{lines.Count} {what}:");
        foreach (var line in lines.Take(Named))
            Console.WriteLine("  " + line);
        if (lines.Count > Named)
            Console.WriteLine($"  … and {lines.Count - Named} more");
    }

    private static string Line(GradedSubmission graded) => $"{graded.Entry.Student}, {graded.Entry.Lesson}: {graded.Problem!.ReplaceLineEndings("\n    ")}";

    private string Shown(string name) => Repository.Shown(Path.Combine(folder, name));
}
