using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary>A value's text in one MIME type.</summary>
public class FormattedValue
{
    public FormattedValue(string mimeType, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(mimeType);
        MimeType = mimeType;
        Value = value;
    }

    public string MimeType { get; }

    public string Value { get; }

    public bool SuppressDisplay { get; set; }

    public static FormattedValue CreateSingleFromObject(object? value, string? mimeType = null)
    {
        mimeType ??= Formatter.GetPreferredMimeTypesFor(value?.GetType()!).First();
        return new FormattedValue(mimeType, value!.ToDisplayString(mimeType));
    }

    public static IReadOnlyList<FormattedValue> CreateManyFromObject(object? value, params string[]? mimeTypes)
    {
        if (mimeTypes is null or [])
            mimeTypes = [.. Formatter.GetPreferredMimeTypesFor(value?.GetType()!)];
        return [.. mimeTypes.Select(mimeType => CreateSingleFromObject(value, mimeType))];
    }
}
