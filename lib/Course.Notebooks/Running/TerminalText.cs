using System.Text;

namespace Course.Notebooks.Running;

/// <summary>What of a text remains to be seen on a terminal.</summary>
internal static class TerminalText
{
    /// <summary>
    /// The text after its carriage returns and backspaces took effect: what follows a lone <c>\r</c> writes over the
    /// line from its start, so of a progress line that was rewritten a thousand times one remains.
    /// </summary>
    public static string Settle(string text)
    {
        if (text.AsSpan().IndexOfAny('\r', '\b') < 0)
            return text;

        var settled = new StringBuilder();
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
                settled.Append('\n');
            AppendLine(settled, lines[i]);
        }

        return settled.ToString();
    }

    private static void AppendLine(StringBuilder settled, string line)
    {
        var start = settled.Length;
        var cursor = start;
        foreach (var character in line)
        {
            switch (character)
            {
                case '\r':
                    cursor = start;
                    break;
                case '\b':
                    cursor = Math.Max(start, cursor - 1);
                    break;
                default:
                    if (cursor < settled.Length)
                        settled[cursor] = character;
                    else
                        settled.Append(character);
                    cursor++;
                    break;
            }
        }
    }
}
