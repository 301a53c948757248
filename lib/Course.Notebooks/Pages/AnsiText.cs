using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Course.Notebooks.Pages;

/// <summary>Terminal text as HTML: colours and weight become spans, other escape sequences vanish.</summary>
internal static partial class AnsiText
{
    public static string ToHtml(string text)
    {
        var html = new StringBuilder(text.Length);
        var style = new Style(null, false);
        var position = 0;
        foreach (Match match in EscapeSequence().Matches(text))
        {
            Write(html, text[position..match.Index], style);
            if (match.Groups["colour"].Success)
                style = Apply(style, match.Groups["colour"].Value);
            position = match.Index + match.Length;
        }

        Write(html, text[position..], style);
        return html.ToString();
    }

    private static void Write(StringBuilder html, string text, Style style)
    {
        if (text.Length == 0)
            return;
        var classes = string.Join(' ', new[] { style.Colour, style.Bold ? "ansi-bold" : null }.Where(name => name is not null));
        if (classes.Length > 0)
            html.Append("<span class=\"").Append(classes).Append("\">");
        html.Append(Html.Escape(text));
        if (classes.Length > 0)
            html.Append("</span>");
    }

    private static Style Apply(Style style, string parameters)
    {
        var codes = parameters.Split(';').Select(code => int.TryParse(code, CultureInfo.InvariantCulture, out var n) ? n : 0).ToArray();
        for (var i = 0; i < codes.Length; i++)
        {
            style = codes[i] switch
            {
                0 => new Style(null, false),
                1 => style with { Bold = true },
                22 => style with { Bold = false },
                >= 30 and <= 37 => style with { Colour = $"ansi-{codes[i] - 30}" },
                >= 90 and <= 97 => style with { Colour = $"ansi-{codes[i] - 90}" },
                39 => style with { Colour = null },
                _ => style,
            };
            // Palette (38;5;n) and true colours (38;2;r;g;b) are left out with their arguments: the page has eight that suit both its themes.
            if (codes[i] is 38 or 48)
                i += i + 1 < codes.Length && codes[i + 1] == 5 ? 2 : 4;
        }

        return style;
    }

    [GeneratedRegex(@"\x1B(?:\[(?<colour>[0-9;]*)m|\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(?:\x07|\x1B\\)|[@-Z\\-_])")]
    private static partial Regex EscapeSequence();

    private readonly record struct Style(string? Colour, bool Bold);
}
