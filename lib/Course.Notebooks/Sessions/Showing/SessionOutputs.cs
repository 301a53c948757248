using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.DotNet.Interactive;

namespace Course.Notebooks;

/// <summary>
/// Where all that a session's code shows arrives, and goes on to the cell that is running; between cells it goes to the
/// last one.
/// </summary>
[StackTraceHidden]
internal sealed class SessionOutputs : ISession
{
    private readonly SessionOptions _options;
    private readonly int _stopNumber;
    private readonly SessionInput _input;
    private readonly ConcurrentDictionary<string, long> _displays = new();
    private volatile CellOutputs _current;

    /// <param name="options">How much a cell may show.</param>
    /// <param name="stopNumber">The session's number at <see cref="CellStop"/>: code that shows something is stopped there.</param>
    /// <param name="input">Where the session's code asks.</param>
    public SessionOutputs(SessionOptions options, int stopNumber, SessionInput input)
    {
        _options = options;
        _stopNumber = stopNumber;
        _input = input;
        _current = New();
    }

    public CancellationToken Cancellation => _input.Cancel;

    /// <summary>A cell begins: done when the one before it has shown all that it had.</summary>
    public async Task BeginAsync(Action<CellOutput> output)
    {
        var before = _current;
        if (before.IsStarted)
        {
            _current = New();
            await before.CloseAsync().ConfigureAwait(false);
        }

        _current.Start(output);
    }

    /// <summary>The cell has ended; what it left behind may still show something.</summary>
    public Task EndAsync(ErrorOutput? error) => _current.EndAsync(error);

    /// <summary>The session ends: nothing is shown any more.</summary>
    public Task CloseAsync() => _current.CloseAsync();

    /// <summary>Shows something of the session's own.</summary>
    public void Add(CellOutput output)
    {
        CellOutputs current;
        do
            current = _current;
        // The next cell may have begun in between.
        while (!current.Add(output) && current != _current);
    }

    public void Write(string stream, ReadOnlySpan<char> text)
    {
        CellStop.Check(_stopNumber);
        CellOutputs current;
        do
        {
            current = _current;
            text = text[current.Write(stream, text)..];
        }
        while (text.Length > 0 && current != _current);
    }

    public void Display(string displayId, IReadOnlyList<FormattedValue> values)
    {
        CellStop.Check(_stopNumber);
        Add(new DisplayOutput(Bundle(values), displayId));
    }

    public void Update(string displayId, IReadOnlyList<FormattedValue> values)
    {
        // What is shown in place of another may be the state in which the cell stops.
        Add(new UpdateDisplayOutput(Bundle(values), [], displayId));
        CellStop.Check(_stopNumber);
    }

    public async Task<string?> ReadAsync(string prompt, bool isPassword)
    {
        CellStop.Check(_stopNumber);
        // What was printed before the question is to be read before it.
        await _current.DeliveredAsync().ConfigureAwait(false);
        return await _input.ReadAsync(new InputRequest(prompt, isPassword)).ConfigureAwait(false);
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
            bundle.Add(value.MimeType, value.MimeType == MimeBundle.PlainText ? CellLimits.Cap(value.Value, _options) : value.Value);
        return bundle;
    }

    private CellOutputs New() => new(new CellLimits(_options, _displays), () => CellStop.Check(_stopNumber));
}
