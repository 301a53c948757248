using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Course.Grading;

/// <summary>The marks that people give to what no program can grade: read from CSV files, put into the grades, listed with what is still to mark.</summary>
public static class ManualMarks
{
    /// <summary>Reads marks from a CSV file with the columns <c>student</c>, <c>lesson</c>, <c>grade_id</c> and <c>mark</c>; rows without a mark are passed over.</summary>
    /// <param name="path">The file, such as a copy of <c>to-mark.csv</c>.</param>
    /// <exception cref="GradingException">Lines of it are wrong; each is named.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<ManualMark> Read(string path)
    {
        var table = CsvTable.Read(path, "student", "lesson", "grade_id", "mark");
        var marks = new List<ManualMark>();
        var problems = new List<string>();
        foreach (var (line, fields) in table.Rows)
        {
            var (given, place) = (table.Text(fields, "mark"), $"{Path.GetFileName(path)}, line {line}");
            var mark = new ManualMark(
                place, table.Text(fields, "student"), table.Text(fields, "lesson"), table.Text(fields, "grade_id"), 0, table.Text(fields, "answer"));
            if (given.Length == 0)
                continue;
            if (!double.TryParse(table.Separator == ',' ? given : given.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var points) || !double.IsFinite(points))
                problems.Add($"{place}: '{given}' is not a number of points. Write one such as 2.5.");
            else if (marks.Find(other => Cell(other) == Cell(mark)) is { } other && other.Points != points)
                problems.Add($"{place}: the same cell has another mark in {other.Place}.");
            else
                marks.Add(mark with { Points = points });
        }

        return problems.Count == 0 ? marks : throw new GradingException(string.Join('\n', problems));
    }

    /// <summary>Puts marks into the grades; of two for the same cell the later one counts.</summary>
    /// <param name="grades">All grades.</param>
    /// <param name="marks">The marks.</param>
    /// <param name="remarks">Gets what a person must know: marks for answers that have changed since are not taken.</param>
    /// <returns>The grades with the marks in them, in the same order; and the marks that wait for their submissions to be graded.</returns>
    /// <exception cref="GradingException">A mark is for a student or cell that there is not, or is more than the cell's points; each is named.</exception>
    public static (IReadOnlyList<FinalGrade> Grades, IReadOnlyList<ManualMark> Waiting) Apply(
        IReadOnlyList<FinalGrade> grades, IEnumerable<ManualMark> marks, ICollection<string> remarks)
    {
        ArgumentNullException.ThrowIfNull(grades);
        ArgumentNullException.ThrowIfNull(marks);
        ArgumentNullException.ThrowIfNull(remarks);
        var latest = marks.GroupBy(Cell).Select(same => same.Last()).ToLookup(mark => (mark.Student, mark.Lesson));
        var known = grades.Select(grade => (grade.Student, grade.Lesson)).ToHashSet();
        var problems = latest.Where(one => !known.Contains(one.Key)).SelectMany(one => one)
            .Select(mark => $"{mark.Place}: there is no submission of '{mark.Student}' for '{mark.Lesson}'.").ToList();
        List<FinalGrade> marked =
        [
            .. grades.Select(grade => grade.Submission.State == GradeState.Graded ? Marked(grade, latest[(grade.Student, grade.Lesson)], problems, remarks) : grade),
        ];
        List<ManualMark> waiting = [.. grades.Where(grade => grade.Submission.State != GradeState.Graded).SelectMany(grade => latest[(grade.Student, grade.Lesson)])];
        return problems.Count == 0 ? (marked, waiting) : throw new GradingException(string.Join('\n', problems));
    }

    /// <summary>A short name of an answer's text, by which a mark is known to be for this text and not for an earlier one.</summary>
    /// <param name="answer">What the student wrote.</param>
    public static string NameOf(string answer) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(answer)), 0, 6);

    private static (string Student, string Lesson, string GradeId) Cell(ManualMark mark) => (mark.Student, mark.Lesson, mark.GradeId);

    private static FinalGrade Marked(FinalGrade grade, IEnumerable<ManualMark> marks, List<string> problems, ICollection<string> remarks)
    {
        var submission = grade.Submission;
        var cells = submission.Result.Cells.ToList();
        foreach (var mark in marks)
        {
            var i = cells.FindIndex(cell => cell.GradeId == mark.GradeId);
            if (i < 0)
                problems.Add($"{mark.Place}: {mark.Lesson} has no cell '{mark.GradeId}'.");
            else if (cells[i].Status != GradeStatus.Manual)
                problems.Add($"{mark.Place}: the cell '{mark.GradeId}' is graded by its checks, not by hand.");
            else if (mark.Points > cells[i].Points)
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{mark.Place}: {mark.Points} is more than the cell's {cells[i].Points} points."));
            else if (mark.Answer.Length > 0 && mark.Answer != NameOf(submission.Answers.GetValueOrDefault(mark.GradeId, "")))
                remarks.Add($"{mark.Place}: '{mark.Student}' has changed the answer since it was marked. Mark it again.");
            else
                cells[i] = cells[i] with { Score = mark.Points };
        }

        return grade with { Submission = submission with { Result = submission.Result with { Cells = cells } } };
    }
}
