using System.Text;
using Course.Notebooks.Pages;
using Course.Notebooks.Running;

namespace Course.Grading;

/// <summary>Text that somebody else wrote, as HTML that shows it and does nothing else.</summary>
internal static class SafeText
{
    /// <summary>Text in a line: marks that turn the direction of writing end with it.</summary>
    public static string Line(string text) => $"<bdi>{Html.Escape(Visible(text))}</bdi>";

    /// <summary>What a program printed: colours and weights are kept, what it wrote over is gone.</summary>
    public static string Printed(string text) => AnsiText.ToHtml(Visible(TerminalText.Settle(text)));

    /// <summary>Control characters as their pictures, which browsers show: ␀ for a zero byte. An escape sequence stays one.</summary>
    public static string Visible(string text)
    {
        if (!text.Any(IsUnseen)) return text;
        var shown = new StringBuilder(text.Length);
        foreach (var character in text) shown.Append(!IsUnseen(character) ? character : character < ' ' ? (char)('\u2400' + character) : '\uFFFD');
        return shown.ToString();
    }

    private static bool IsUnseen(char character) => char.IsControl(character) && character is not ('\n' or '\t' or '\x1B');
}
