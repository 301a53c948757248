namespace Microsoft.DotNet.Interactive;

/// <summary>A session as this assembly needs it.</summary>
internal interface ISession
{
    /// <summary>Cancelled when the running cell is to stop.</summary>
    CancellationToken Cancellation { get; }

    /// <summary>Shows text on a stream, <c>stdout</c> or <c>stderr</c>.</summary>
    void Write(string stream, ReadOnlySpan<char> text);

    /// <summary>Shows representations of a value.</summary>
    void Display(string displayId, IReadOnlyList<FormattedValue> values);

    /// <summary>Shows other representations in place of those that were shown under the id.</summary>
    void Update(string displayId, IReadOnlyList<FormattedValue> values);

    /// <summary>Asks the person at the notebook for a line of text; null where there is none.</summary>
    Task<string?> ReadAsync(string prompt, bool isPassword);
}
