using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Data.Analysis;

namespace Course.Formatting;

/// <summary>Tables as HTML: numbers to six digits and to the right, and a word on the rows that are left out.</summary>
internal static class TableHtml
{
    /// <summary>The largest number of rows that is shown.</summary>
    public const int MaxRows = 25;

    private const string Right = " style=\"text-align:right\"", Left = " style=\"text-align:left\""; // Jupyter's own is to the right

    /// <summary>A wide table scrolls by itself, where the page around it would cut it off.</summary>
    public const string Begin = "<div style=\"overflow-x:auto\"><table>", End = "</table></div>";

    /// <summary>A data frame as a table.</summary>
    public static string Of(DataFrame frame) => Of(
        [.. frame.Columns.Select(column => column.Name)],
        Enumerable.Range(0, (int)Math.Min(frame.Rows.Count, MaxRows)).Select(row => frame.Columns.Select(column => column[row])),
        frame.Rows.Count);

    /// <summary>Rows of values as a table.</summary>
    public static string Of(IReadOnlyList<string> names, IEnumerable<IEnumerable<object?>> rows, long? total = null)
    {
        object?[][] shown = [.. rows.Select(row => row.ToArray())];
        bool[] numeric = [.. names.Select((_, i) => shown.Any(row => row[i] is not null) && shown.All(row => row[i] is null || IsNumber(row[i])))];
        var html = new StringBuilder(Begin).Append("<thead><tr>");
        for (var i = 0; i < names.Count; i++) html.Append($"<th{(numeric[i] ? Right : Left)}>{Escape(names[i])}</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in shown)
        {
            html.Append("<tr>");
            for (var i = 0; i < row.Length; i++) html.Append($"<td{(numeric[i] ? Right : Left)}>{Escape(TextOf(row[i]))}</td>");
            html.Append("</tr>");
        }
        html.Append("</tbody>").Append(End);
        if (total > shown.Length) html.Append($"<div>{TableText.LeftOut(total.Value - shown.Length)}</div>");
        return html.ToString();
    }

    /// <summary>Text as it is.</summary>
    public static string Preformatted(string text) => $"<pre>{Escape(text)}</pre>";

    /// <summary>Text with HTML's special characters written so that they show.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A cell's text: numbers to six digits, nothing where there is no value.</summary>
    public static string TextOf(object? value) => value switch
    {
        null => "",
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        float number => number.ToString("G6", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static bool IsNumber(object? value) =>
        value is double or float or decimal or long or int or short or sbyte or ulong or uint or ushort or byte;
}
