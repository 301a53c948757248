using System.Globalization;
using System.Text.RegularExpressions;

namespace Course.Notebooks.Pages;

/// <summary>
/// Takes the formulas out of a Markdown text before Markdown sees it, and puts them back into the HTML as
/// elements that KaTeX renders. Jupyter does the same, for the same reason: in "$a_1 * b_1$", or in a formula with a
/// line that begins with a minus, Markdown would find emphasis, lists and headings.
/// </summary>
/// <remarks>
/// Formulas are those that Jupyter knows: $…$, $$…$$, \\(…\\), \\[…\\] and \begin{…}…\end{…}. A dollar sign
/// is one only as in pandoc: the opening one is followed by no space, the closing one is preceded by none and
/// followed by no digit, so "$5 and $6" stays text.
/// </remarks>
internal sealed partial class MathSpans
{
    // Two characters of Unicode's private area, which no font shows and no Markdown rule knows.
    private const char Open = '\uE000';
    private const char Close = '\uE001';

    private readonly List<(string Source, string Html)> _formulas = [];

    /// <summary>The Markdown with a placeholder for each formula; code is left as it is.</summary>
    public string Extract(string markdown) => Formula().Replace(markdown, match =>
    {
        var display = match.Groups["display"].Success;
        if (!display && !match.Groups["inline"].Success)
            return match.Value;
        var tex = match.Groups[display ? "display" : "inline"].Value;
        if (LineStart(markdown, match.Index) == '>')
            tex = QuoteMark().Replace(tex, "");
        var element = display ? "<span class=\"math display\">" : "<span class=\"math\">";
        _formulas.Add((match.Value, $"{element}{Html.Escape(tex.Trim())}</span>"));
        return $"{Open}{_formulas.Count - 1}{Close}";
    });

    /// <summary>The HTML with its formulas back in place: as source inside code, scripts and attributes.</summary>
    public string Restore(string html) => _formulas.Count == 0 ? html : Placeholder().Replace(html, match =>
        match.Groups["verbatim"].Success
            ? Number().Replace(match.Value, inner => Html.Escape(Find(inner).Source))
            : Together(match));

    /// <summary>The text without its placeholders, for the id of a heading.</summary>
    public static string Without(string text) => Number().Replace(text, "");

    /// <summary>
    /// A short formula with the brackets and stops that touch it. Browsers would break the line between them, because
    /// KaTeX's formulas are boxes to them; a long one may have to break inside.
    /// </summary>
    private string Together(Match match)
    {
        const int Short = 30;
        var (source, formula) = Find(match);
        var html = match.Groups["before"].Value + formula + match.Groups["after"].Value;
        return html.Length == formula.Length || source.Length > Short || formula.Contains("display", StringComparison.Ordinal)
            ? html
            : $"<span class=\"together\">{html}</span>";
    }

    private (string Source, string Html) Find(Match match) =>
        _formulas[int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)];

    private static char LineStart(string text, int index)
    {
        var start = index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;
        return text.AsSpan(start, index - start).TrimStart() is [var first, ..] ? first : ' ';
    }

    [GeneratedRegex(
        """
        (?m:^)[ \t>]*(?<fence>`{3,}|~{3,})[^\n]*\n.*?(?:\n[ \t>]*\k<fence>[^\n]*|\z)   # fenced code
        | (?<!`)(?<tick>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\k<tick>(?!`)                  # a code span
        | <(?<tag>script|style|pre|code)\b.*?</\k<tag>\s*>                             # raw HTML that is not prose
        | \\\$                                                                         # an escaped dollar sign
        | \$\$(?<display>.+?)\$\$
        | \\\\\[(?<display>.+?)\\\\\]
        | (?<display>\\begin\{(?<name>[A-Za-z]+\*?)\}.+?\\end\{\k<name>\})
        | \\\\\((?<inline>.+?)\\\\\)
        | \$(?![\s$])(?<inline>(?:[^$`\\\n]|\\.|\n(?!\s*\n))+)(?<!\s)\$(?!\d)
        """,
        RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Formula();

    [GeneratedRegex(@"(?m)^[ \t]*>[ \t]?")]
    private static partial Regex QuoteMark();

    [GeneratedRegex("\uE000(?<number>[0-9]+)\uE001")]
    private static partial Regex Number();

    [GeneratedRegex("(?<verbatim><(?<tag>script|style|pre|code)\\b.*?</\\k<tag>>|<[^>]*>)|(?<before>[(\\[]*)\uE000(?<number>[0-9]+)\uE001(?<after>[)\\],.;:!?]*)", RegexOptions.Singleline)]
    private static partial Regex Placeholder();
}
