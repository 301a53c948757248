using System.Globalization;
using System.Text;

namespace Course.Grading;

/// <summary>Names that strangers chose, made fit to be shown.</summary>
internal static class VisibleText
{
    private const int MaxLength = 160;

    /// <summary>A text with what cannot be seen, or turns what is around it, written out as <c>\u202E</c>; a very long one is cut.</summary>
    public static string Of(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= MaxLength) return shown.Append('…').ToString();
            var hidden = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || (Rune.IsWhiteSpace(rune) && rune.Value != ' ');
            shown.Append(hidden ? rune.Value > 0xFFFF ? $"\\U{rune.Value:X8}" : $"\\u{rune.Value:X4}" : rune.Value == '\\' ? "\\\\" : rune.ToString());
        }

        return shown.ToString();
    }

    /// <summary>The last part of a path, as <see cref="Of"/> shows it.</summary>
    public static string FileName(string path) => Of(path[(path.LastIndexOfAny(['/', Path.DirectorySeparatorChar]) + 1)..]);
}
