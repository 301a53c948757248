using System.Text.RegularExpressions;

namespace Course.Notebooks;

/// <summary>A cell's text as assistance sees it.</summary>
internal static partial class CellText
{
    /// <summary>The text with its magic lines blank, so that places stay.</summary>
    public static string WithoutMagics(string source) =>
        source.Contains("#!", StringComparison.Ordinal) ? MagicLine().Replace(source, match => new string(' ', match.Length)) : source;

    /// <summary>The word at a place: where it starts and ends.</summary>
    public static (int Start, int End) Word(string source, int position)
    {
        var (start, end) = (position, position);
        while (start > 0 && IsPart(source[start - 1]))
            start--;
        while (end < source.Length && IsPart(source[end]))
            end++;
        return (start, end);
    }

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || c == '_';

    [GeneratedRegex(@"^[ \t]*#![^\r\n]*", RegexOptions.Multiline)]
    private static partial Regex MagicLine();
}
