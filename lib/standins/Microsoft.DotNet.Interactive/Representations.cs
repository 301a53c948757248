using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary>How a value is shown where nobody asked for particular MIME types.</summary>
internal static class Representations
{
    /// <summary>
    /// The value in the MIME types that are preferred for its type, and always as plain text,
    /// so that every place that shows notebooks has something to show.
    /// </summary>
    public static IReadOnlyList<FormattedValue> Of(object? value)
    {
        var values = FormattedValue.CreateManyFromObject(value);
        return values.Any(one => one.MimeType == PlainTextFormatter.MimeType) ? values : [.. values, PlainText(value)];
    }

    private static FormattedValue PlainText(object? value) => FormattedValue.CreateSingleFromObject(value, PlainTextFormatter.MimeType);
}
