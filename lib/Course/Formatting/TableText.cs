using Microsoft.Data.Analysis;

namespace Course.Formatting;

/// <summary>Tables as text, in columns.</summary>
internal static class TableText
{
    /// <summary>A data frame as lines of text.</summary>
    public static string Of(DataFrame frame)
    {
        var count = (int)Math.Min(frame.Rows.Count, TableHtml.MaxRows);
        string[][] columns =
        [
            .. frame.Columns.Select(column => (string[])[column.Name, .. Enumerable.Range(0, count).Select(row => TableHtml.TextOf(column[row]))]),
        ];
        int[] widths = [.. columns.Select(column => column.Max(text => text.Length))];
        bool[] numeric = [.. frame.Columns.Select(column => column.IsNumericColumn())];
        var lines = Enumerable.Range(0, count + 1).Select(row => string.Join(
            "  ", columns.Select((column, i) => numeric[i] ? column[row].PadLeft(widths[i]) : column[row].PadRight(widths[i]))));
        if (frame.Rows.Count > count) lines = lines.Append(LeftOut(frame.Rows.Count - count));
        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>The line that says how many rows are not shown.</summary>
    public static string LeftOut(long rows) => rows == 1 ? "… and 1 more row" : $"… and {rows} more rows";
}
