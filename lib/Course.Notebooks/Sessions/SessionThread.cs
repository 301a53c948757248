using System.Runtime;

namespace Course.Notebooks;

/// <summary>
/// The one thread on which a session's cells run, so that what a library keeps per thread (grad mode, dispose scopes)
/// lasts from cell to cell. What follows an await comes back to it while it is free; while it is busy or blocked
/// (<c>task.Result</c>), it goes to the thread pool instead, so that nothing waits for itself.
/// </summary>
internal sealed class SessionThread : IDisposable
{
    /// <summary>Room for deep recursion; memory is taken only as it is used.</summary>
    private const int StackSize = 64 * 1024 * 1024;

    private readonly Queue<Action> _work = new();
    private bool _idle;
    private bool _disposed;

    /// <param name="prepare">Runs first, on the thread.</param>
    public SessionThread(Action prepare)
    {
        var thread = new Thread(() => Loop(prepare), StackSize) { IsBackground = true, Name = "C# session" };
        thread.UnsafeStart();
    }

    /// <summary>Runs a cell's code; the task ends when the code ended, or when it was stopped.</summary>
    /// <exception cref="OperationCanceledException">The code was stopped.</exception>
    public async Task<object?> RunAsync(Func<Task<object?>> code, CancellationToken cancel)
    {
        var cell = new CellContext(this);
        using var registration = cancel.UnsafeRegister(static cell => ((CellContext)cell!).Stop(), cell);
        Enqueue(() => cell.Start(code));
        return await cell.Completion.ConfigureAwait(false);
    }

    public void Dispose()
    {
        lock (_work)
        {
            _disposed = true;
            Monitor.Pulse(_work);
        }
    }

    private void Enqueue(Action action)
    {
        lock (_work)
        {
            _work.Enqueue(action);
            Monitor.Pulse(_work);
        }
    }

    private bool TryEnqueueIfIdle(Action action)
    {
        lock (_work)
        {
            if (!_idle || _work.Count > 0 || _disposed)
                return false;
            _work.Enqueue(action);
            Monitor.Pulse(_work);
            return true;
        }
    }

    private void Loop(Action prepare)
    {
        prepare();
        while (Take() is { } action)
            action();
    }

    private Action? Take()
    {
        lock (_work)
        {
            while (_work.Count == 0)
            {
                if (_disposed)
                    return null;
                _idle = true;
                Monitor.Wait(_work);
                _idle = false;
            }

            return _work.Dequeue();
        }
    }

    /// <summary>A cell while it runs: where its continuations go, and how it is stopped.</summary>
#pragma warning disable CA1001 // The token source has no timer and no handle, and late continuations still ask it.
    private sealed class CellContext(SessionThread thread) : SynchronizationContext
#pragma warning restore CA1001
    {
        private readonly TaskCompletionSource<object?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource _stop = new();

        public Task<object?> Completion => _completion.Task;

        public override SynchronizationContext CreateCopy() => this;

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        public override void Post(SendOrPostCallback d, object? state)
        {
            // After a stop nothing of the cell goes on.
            if (_stop.IsCancellationRequested)
                return;
            if (!thread.TryEnqueueIfIdle(() => Invoke(() => d(state))))
                ThreadPool.UnsafeQueueUserWorkItem(static work => work.Context.Invoke(() => work.Callback(work.State)), (Context: this, Callback: d, State: state), preferLocal: false);
        }

        public void Start(Func<Task<object?>> code) => Invoke(() => code().ContinueWith(End, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default));

        public void Stop()
        {
            _stop.Cancel();
            // Runs once the thread is free: at once where the cell was awaiting, else when the abort has come through.
            thread.Enqueue(() => _completion.TrySetCanceled(_stop.Token));
        }

        private void End(Task<object?> code)
        {
            if (_stop.IsCancellationRequested)
                return;
            _completion.TrySetFromTask(code);
        }

        private void Invoke(Action action)
        {
            var before = Current;
            SetSynchronizationContext(this);
            try
            {
                // The only way to stop `while (true) {}`. What it may break (an abort in the middle of a library's
                // own bookkeeping) is this session's, which the one who stops the cell can restart.
#pragma warning disable SYSLIB0046
                ControlledExecution.Run(action, _stop.Token);
#pragma warning restore SYSLIB0046
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // Stop() ends the cell.
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }
    }
}
