namespace Microsoft.DotNet.Interactive;

/// <summary>A value that is shown and can be replaced by another.</summary>
public class DisplayedValue
{
    internal DisplayedValue(IReadOnlyList<FormattedValue> formattedValues)
    {
        FormattedValues = formattedValues;
        DisplayId = Guid.NewGuid().ToString();
    }

    public string DisplayId { get; }

    public IReadOnlyList<FormattedValue> FormattedValues { get; private set; }

    public void Update(object? updatedValue)
    {
        FormattedValues = FormattedValue.CreateManyFromObject(updatedValue, [.. FormattedValues.Select(value => value.MimeType)]);
        SessionHook.Required.Update(DisplayId, FormattedValues);
    }
}
