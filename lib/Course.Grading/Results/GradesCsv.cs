namespace Course.Grading;

/// <summary>The grades as a table for people and their spreadsheets: a row for each student and lesson, a column for each graded cell.</summary>
internal static class GradesCsv
{
    /// <summary>Writes the table, in UTF-8 with a byte order mark, for Excel's sake.</summary>
    /// <param name="path">The file.</param>
    /// <param name="grades">The grades, in their order.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<FinalGrade> grades)
    {
        ArgumentNullException.ThrowIfNull(grades);
        var cells = grades.SelectMany(grade => grade.Submission.Result.Cells).Select(cell => cell.GradeId).Distinct(StringComparer.Ordinal).ToList();
        WholeFile.Write(path, CsvText.Table([Header(cells), .. grades.Select(grade => Row(grade, cells))]), bom: true);
    }

    private static IEnumerable<string> Header(IEnumerable<string> cells) =>
        ["student", "name", "lesson", .. cells.Select(CsvText.Field), "total", "points", "submitted", "deadline", "late", "final", "status"];

    /// <summary>A cell that the lesson has not, or that waits for a person, is empty; <c>late</c> is what coming late costs.</summary>
    private static IEnumerable<string> Row(FinalGrade grade, IEnumerable<string> cells) =>
    [
        CsvText.Field(grade.Student),
        CsvText.Field(grade.Submission.Entry.Name),
        CsvText.Field(grade.Lesson),
        .. cells.Select(id => CsvText.Field(grade.Submission.Result.Cells.FirstOrDefault(cell => cell.GradeId == id)?.Score)),
        CsvText.Field(grade.Total),
        CsvText.Field(grade.Points),
        CsvText.Field(grade.Submission.Entry.Submitted),
        CsvText.Field(grade.Deadline),
        CsvText.Field(grade.Penalty),
        CsvText.Field(grade.Final),
        grade.State switch
        {
            GradeState.Graded => "graded",
            GradeState.ToMark => "to mark",
            GradeState.NotRead => "not read",
            _ => "not graded",
        },
    ];
}
