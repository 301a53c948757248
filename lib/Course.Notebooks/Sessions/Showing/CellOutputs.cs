using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace Course.Notebooks;

/// <summary>
/// The outputs of one cell on their way to the caller. Text is joined into few outputs and capped; the caller is
/// called from a thread of its own, so that a slow caller does not slow the cell and stopping a cell cuts no output in two.
/// </summary>
/// <param name="maxText">How many characters of stream text are passed on; what is more is counted.</param>
internal sealed class CellOutputs(int maxText)
{
    /// <summary>The terminal's control sequence; the console's own Clear writes nothing where no terminal is.</summary>
    private const string ClearScreen = "\e[2J";

    /// <summary>Short enough that a person sees it at once, long enough that a loop of prints makes few outputs.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _text = new();
    private List<CellOutput> _ready = [];
    private string _stream = StreamOutput.StandardOutput;
    private bool _endsLine = true;
    private long _shown;
    private long _leftOut;
    private Task _delivery = Task.CompletedTask;
    private TaskCompletionSource _delivered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts to pass outputs on, those that came before too.</summary>
    public void Start(Action<CellOutput> output) => _delivery = Task.Run(() => DeliverAsync(output));

    /// <summary>Passes on what is left and waits until the caller has had it.</summary>
    public Task EndAsync()
    {
        lock (_gate)
        {
            if (_leftOut > 0)
                _text.Append(LeftOut(_leftOut));
            _ended.TrySetResult();
            Signal();
        }

        return _delivery;
    }

    /// <summary>Done when the caller has had what was shown so far.</summary>
    public async Task DeliveredAsync()
    {
        Task delivered;
        lock (_gate)
        {
            if (_delivery.IsCompleted)
                return; // nobody listens yet, or nobody does any more
            delivered = _delivered.Task;
            Signal();
        }

        await delivered.ConfigureAwait(false);
    }

    /// <summary>Takes text as a terminal does: what would clear the screen clears what the cell has shown.</summary>
    public void Write(string stream, ReadOnlySpan<char> text)
    {
        while (text.IndexOf(ClearScreen) is >= 0 and var at)
        {
            Append(stream, text[..at]);
            Add(new ClearOutput(Wait: false));
            text = text[(at + ClearScreen.Length)..];
        }

        Append(stream, text);
    }

    public void Add(CellOutput output)
    {
        lock (_gate)
        {
            Seal();
            _ready.Add(output);
            Signal();
        }
    }

    /// <summary>As many characters of a text as a cell may print, and how many were left out.</summary>
    public string Cap(string text) =>
        text.Length <= maxText ? text : string.Concat(text.AsSpan(0, maxText), LeftOut(text.Length - maxText));

    private void Append(string stream, ReadOnlySpan<char> text)
    {
        lock (_gate)
        {
            var taken = (int)Math.Min(text.Length, maxText - _shown);
            _leftOut += text.Length - taken;
            _shown += taken;
            if (taken == 0)
                return;
            if (stream != _stream)
                Seal();
            _stream = stream;
            _text.Append(text[..taken]);
            _endsLine = text[taken - 1] == '\n';
            Signal();
        }
    }

    private string LeftOut(long count) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(_endsLine ? "" : "\n")}… {count:N0} characters were left out: a cell shows at most {maxText:N0} characters of text.\n");

    private void Seal()
    {
        if (_text.Length == 0)
            return;
        _ready.Add(new StreamOutput(_stream, _text.ToString()));
        _text.Clear();
    }

    private void Signal() => _signal.Writer.TryWrite(true);

    private async Task DeliverAsync(Action<CellOutput> output)
    {
        bool ended;
        do
        {
            await _signal.Reader.ReadAsync().ConfigureAwait(false);
            List<CellOutput> batch;
            TaskCompletionSource delivered;
            lock (_gate)
            {
                ended = _ended.Task.IsCompleted;
                Seal();
                (batch, _ready) = (_ready, []);
                (delivered, _delivered) = (_delivered, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            foreach (var item in batch)
                output(item);
            delivered.TrySetResult();
            if (!ended)
                await Task.WhenAny(_ended.Task, Task.Delay(_pause)).ConfigureAwait(false);
        }
        while (!ended);
    }
}
