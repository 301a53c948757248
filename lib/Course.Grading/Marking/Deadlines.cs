using System.Globalization;

namespace Course.Grading;

/// <summary>Until when a student may hand in a lesson: one time for all, or a CSV file with times of their own for some.</summary>
public sealed class Deadlines
{
    private const string Everyone = "*";
    private static readonly string[] _formats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK"];
    private readonly Dictionary<(string Student, string Lesson), DateTimeOffset> _times = [];

    private Deadlines()
    {
    }

    /// <summary>
    /// Reads a time, such as <c>2026-11-21T23:59+01:00</c> (without the distance from UTC it is this machine's), or a CSV file with the columns
    /// <c>student</c>, <c>deadline</c> and, where lessons differ, <c>lesson</c>; <c>*</c> or nothing stands for all students, or all lessons.
    /// </summary>
    /// <param name="text">The time, or the file's path.</param>
    /// <exception cref="GradingException">It is neither, or a line of the file is wrong.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Deadlines Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var deadlines = new Deadlines();
        if (Time(text) is { } time)
        {
            deadlines._times[(Everyone, Everyone)] = time;
            return deadlines;
        }

        if (!File.Exists(text))
            throw new GradingException($"'{text}' is neither a time, such as 2026-11-21T23:59 or 2026-11-21T23:59+01:00, nor a CSV file with the columns student and deadline.");
        var table = CsvTable.Read(text, "student", "deadline");
        var problems = new List<string>();
        foreach (var (line, fields) in table.Rows)
        {
            var key = (Or(table.Text(fields, "student")), Or(table.Text(fields, "lesson")));
            var given = table.Text(fields, "deadline");
            if (Time(given) is not { } own)
                problems.Add($"line {line}: '{given}' is no time; write such as 2026-11-21T23:59");
            else if (!deadlines._times.TryAdd(key, own))
                problems.Add($"line {line}: {key.Item1} has a deadline already");
        }

        return problems.Count == 0 ? deadlines : throw new GradingException($"{Path.GetFileName(text)} is wrong in {string.Join("; ", problems)}.");
    }

    /// <summary>A student's deadline for a lesson, the most particular one; null where there is none.</summary>
    /// <param name="student">The student's key.</param>
    /// <param name="lesson">The lesson.</param>
    public DateTimeOffset? Of(string student, string lesson)
    {
        foreach (var key in new[] { (student, lesson), (student, Everyone), (Everyone, lesson), (Everyone, Everyone) })
        {
            if (_times.TryGetValue(key, out var time))
                return time;
        }

        return null;
    }

    /// <summary>Who has a deadline of their own.</summary>
    public IEnumerable<string> Students => _times.Keys.Select(key => key.Student).Where(student => student != Everyone).Distinct(StringComparer.Ordinal);

    private static string Or(string text) => text.Length == 0 ? Everyone : text;

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParseExact(text, _formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) ? time : null;
}
