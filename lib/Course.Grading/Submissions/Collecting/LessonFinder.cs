using System.Globalization;
using System.Text.RegularExpressions;
using Course.Notebooks;

namespace Course.Grading;

/// <summary>Tells of which lesson a notebook is: by its name, by its folders' names, or by its cells.</summary>
internal sealed partial class LessonFinder
{
    private readonly IReadOnlyList<(string Name, string Words)> _names;
    private readonly IReadOnlyList<(string Name, IReadOnlySet<string> Marks)> _lessons;

    public LessonFinder(IReadOnlyList<LessonSource> lessons)
    {
        _names = [.. lessons.Select(lesson => (lesson.Name, Words(lesson.Name))).OrderByDescending(lesson => lesson.Item2.Length)];
        _lessons = [.. lessons.Select(lesson => (lesson.Name, Marks(lesson.Document)))];
    }

    /// <summary>The lesson whose name stands in a path, the last part first; null where none does.</summary>
    public string? ByName(IReadOnlyList<string> place) =>
        place.Reverse().Select(part => _names.FirstOrDefault(lesson => Words(part).Contains(lesson.Words, StringComparison.Ordinal)).Name).FirstOrDefault(name => name is not null);

    /// <summary>The lesson from which most cells are; null where none or more than one has most.</summary>
    public string? ByContent(NotebookDocument notebook)
    {
        var found = Marks(notebook);
        var scores = _lessons.Select(lesson => (lesson.Name, Score: lesson.Marks.Count(found.Contains))).OrderByDescending(lesson => lesson.Score).ToList();
        return scores is [var best, .. var others] && best.Score >= 2 && others.All(other => other.Score < best.Score) ? best.Name : null;
    }

    /// <summary>How many times a file was handed in before, as the ending of its name says: <c>-1</c>, <c> (1)</c>, <c>-Copy1</c>; 0 without.</summary>
    public static int Attempt(string file, string lesson) => Number().Match(Words(file).Replace(Words(lesson), "|", StringComparison.Ordinal)) is { Success: true } match
        ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    private static HashSet<string> Marks(NotebookDocument notebook) => [.. notebook.Cells.SelectMany(Marks)];

    /// <summary>By what a cell is known again: its text, its id, and its name for nbgrader.</summary>
    private static IEnumerable<string> Marks(NotebookCell cell)
    {
        yield return $"id {cell.Id}";
        if (PlainText.Letters(cell.Source) is { Length: > 0 } text) yield return text;
        if (NbgraderMetadata.GradeIdOf(cell) is { Length: > 0 } name) yield return $"grade_id {name}";
    }

    /// <summary>A name in small letters, each run of other signs one blank: <c>06_Momentum (1)</c> holds <c>06-momentum</c>.</summary>
    private static string Words(string name) => $" {Other().Replace(name.ToLowerInvariant(), " ").Trim()} ";

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+")]
    private static partial Regex Other();

    [GeneratedRegex(@"\|(?:copy ?)?(\d{1,4}) ")]
    private static partial Regex Number();
}
