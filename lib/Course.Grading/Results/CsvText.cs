using System.Buffers;
using System.Globalization;

namespace Course.Grading;

/// <summary>Writes comma-separated values (RFC 4180).</summary>
internal static class CsvText
{
    /// <summary>What makes a spreadsheet take a text for a formula (OWASP, CSV Injection).</summary>
    private const string FormulaBeginnings = "=+-@\t\r";

    private static readonly SearchValues<char> _needQuotes = SearchValues.Create("\",;\t\r\n");

    /// <summary>A text as a field: one that a spreadsheet would run as a formula begins with <c>'</c>, quotes stand where they must.</summary>
    /// <param name="text">Any text.</param>
    public static string Field(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var harmless = Guarded(text) ? "'" + text : text;
        var needsQuotes = harmless.AsSpan().ContainsAny(_needQuotes) || harmless.Trim().Length < harmless.Length;
        return needsQuotes ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : harmless;
    }

    /// <summary>A number as a field, with a decimal point; nothing for none.</summary>
    /// <param name="number">The number.</param>
    public static string Field(double? number) => number?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A time as a field, ISO 8601 with its distance from UTC; nothing for none.</summary>
    /// <param name="time">The time.</param>
    public static string Field(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A table: a line for each row.</summary>
    /// <param name="rows">Fields, made by the other functions.</param>
    public static string Table(IEnumerable<IEnumerable<string>> rows) => string.Concat(rows.Select(row => string.Join(',', row) + "\r\n"));

    /// <summary>A field's text as it was before <see cref="Field(string)"/> guarded it.</summary>
    public static string Unguarded(string field) => field is ['\'', .. var text] && Guarded(text) ? text : field;

    private static bool Guarded(string text) => text.TrimStart('\'') is [var first, ..] && FormulaBeginnings.Contains(first, StringComparison.Ordinal);
}
