namespace Course.Grading;

/// <summary>
/// Processes that have run the lesson's opening and wait for a submission: one is always made ready while another is
/// used, and each is used for one submission only.
/// </summary>
/// <param name="lesson">The lesson.</param>
/// <param name="options">How processes are started.</param>
internal sealed class ExecutorSupply(LessonCompiler lesson, GraderOptions options) : IAsyncDisposable
{
    private const int MaxAttempts = 3;

    private Task<ExecutorProcess>? _next;

    /// <summary>Begins to make a process ready.</summary>
    public void Prepare() => _next ??= Task.Run(() => StartAsync(CancellationToken.None));

    /// <summary>A process that has run the opening.</summary>
    /// <exception cref="GradingException">The lesson's own cells do not run here.</exception>
    public async Task<ExecutorProcess> TakeAsync(CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            Prepare();
            try
            {
                var process = await _next!.WaitAsync(cancel);
                _next = null;
                Prepare();
                if (process.IsAlive)
                    return process;
                // It was ended while it waited, and that is no submission's fault.
                await process.DisposeAsync();
            }
            catch (GradingException) when (attempt < MaxAttempts - 1)
            {
                // The opening can have taken too long on a busy machine.
                _next = null;
            }
        }

        throw new GradingException("The processes that run cells end by themselves before they get one: is there memory for them?");
    }

    /// <summary>A process that has run nothing.</summary>
    public async Task<ExecutorProcess> StartBareAsync(CancellationToken cancel)
    {
        var process = ExecutorProcess.Start(options);
        try
        {
            await process.ConfineAsync(cancel);
            return process;
        }
        catch (OperationCanceledException)
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_next is null)
            return;
        try
        {
            await (await _next).DisposeAsync();
        }
        catch (Exception failure) when (failure is GradingException or SandboxException)
        {
            // It was never used.
        }
    }

    private async Task<ExecutorProcess> StartAsync(CancellationToken cancel)
    {
        var process = ExecutorProcess.Start(options);
        foreach (var (cell, code) in lesson.Opening.Zip(lesson.OpeningCode))
        {
            var execution = await process.RunAsync(code.Compiled, options.CellLimit, cancel);
            if (execution.End is ExecutionEnd.Completed)
                continue;
            await process.DisposeAsync();
            throw new GradingException($"The lesson's own cell '{cell.Id}' does not run here: {execution.Error}");
        }

        await process.ConfineAsync(cancel);
        return process;
    }
}
