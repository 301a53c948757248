using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Course.Notebooks.Running;

/// <summary>The runner's side of a worker: starts the process, sends it cells, and ends it.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly RunOptions _options;
    private readonly NamedPipeServerStream _pipe;
    private readonly Process _process;
    private readonly TextTail _tail = new();
    private readonly StreamReader _reader;
    private readonly string? _startProblem;
    private readonly Task[] _tailReaders = [];
    private readonly Task _ready = Task.CompletedTask;

    public WorkerProcess(RunOptions options, string folder)
    {
        _options = options;
        // Short, because the pipe is a socket file whose path has a limit of about 100 characters.
        var name = "course-" + RandomNumberGenerator.GetHexString(16, lowercase: true);
        _pipe = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        _reader = new StreamReader(_pipe, new UTF8Encoding(false));
        _process = new Process { StartInfo = StartInfo(options, folder, name) };
        try
        {
            _process.Start();
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            _startProblem = $"The process for the cells did not start: '{string.Join(' ', options.WorkerCommand)}': {error.Message} Run ./course setup.";
            return;
        }

        // A cell that reads its input finds the end of it.
        _process.StandardInput.Close();
        _tailReaders = [_tail.ReadAsync(_process.StandardOutput), _tail.ReadAsync(_process.StandardError)];
        _ready = ReadyAsync();
    }

    /// <summary>Whether the process can run another cell.</summary>
    public bool IsAlive => _startProblem is null && !_process.HasExited;

    /// <summary>Whether the running cell has been told to stop.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Waits until cells can run: what it takes to start is not the first cell's time.</summary>
    public async Task StartAsync(TimeSpan limit, CancellationToken cancel)
    {
        try
        {
            await _ready.WaitAsync(limit, cancel);
        }
        catch (Exception error) when (error is IOException or TimeoutException or OperationCanceledException)
        {
            // The first cell meets the same, and tells it.
        }
    }

    /// <summary>
    /// Runs a cell. At the limit, or when the caller cancels, the cell is first told to stop, which keeps the session's
    /// state; if it does not stop in the grace period the process is killed.
    /// </summary>
    public async Task<CellEnd> RunAsync(string source, Action<CellOutput> show, TimeSpan limit, CancellationToken cancel)
    {
        if (_startProblem is not null)
            return new CellEnd(CellEndKind.Died, Reason: _startProblem);

        IsStopping = false;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        stop.CancelAfter(limit > TimeSpan.Zero ? limit : TimeSpan.Zero);
        var stopRequested = Task.Delay(Timeout.Infinite, stop.Token);
        var cell = SendAndReadAsync(source, show);
        if (await Task.WhenAny(cell, stopRequested) == cell)
            return await cell;

        var kind = cancel.IsCancellationRequested ? CellEndKind.Cancelled : CellEndKind.TimedOut;
        IsStopping = true;
        if (_pipe.IsConnected)
            await TrySendAsync(WorkerProtocol.Cancel());
        if (await Task.WhenAny(cell, Task.Delay(_options.GracePeriod, CancellationToken.None)) != cell)
            Kill();
        // After a kill this reads what the cell had shown, to the end of the pipe.
        return (await cell) with { Kind = kind };
    }

    public async ValueTask DisposeAsync()
    {
        if (IsAlive && _pipe.IsConnected)
        {
            using var patience = new CancellationTokenSource(_options.GracePeriod);
            await TrySendAsync(WorkerProtocol.Finish());
            try
            {
                while (await _reader.ReadLineAsync(patience.Token) is { } line && !line.Contains("\"finished\"", StringComparison.Ordinal))
                    continue;
            }
            catch (Exception error) when (error is OperationCanceledException or IOException)
            {
                // It does not end by itself.
            }
        }

        // Alive to the last: the processes that cells started can be found only below a parent that lives.
        if (IsAlive)
        {
            Kill();
            await _process.WaitForExitAsync();
        }

        await _pipe.DisposeAsync();
        _reader.Dispose();
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(RunOptions options, string folder, string pipe)
    {
        var info = new ProcessStartInfo(options.WorkerCommand[0], options.WorkerCommand.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        info.Environment[WorkerProtocol.PipeVariable] = pipe;
        // Idle OpenMP workers that spin would starve the BLAS threads beside them; it is read when the library loads.
        info.Environment.TryAdd("OMP_WAIT_POLICY", "PASSIVE");
        if (options.MaxParallel > 1)
        {
            // Set even where the launcher has set it: that number is for one process.
            var threads = Math.Max(1, Environment.ProcessorCount / options.MaxParallel).ToString(CultureInfo.InvariantCulture);
            info.Environment["OMP_NUM_THREADS"] = info.Environment["OPENBLAS_NUM_THREADS"] = threads;
        }

        return info;
    }

    private async Task<CellEnd> SendAndReadAsync(string source, Action<CellOutput> show)
    {
        try
        {
            await _ready;
            await TrySendAsync(WorkerProtocol.Run(source));
            while (await _reader.ReadLineAsync() is { } line)
            {
                var message = JsonNode.Parse(line, documentOptions: new() { MaxDepth = NotebookDocument.MaxDepth })!;
                if (message["output"] is JsonObject output)
                    show(CellOutput.FromJson(output));
                else if (message["end"] is { } end)
                    return new CellEnd(CellEndKind.Finished, end.GetValue<int>());
            }
        }
        catch (IOException)
        {
            // The pipe broke: the process is gone, and its exit code tells more.
        }

        return new CellEnd(CellEndKind.Died, Reason: await DescribeEndAsync());
    }

    private async Task ReadyAsync()
    {
        var connection = _pipe.WaitForConnectionAsync();
        if (await Task.WhenAny(connection, _process.WaitForExitAsync()) != connection)
            throw new IOException("The process ended before it connected.");
        await connection;
        // The worker's first line says that its session is warm.
        await _reader.ReadLineAsync();
    }

    private async Task TrySendAsync(JsonObject message)
    {
        try
        {
            await _pipe.WriteAsync(Encoding.UTF8.GetBytes(message.ToJsonString() + "\n"));
            await _pipe.FlushAsync();
        }
        catch (IOException)
        {
            // The worker is gone; the reader finds out.
        }
    }

    private async Task<string> DescribeEndAsync()
    {
        using var patience = new CancellationTokenSource(_options.GracePeriod);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            await Task.WhenAll(_tailReaders).WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // Something that the cell started may hold the streams open.
        }

        var code = _process.HasExited ? ExitText(_process.ExitCode) : "it closed its connection but runs on";
        var last = _tail.LastWords(15);
        return $"The process that ran the cells ended: {code}. The session is lost." + (last.Length > 0 ? $" Its last words:\n{last}" : "");
    }

    private static string ExitText(int code)
    {
        // On Unix .NET reports the end by signal n as 128 + n.
        var signal = code switch
        {
            134 => "SIGABRT: a stack overflow, a failed assertion in native code, or Environment.FailFast",
            135 => "SIGBUS",
            136 => "SIGFPE",
            137 => "SIGKILL: mostly because memory ran out",
            139 => "SIGSEGV: an invalid memory access, mostly in native code",
            143 => "SIGTERM",
            _ => null,
        };
        var number = code.ToString(CultureInfo.InvariantCulture);
        if (OperatingSystem.IsWindows())
            return code < 0 ? $"exit code 0x{code:X8}" : $"exit code {number}";
        return signal is null ? $"exit code {number}" : $"exit code {number} ({signal})";
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
