using System.Runtime;

namespace Course.Notebooks;

/// <summary>
/// The one thread on which a session's cells run, so that what a library keeps per thread (grad mode, dispose scopes)
/// lasts from cell to cell; a new one only after an abort. What follows an await comes back to it while it is free;
/// while it is busy or blocked (<c>task.Result</c>), it goes to the thread pool instead, so that nothing waits for itself.
/// <para>
/// A cell is stopped in three steps: its own loops check for it (<see cref="CellStop"/>); what waits is interrupted;
/// and what does neither is aborted. The abort comes last because the runtime may not survive it: measured on .NET 10,
/// it reaches no thread that waits, often not a second time, and once ended the process.
/// </para>
/// </summary>
internal sealed class SessionThread : IDisposable
{
    /// <summary>Room for deep recursion; memory is taken only as it is used.</summary>
    private const int StackSize = 64 * 1024 * 1024;

    /// <summary>How long a stopped thread has to come to a check before it is woken from what it may wait for.</summary>
    private static readonly TimeSpan _beforeInterrupt = TimeSpan.FromMilliseconds(20);

    /// <summary>How long it then has before it is aborted, which only code without checks, a library's, comes to.</summary>
    private static readonly TimeSpan _beforeAbort = TimeSpan.FromMilliseconds(500);

    [ThreadStatic]
    private static bool _spent;

    private readonly Queue<Action> _work = new();
    private readonly int _stopNumber;
    private readonly Action _prepare;
    private bool _idle;
    private bool _disposed;

    /// <param name="stopNumber">The session's number at <see cref="CellStop"/>.</param>
    /// <param name="prepare">Runs first, on the thread.</param>
    public SessionThread(int stopNumber, Action prepare)
    {
        _stopNumber = stopNumber;
        _prepare = prepare;
        StartThread();
    }

    /// <summary>Runs a cell's code; the task ends when the code ended, or when it was stopped.</summary>
    /// <exception cref="OperationCanceledException">The code was stopped.</exception>
    public async Task<object?> RunAsync(Func<Task<object?>> code, CancellationToken cancel)
    {
        CellStop.Set(_stopNumber, false);
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

    private void StartThread()
    {
        var thread = new Thread(Loop, StackSize) { IsBackground = true, Name = "C# session" };
        thread.UnsafeStart();
    }

    private void Loop()
    {
        _prepare();
        while (Take() is { } action)
        {
            action();
            if (_spent)
            {
                // The runtime aborts a thread once; a second abort of the same thread does not come through.
                StartThread();
                return;
            }
        }
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
        private readonly CancellationTokenSource _abort = new();
        private readonly HashSet<Thread> _inside = [];

        public Task<object?> Completion => _completion.Task;

        private bool IsStopped
        {
            get => Volatile.Read(ref field);
            set => Volatile.Write(ref field, value);
        }

        public override SynchronizationContext CreateCopy() => this;

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        public override void Post(SendOrPostCallback d, object? state)
        {
            // After a stop nothing of the cell goes on.
            if (IsStopped)
                return;
            if (!thread.TryEnqueueIfIdle(() => Invoke(() => d(state))))
                ThreadPool.UnsafeQueueUserWorkItem(static work => work.Context.Invoke(() => work.Callback(work.State)), (Context: this, Callback: d, State: state), preferLocal: false);
        }

        public void Start(Func<Task<object?>> code) => Invoke(() => code().ContinueWith(End, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default));

        public void Stop()
        {
            IsStopped = true;
            CellStop.Set(thread._stopNumber, true);
            // Runs once the thread is free.
            thread.Enqueue(() => _completion.TrySetCanceled());
            _ = Task.Run(async () =>
            {
                if (await EndsWithin(_beforeInterrupt).ConfigureAwait(false))
                    return;
                lock (_inside)
                {
                    foreach (var waiting in _inside)
                        waiting.Interrupt();
                }

                if (!await EndsWithin(_beforeAbort).ConfigureAwait(false))
                    await _abort.CancelAsync().ConfigureAwait(false);
            });
        }

        private async Task<bool> EndsWithin(TimeSpan time) =>
            await Task.WhenAny(_completion.Task, Task.Delay(time)).ConfigureAwait(false) == _completion.Task;

        private void End(Task<object?> code)
        {
            if (!IsStopped)
                _completion.TrySetFromTask(code);
        }

        private void Invoke(Action action)
        {
            var before = Current;
            SetSynchronizationContext(this);
            Enter();
            try
            {
                // The last means. What an abort may break (in the middle of a library's own bookkeeping) is this
                // session's, which the one who stops the cell can restart.
#pragma warning disable SYSLIB0046
                ControlledExecution.Run(action, _abort.Token);
#pragma warning restore SYSLIB0046
            }
            catch (Exception) when (IsStopped)
            {
                // A check, an interrupt or an abort came through; Stop() ends the cell.
            }
            finally
            {
                Leave();
                SetSynchronizationContext(before);
            }
        }

        private void Enter()
        {
            lock (_inside)
                _inside.Add(Thread.CurrentThread);
        }

        private void Leave()
        {
            lock (_inside)
                _inside.Remove(Thread.CurrentThread);
            if (!IsStopped)
                return;

            _spent = _abort.IsCancellationRequested;
            try
            {
                // An interrupt that found the thread busy would come through in whatever it waits for next.
                Thread.Sleep(1);
            }
            catch (ThreadInterruptedException)
            {
            }
        }
    }
}
