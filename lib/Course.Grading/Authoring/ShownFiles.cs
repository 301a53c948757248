using System.Text.RegularExpressions;
using Course.Notebooks;

namespace Course.Grading;

/// <summary>The files beside a lesson that its texts show, such as pictures: they go out with it.</summary>
internal static partial class ShownFiles
{
    /// <summary>Their paths in the lesson's folder, with <c>/</c>, in order; links to the web and to other lessons are none.</summary>
    public static IReadOnlyList<string> Of(LessonSource lesson) =>
        [.. lesson.Document.Cells.Where(cell => cell.Type == CellType.Markdown).SelectMany(In).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Those that one cell shows.</summary>
    public static IEnumerable<string> In(NotebookCell cell) =>
        Link().Matches(cell.Source)
            .Select(match => Uri.UnescapeDataString(match.Groups[1].Value + match.Groups[2].Value))
            .Where(path => !path.Contains(':') && !path.StartsWith('/') && !path.StartsWith('#'));

    /// <summary>Whether a path stays in the lesson's folder, so that it can go out with it.</summary>
    public static bool IsInside(string path) => !path.Split('/', '\\').Contains("..");

    [GeneratedRegex("""!\[[^\]]*\]\(\s*<?([^)\s>]+)|<(?:img|video|source)\b[^>]*\bsrc\s*=\s*["']([^"']+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Link();
}
