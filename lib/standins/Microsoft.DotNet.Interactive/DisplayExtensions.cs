using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting.TabularData;

namespace System;

/// <summary>Shows values below the running cell.</summary>
public static class DisplayExtensions
{
    public static DisplayedValue Display(this object? value, params string[]? mimeTypes) =>
        Show(mimeTypes is null or [] ? Representations.Of(value) : FormattedValue.CreateManyFromObject(value, mimeTypes));

    public static DisplayedValue DisplayAs(this string value, string mimeType) => Show([new FormattedValue(mimeType, value)]);

    public static DisplayedValue DisplayTable<T>(this IEnumerable<T>? value, params string[]? mimeTypes) =>
        value is null ? value.Display(mimeTypes) : value.ToTabularDataResource().Display(mimeTypes);

    private static DisplayedValue Show(IReadOnlyList<FormattedValue> values)
    {
        var session = SessionHook.Required;
        var shown = new DisplayedValue(values);
        session.Display(shown.DisplayId, values);
        return shown;
    }
}
