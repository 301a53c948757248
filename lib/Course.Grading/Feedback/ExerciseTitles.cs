using System.Text.RegularExpressions;
using Course.Notebooks;

namespace Course.Grading;

/// <summary>What lessons and their exercises are called in their own headings, without which feedback would speak of <c>check-2</c>.</summary>
public sealed partial class ExerciseTitles
{
    private readonly Dictionary<(string Lesson, string? GradeId), string> _titles = [];

    /// <summary>Reads the titles.</summary>
    /// <param name="lessons">The lessons; of one that is not among them its name and its cells' take the titles' place.</param>
    public ExerciseTitles(IEnumerable<LessonSource> lessons)
    {
        ArgumentNullException.ThrowIfNull(lessons);
        foreach (var lesson in lessons)
        {
            string? heading = null;
            foreach (var cell in lesson.Document.Cells)
            {
                if (cell.Type == CellType.Markdown && Heading().Match(cell.Source) is { Success: true } match)
                {
                    heading = Points().Replace(match.Groups["text"].Value, "").Trim();
                    if (match.Groups["level"].Length == 1) _titles.TryAdd((lesson.Name, null), heading);
                }

                if (heading is not null && NbgraderMetadata.GradeIdOf(cell) is { } id) _titles.TryAdd((lesson.Name, id), heading);
            }
        }
    }

    /// <summary>What a lesson is called.</summary>
    /// <param name="lesson">The lesson's name.</param>
    public string Of(string lesson) => _titles.GetValueOrDefault((lesson, null), lesson);

    /// <summary>What the exercise of a graded cell is called.</summary>
    /// <param name="lesson">The lesson's name.</param>
    /// <param name="gradeId">The cell's <c>grade_id</c>.</param>
    public string Of(string lesson, string gradeId) => _titles.GetValueOrDefault((lesson, gradeId), gradeId);

    [GeneratedRegex(@"^(?<level>#{1,6})[ \t]+(?<text>.+?)[ \t]*#*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\(\d+([.,]\d+)?\s*points?\)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Points();
}
