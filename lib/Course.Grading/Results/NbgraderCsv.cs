using System.Globalization;

namespace Course.Grading;

/// <summary>
/// The grades in the columns of <c>nbgrader export</c> (nbgrader, plugins/export.py): times are in UTC without saying so, numbers are written as Python
/// writes them, and there is no byte order mark, because programs read it.
/// </summary>
internal static class NbgraderCsv
{
    private static readonly string[] _columns =
    [
        "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score", "late_submission_penalty", "score", "max_score",
    ];

    /// <summary>Writes the table; what the kit does not know of a student (names, address) is empty.</summary>
    /// <param name="path">The file.</param>
    /// <param name="grades">The grades, in their order.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<FinalGrade> grades)
    {
        ArgumentNullException.ThrowIfNull(grades);
        WholeFile.Write(path, CsvText.Table([_columns, .. grades.Select(Row)]).ReplaceLineEndings("\n"));
    }

    private static string[] Row(FinalGrade grade) =>
    [
        CsvText.Field(grade.Lesson), Time(grade.Deadline), Time(grade.Submission.Entry.Submitted), CsvText.Field(grade.Student), "", "", "",
        Number(grade.Total), Number(grade.Penalty), Number(grade.Final), Number(grade.Points),
    ];

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    private static string Number(double number) => number.ToString("0.0#####", CultureInfo.InvariantCulture);
}
