using System.Diagnostics;
using Microsoft.DotNet.Interactive;

namespace Course.Notebooks;

/// <summary>
/// Where all that a session's code shows arrives, and goes on to the cell that is running; between cells it waits for
/// the next one.
/// </summary>
/// <param name="maxText">How many characters of text a cell may show.</param>
/// <param name="stopNumber">The session's number at <see cref="CellStop"/>: code that shows something is stopped there.</param>
/// <param name="input">Where the session's code asks.</param>
[StackTraceHidden]
internal sealed class SessionOutputs(int maxText, int stopNumber, SessionInput input) : ISession
{
    private volatile CellOutputs _current = new(maxText);

    /// <summary>The outputs of the running cell, or of the next one.</summary>
    public CellOutputs Current => _current;

    public CancellationToken Cancellation => input.Cancel;

    /// <summary>Ends the running cell's outputs; what comes from now on is the next cell's.</summary>
    public Task NextAsync()
    {
        var ended = _current;
        _current = new CellOutputs(maxText);
        return ended.EndAsync();
    }

    public void Write(string stream, ReadOnlySpan<char> text)
    {
        CellStop.Check(stopNumber);
        _current.Write(stream, text);
    }

    public void Display(string displayId, IReadOnlyList<FormattedValue> values)
    {
        CellStop.Check(stopNumber);
        _current.Add(new DisplayOutput(Bundle(values), displayId));
    }

    public void Update(string displayId, IReadOnlyList<FormattedValue> values)
    {
        CellStop.Check(stopNumber);
        _current.Add(new UpdateDisplayOutput(Bundle(values), [], displayId));
    }

    public async Task<string?> ReadAsync(string prompt, bool isPassword)
    {
        CellStop.Check(stopNumber);
        // What was printed before the question is to be read before it.
        await _current.DeliveredAsync().ConfigureAwait(false);
        return await input.ReadAsync(new InputRequest(prompt, isPassword)).ConfigureAwait(false);
    }

    /// <summary>A value's representations: those preferred for its type, and plain text always.</summary>
    public MimeBundle Bundle(object? value) => Bundle(value switch
    {
        FormattedValue formatted => [formatted],
        IEnumerable<FormattedValue> formatted => [.. formatted],
        _ => Representations.Of(value),
    });

    private MimeBundle Bundle(IReadOnlyList<FormattedValue> values)
    {
        var bundle = new MimeBundle();
        foreach (var value in values)
            bundle.Add(value.MimeType, value.MimeType == MimeBundle.PlainText ? Current.Cap(value.Value) : value.Value);
        return bundle;
    }
}
