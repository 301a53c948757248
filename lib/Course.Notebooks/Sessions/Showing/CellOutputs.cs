using System.Diagnostics;
using System.Text;

namespace Course.Notebooks;

/// <summary>
/// The outputs of one cell on their way to the caller, until the next cell begins: what the cell started may show
/// something after its end. Text is joined into few outputs, updates of a display into the last one; the caller is called
/// from a thread of its own, so that stopping a cell cuts no output in two. A cell that shows more than can be passed
/// on waits.
/// </summary>
/// <param name="limits">How much the cell may show.</param>
/// <param name="checkStop">Throws where the cell that waits is to stop.</param>
[StackTraceHidden]
internal sealed class CellOutputs(CellLimits limits, Action checkStop)
{
    /// <summary>The terminal's control sequence; the console's own Clear writes nothing where no terminal is.</summary>
    private const string ClearScreen = "\e[2J";

    /// <summary>How many outputs may wait to be passed on.</summary>
    private const int MaxWaiting = 1000;

    /// <summary>How many characters of them.</summary>
    private const long MaxWaitingSize = 10_000_000;

    /// <summary>Jupyter's server drops what comes at more than a thousand messages a second.</summary>
    private const int OutputsPerSecond = 500;

    private const long SizePerSecond = 10_000_000;

    /// <summary>Short enough that a person sees it at once, long enough that a loop of prints makes few outputs.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    private readonly object _gate = new();
    private readonly StringBuilder _text = new();
    private List<CellOutput> _ready = [];
    private long _readySize;
    private string _stream = StreamOutput.StandardOutput;
    private bool _endsLine = true;
    private bool _isClosed;
    private bool _isHurried;
    private Task? _delivery;
    private TaskCompletionSource _delivered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether outputs are passed on.</summary>
    public bool IsStarted => _delivery is not null;

    private bool HasNothing => _ready.Count == 0 && _text.Length == 0;

    /// <summary>Starts to pass outputs on, those that came before too.</summary>
    public void Start(Action<CellOutput> output) =>
        _delivery = Task.Factory.StartNew(() => Deliver(output), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Says what was left out, adds the cell's error, and waits until the caller has had everything so far.</summary>
    public Task EndAsync(ErrorOutput? error)
    {
        lock (_gate)
        {
            AppendLeftOut();
            Seal();
            if (error is not null && !_isClosed)
                _ready.Add(error);
        }

        return DeliveredAsync();
    }

    /// <summary>Takes nothing any more; done when the caller has had what is left.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            AppendLeftOut();
            _isClosed = true;
            Monitor.PulseAll(_gate);
            return _delivery ?? Task.CompletedTask;
        }
    }

    /// <summary>Done when the caller has had what was shown so far.</summary>
    public async Task DeliveredAsync()
    {
        Task done;
        lock (_gate)
        {
            if (_delivery is null)
                return;
            // A delivery that is closed ends when all is delivered, and one that failed ends too.
            done = _isClosed ? _delivery : Task.WhenAny(_delivered.Task, _delivery).Unwrap();
            _isHurried = true;
            Monitor.PulseAll(_gate);
        }

        await done.ConfigureAwait(false);
    }

    /// <summary>Takes text as a terminal does: what would clear the screen clears what the cell has shown.</summary>
    /// <returns>How much of it was taken before the outputs were closed: all, as a rule.</returns>
    public int Write(string stream, ReadOnlySpan<char> text)
    {
        var written = 0;
        while (text[written..].IndexOf(ClearScreen) is >= 0 and var at)
        {
            if (!Append(stream, text.Slice(written, at)))
                return written;
            written += at;
            if (!Add(new ClearOutput(Wait: false)))
                return written;
            written += ClearScreen.Length;
        }

        return Append(stream, text[written..]) ? text.Length : written;
    }

    /// <summary>Takes an output.</summary>
    /// <returns>False where the outputs are closed.</returns>
    public bool Add(CellOutput output)
    {
        lock (_gate)
        {
            WaitForRoom();
            if (_isClosed)
                return false;
            if (output is ClearOutput)
                Clear();
            else if (!limits.Take(output))
                return true;
            var wasEmpty = HasNothing;
            if (output is UpdateDisplayOutput update && _ready.FindIndex(other => (other as UpdateDisplayOutput)?.DisplayId == update.DisplayId) is >= 0 and var at)
            {
                // Nobody has seen the one before.
                _readySize += CellLimits.SizeOf(update) - CellLimits.SizeOf(_ready[at]);
                _ready[at] = update;
                return true;
            }

            Seal();
            Put(output);
            Signal(wasEmpty);
            return true;
        }
    }

    private bool Append(string stream, ReadOnlySpan<char> text)
    {
        lock (_gate)
        {
            WaitForRoom();
            if (_isClosed)
                return false;
            var taken = limits.TakeText(text.Length);
            if (taken == 0)
                return true;
            var wasEmpty = HasNothing;
            if (stream != _stream)
                Seal();
            _stream = stream;
            _text.Append(text[..taken]);
            _endsLine = text[taken - 1] == '\n';
            Signal(wasEmpty);
            return true;
        }
    }

    /// <summary>Whoever shows something waits here while too much is on its way.</summary>
    private void WaitForRoom()
    {
        while ((_ready.Count >= MaxWaiting || _readySize >= MaxWaitingSize) && !_isClosed && _delivery is { IsCompleted: false })
        {
            checkStop();
            Monitor.Wait(_gate, _pause);
        }
    }

    /// <summary>What waits need not be shown any more, except in the outputs of earlier cells.</summary>
    private void Clear()
    {
        limits.Clear();
        _text.Clear();
        _endsLine = true;
        _ready.RemoveAll(output => output is not UpdateDisplayOutput);
        _readySize = _ready.Sum(CellLimits.SizeOf);
    }

    private void AppendLeftOut()
    {
        var words = limits.LeftOut();
        if (words.Length == 0 || _isClosed)
            return;
        _text.Append(_endsLine ? "" : "\n").Append(words);
        _endsLine = true;
    }

    private void Seal()
    {
        if (_text.Length == 0)
            return;
        Put(new StreamOutput(_stream, _text.ToString()));
        _text.Clear();
    }

    private void Put(CellOutput output)
    {
        _ready.Add(output);
        _readySize += CellLimits.SizeOf(output);
    }

    /// <summary>Wakes the delivery, once for all that comes until it looks.</summary>
    private void Signal(bool wasEmpty)
    {
        if (wasEmpty)
            Monitor.PulseAll(_gate);
    }

    private void Deliver(Action<CellOutput> output)
    {
        bool isLast;
        do
        {
            List<CellOutput> batch;
            long size;
            TaskCompletionSource delivered;
            lock (_gate)
            {
                while (HasNothing && !_isHurried && !_isClosed)
                    Monitor.Wait(_gate);
                isLast = _isClosed;
                _isHurried = false;
                Seal();
                (batch, _ready, size, _readySize) = (_ready, [], _readySize, 0);
                (delivered, _delivered) = (_delivered, new(TaskCreationOptions.RunContinuationsAsynchronously));
                // There is room again.
                Monitor.PulseAll(_gate);
            }

            foreach (var item in batch)
                output(item);
            delivered.TrySetResult();
            Rest(TimeSpan.FromSeconds(Math.Max(batch.Count / (double)OutputsPerSecond, size / (double)SizePerSecond)));
        }
        while (!isLast);
    }

    /// <summary>Lets outputs gather, unless somebody waits for them.</summary>
    private void Rest(TimeSpan time)
    {
        var end = Stopwatch.GetTimestamp() + (long)((time > _pause ? time : _pause).TotalSeconds * Stopwatch.Frequency);
        lock (_gate)
        {
            while (!_isHurried && !_isClosed && Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), end) is { Ticks: > 0 } left)
                Monitor.Wait(_gate, left);
        }
    }
}
