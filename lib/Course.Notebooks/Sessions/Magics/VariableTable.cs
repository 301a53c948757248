using System.Net;
using System.Text;

namespace Course.Notebooks;

/// <summary>Shows a session's variables (<c>#!who</c>, <c>#!whos</c>).</summary>
internal static class VariableTable
{
    private const int MaxValue = 400;

    /// <summary>The names alone.</summary>
    public static MimeBundle Names(IReadOnlyList<SessionVariable> variables) =>
        Bundle(variables.Count == 0 ? "No variables." : string.Join('\n', variables.Select(variable => variable.Name)), Html("<th>Variable</th>", variables.Select(variable => Cell(variable.Name))));

    /// <summary>Names, types and values.</summary>
    /// <param name="variables">The variables.</param>
    /// <param name="format">Makes plain text of a value.</param>
    public static MimeBundle Of(IReadOnlyList<SessionVariable> variables, Func<object?, string> format)
    {
        var rows = variables.Select(variable => (variable.Name, Type: TypeName.Of(variable.Type), Value: Short(variable, format))).ToList();
        var (name, type) = (rows.Select(row => row.Name.Length).DefaultIfEmpty().Max(), rows.Select(row => row.Type.Length).DefaultIfEmpty().Max());
        var text = rows.Select(row => $"{row.Name.PadRight(name)}  {row.Type.PadRight(type)}  {row.Value.ReplaceLineEndings(" ")}");
        return Bundle(
            rows.Count == 0 ? "No variables." : string.Join('\n', text),
            Html("<th>Variable</th><th>Type</th><th>Value</th>", rows.Select(row => Cell(row.Name) + Cell(row.Type) + $"<td><pre>{WebUtility.HtmlEncode(row.Value)}</pre></td>")));
    }

    /// <summary>A value is the reader's own code to show; one that cannot be shown says so and hides no other.</summary>
    private static string Short(SessionVariable variable, Func<object?, string> format)
    {
        string text;
        try
        {
            text = format(variable.Value).TrimEnd();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return $"({error.GetType().Name}: {error.Message})";
        }

        return text.Length <= MaxValue ? text : string.Concat(text.AsSpan(0, MaxValue), "…");
    }

    private static MimeBundle Bundle(string text, string html)
    {
        var bundle = new MimeBundle();
        bundle.Add(MimeBundle.Html, html);
        bundle.Add(MimeBundle.PlainText, text);
        return bundle;
    }

    private static string Html(string head, IEnumerable<string> rows)
    {
        var html = new StringBuilder($"<table><thead><tr>{head}</tr></thead><tbody>");
        foreach (var row in rows)
            html.Append("<tr>").Append(row).Append("</tr>");
        return html.Append("</tbody></table>").ToString();
    }

    private static string Cell(string text) => $"<td>{WebUtility.HtmlEncode(text)}</td>";
}
