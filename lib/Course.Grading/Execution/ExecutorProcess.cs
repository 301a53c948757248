namespace Course.Grading;

/// <summary>The grader's side of an executor: starts the process, sends it cells, and ends it.</summary>
internal sealed class ExecutorProcess : IAsyncDisposable
{
    /// <summary>How long a process may take until it can run cells, on a machine that is busy.</summary>
    private static readonly TimeSpan _startLimit = TimeSpan.FromMinutes(2);

    /// <summary>How long a process that closed its answers may take to end.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>One thread for mathematics, for many processes share the machine; and .NET not tuned for a long run.</summary>
    private static readonly Dictionary<string, string> _environment = new()
    {
        ["OMP_NUM_THREADS"] = "1",
        ["OPENBLAS_NUM_THREADS"] = "1",
        ["OMP_WAIT_POLICY"] = "PASSIVE",
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
    };

    private readonly SandboxedProcess _process;
    private readonly Task<byte[]?> _ready;
    private bool _isEnded;

    private ExecutorProcess(SandboxedProcess process)
    {
        _process = process;
        _ready = ExecutorFrames.ReadAsync(process.Output, 0, CancellationToken.None);
    }

    /// <summary>Whether it can run another cell.</summary>
    public bool IsAlive => !_isEnded && !_process.Exited.IsCompleted;

    /// <summary>Starts a process, which takes a while to be ready; nobody need wait for it.</summary>
    /// <exception cref="SandboxException">There is no sandbox here.</exception>
    public static ExecutorProcess Start(GraderOptions options)
    {
        var files = options.ExecutorCommand.Skip(1).Where(File.Exists).Concat(options.ProvidedPackages.Values.SelectMany(files => files));
        return new(Sandbox.Start(options.ExecutorCommand, options.Sandbox with
        {
            Readable = [.. options.Sandbox.Readable.Concat(files.Select(file => Path.GetDirectoryName(Path.GetFullPath(file))!)).Distinct()],
            Environment = _environment.Concat(options.Sandbox.Environment).GroupBy(variable => variable.Key).ToDictionary(same => same.Key, same => same.Last().Value),
        }));
    }

    /// <summary>From now on the process runs what students wrote: it takes from itself what they need not have.</summary>
    public async Task ConfineAsync(CancellationToken cancel) => await AskAsync(ExecutorFrames.Empty, _startLimit, answer => answer.Length == 0 ? Completed : null, cancel);

    /// <summary>Runs a cell. A process that takes longer is ended.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancel">Ends the process.</param>
    public Task<CellExecution> RunAsync(CompiledCell cell, TimeSpan limit, CancellationToken cancel) =>
        AskAsync(ExecutorFrames.Of(cell), limit, ExecutorFrames.ReadExecution, cancel);

    public ValueTask DisposeAsync()
    {
        _isEnded = true;
        return _process.DisposeAsync();
    }

    private static CellExecution Completed { get; } = new(ExecutionEnd.Completed, null, null, [], "");

    private async Task<CellExecution> AskAsync(byte[] question, TimeSpan limit, Func<byte[], CellExecution?> read, CancellationToken cancel)
    {
        try
        {
            if (await _ready.WaitAsync(_startLimit, cancel) is null)
                return await DiedAsync();
            using var clock = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            clock.CancelAfter(limit > TimeSpan.Zero ? limit : TimeSpan.Zero);
            await _process.Input.WriteAsync(question, clock.Token);
            await _process.Input.FlushAsync(clock.Token);
            var answer = await ExecutorFrames.ReadAsync(_process.Output, ExecutorFrames.MaxAnswer, clock.Token);
            return (answer is null ? null : read(answer)) ?? await DiedAsync();
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return End(ExecutionEnd.TimedOut, "it took too long");
        }
        catch (TimeoutException)
        {
            return End(ExecutionEnd.Died, "it did not start in time");
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return await DiedAsync();
        }
    }

    private async Task<CellExecution> DiedAsync()
    {
        await Task.WhenAny(_process.Exited, Task.Delay(_patience));
        return End(ExecutionEnd.Died, _process.EndReason ?? (_process.Exited.IsCompleted ? Words(await _process.Exited) : "it closed its connection"));
    }

    private CellExecution End(ExecutionEnd end, string reason)
    {
        _isEnded = true;
        _process.Kill(reason);
        return new(end, null, reason, [], "");
    }

    private static string Words(int exitCode) => exitCode switch
    {
        134 => "it crashed: mostly a recursion without end",
        136 or 139 => "it crashed in native code",
        137 => "it was killed: mostly because it took too much memory",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it ended by itself, with exit code {exitCode}"),
    };
}
