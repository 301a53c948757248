namespace Course.Grading;

/// <summary>From results to grades: marks by hand go in, coming late costs its points, and every table is written.</summary>
public static class Export
{
    /// <summary>Writes all tables. Grades of other lessons that the folder has from earlier stay as they are.</summary>
    /// <param name="folder">The output folder.</param>
    /// <param name="graded">The results of some lessons.</param>
    /// <param name="late">What coming late costs; null: nothing.</param>
    /// <param name="deadlines">Until when one is in time; null: always.</param>
    /// <param name="marks">A file of marks by hand; those in the folder's own table count in any case.</param>
    /// <param name="remarks">Gets what a person must know.</param>
    /// <returns>All grades, by lesson and student.</returns>
    /// <exception cref="GradingException">Marks are wrong; nothing is written then.</exception>
    /// <exception cref="IOException">A table cannot be written.</exception>
    public static IReadOnlyList<FinalGrade> Write(
        string folder, IReadOnlyList<GradedSubmission> graded, LatePenalty? late, Deadlines? deadlines, string? marks, ICollection<string> remarks)
    {
        ArgumentNullException.ThrowIfNull(graded);
        ArgumentNullException.ThrowIfNull(remarks);
        Directory.CreateDirectory(folder);
        var (kept, own) = (Path.Combine(folder, GradesJson.FileName), Path.Combine(folder, ToMark.TableName));
        var lessons = graded.Select(one => one.Entry.Lesson).ToHashSet(StringComparer.Ordinal);
        var earlier = File.Exists(kept) ? GradesJson.Read(kept).Where(grade => !lessons.Contains(grade.Lesson)) : [];
        IReadOnlyList<FinalGrade> grades =
        [
            .. graded.Select(one => Of(one, late, deadlines)).Concat(earlier)
                .OrderBy(grade => grade.Lesson, StringComparer.Ordinal).ThenBy(grade => grade.Student, StringComparer.Ordinal),
        ];
        (grades, var waiting) = ManualMarks.Apply(grades, [.. File.Exists(own) ? ManualMarks.Read(own) : [], .. marks is null ? [] : ManualMarks.Read(marks)], remarks);
        Remark(graded, late, deadlines, remarks);

        ToMark.Write(folder, grades, waiting);
        GradesCsv.Write(Path.Combine(folder, "grades.csv"), grades);
        NbgraderCsv.Write(Path.Combine(folder, "nbgrader.csv"), grades);
        GradescopeResults.Write(folder, grades);
        PrairieLearnResults.Write(folder, grades);
        GradesJson.Write(kept, grades);
        return grades;
    }

    private static FinalGrade Of(GradedSubmission graded, LatePenalty? rule, Deadlines? deadlines)
    {
        var deadline = deadlines?.Of(graded.Entry.Student, graded.Entry.Lesson);
        return graded.Entry.Submitted - deadline is { } late && late > TimeSpan.Zero
            ? new(graded, deadline, late, rule?.Of(late) ?? 0)
            : new(graded, deadline);
    }

    private static void Remark(IReadOnlyList<GradedSubmission> graded, LatePenalty? late, Deadlines? deadlines, ICollection<string> remarks)
    {
        if (late is null || deadlines is null)
            return;
        var students = graded.Select(one => one.Entry.Student).ToHashSet(StringComparer.Ordinal);
        foreach (var student in deadlines.Students.Where(student => !students.Contains(student)))
            remarks.Add($"'{student}' has a deadline and no submission: has the name a typing error?");
        var timeless = graded.Where(one => one.Entry.Submitted is null).ToList();
        if (timeless.Count > 0)
            remarks.Add($"Of {timeless.Count} submissions nothing tells when they came, and none of these counts as late: {Some(timeless)}.");
        if (timeless.Where(one => one.Entry.Late).ToList() is { Count: > 0 } marked)
            remarks.Add($"Of these, so their file names say, late: {Some(marked)}.");

        static string Some(List<GradedSubmission> some) => string.Join(", ", some.Take(5).Select(one => one.Entry.Student)) + (some.Count > 5 ? ", …" : "");
    }
}
