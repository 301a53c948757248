using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Course.Notebooks.Running;

namespace Course.Grading;

/// <summary>The run's side of a worker: starts the process under its limits, gives it jobs, and ends it.</summary>
internal sealed class GradeWorkerProcess : IAsyncDisposable
{
    /// <summary>Bytes that a compiler may hold; a usual submission takes a third.</summary>
    private const long Memory = 1L << 30;

    /// <summary>What a start may take on a busy machine.</summary>
    private static readonly TimeSpan _startLimit = TimeSpan.FromMinutes(2);

    /// <summary>What a worker that is to end has for it: more than it takes by itself.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly TextTail _tail = new();
    private readonly Task _tailReader;

    private GradeWorkerProcess(Process process)
    {
        _process = process;
        _tailReader = _tail.ReadAsync(process.StandardError);
    }

    /// <summary>Starts a worker and waits until it takes jobs.</summary>
    /// <exception cref="GradingException">It does not start.</exception>
    public static async Task<GradeWorkerProcess> StartAsync(IReadOnlyList<string> command, CancellationToken cancel)
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        info.Environment[GradeWorker.MemoryLimit] = Memory.ToString("X", CultureInfo.InvariantCulture);
        // One thread for each worker's sums: with more, what they come to would depend on how many there are.
        info.Environment["OMP_NUM_THREADS"] = info.Environment["OPENBLAS_NUM_THREADS"] = "1";
        info.Environment.TryAdd("OMP_WAIT_POLICY", "PASSIVE");
        Process process;
        try
        {
            process = Process.Start(info)!;
        }
        catch (Win32Exception error)
        {
            throw NotStarted(command, error.Message);
        }

        var worker = new GradeWorkerProcess(process);
        try
        {
            var (ready, reason) = await worker.ReadAsync(_startLimit, cancel);
            return ready is { Ready: true } ? worker : throw NotStarted(command, reason ?? "it said something else than that it is ready.");
        }
        catch (Exception error) when (error is OperationCanceledException or GradingException)
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Has a submission graded.</summary>
    /// <param name="job">The submission.</param>
    /// <param name="show">Gets each cell as it is graded.</param>
    /// <param name="limit">What it may take.</param>
    /// <param name="cancel">Stops it; the worker is of no use then.</param>
    /// <returns>The last message; or none, and why the worker ended.</returns>
    public async Task<(WorkerMessage? Last, string? Reason)> GradeAsync(GradeJob job, Action<CellGrade> show, TimeSpan limit, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(job, GradingJson.Line).AsMemory(), cancel);
            await _process.StandardInput.FlushAsync(cancel);
        }
        catch (IOException)
        {
            // It is gone; the reader finds out.
        }

        while (true)
        {
            var (message, reason) = await ReadAsync(limit - clock.Elapsed, cancel);
            if (message is null or { IsLast: true })
                return (message, reason);
            if (message.Cell is { } cell)
                show(cell);
        }
    }

    /// <summary>Ends the worker and all that it started.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await EndsWithinAsync(_patience);
        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static GradingException NotStarted(IReadOnlyList<string> command, string reason) =>
        new($"The grader's own process '{string.Join(' ', command)}' did not start: {reason} Run ./course setup.");

    private async Task<(WorkerMessage? Message, string? Reason)> ReadAsync(TimeSpan limit, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        end.CancelAfter(limit > TimeSpan.Zero ? limit : TimeSpan.Zero);
        try
        {
            if (await _process.StandardOutput.ReadLineAsync(end.Token) is { } line)
                return (JsonSerializer.Deserialize<WorkerMessage>(line, GradingJson.Line), null);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            Kill();
            return (null, "it took longer than it may, and was stopped.");
        }
        catch (JsonException)
        {
            // It died within a line.
        }

        await EndsWithinAsync(_patience);
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        await Task.WhenAny(_tailReader, Task.Delay(_patience, CancellationToken.None));
        // The compiler's last words may quote the student.
        var words = string.Join('\n', _tail.LastWords(8).Split('\n').Select(VisibleText.Of));
        return (null, string.Create(CultureInfo.InvariantCulture, $"it ended with exit code {_process.ExitCode}. {words}").Trim());
    }

    private async Task EndsWithinAsync(TimeSpan time)
    {
        using var patience = new CancellationTokenSource(time);
        await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // It ended by itself in the meantime.
        }
    }
}
