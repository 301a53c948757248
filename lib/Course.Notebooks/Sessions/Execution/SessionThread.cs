namespace Course.Notebooks;

/// <summary>
/// The one thread on which a session's cells run, so that what a library keeps per thread (grad mode, dispose scopes)
/// lasts from cell to cell. What follows an await comes back to it while it is free; while it is busy or blocked
/// (<c>task.Result</c>), it goes to the thread pool instead, so that nothing waits for itself.
/// <para>
/// A cell is stopped by the checks in its own loops and functions and in all that it shows (<see cref="CellStop"/>),
/// and by an interrupt where it waits. It is never aborted: on .NET 10 for Linux the runtime's one way to do that
/// (ControlledExecution) reaches no thread that waits, and a second abort often ends the process.
/// </para>
/// </summary>
internal sealed class SessionThread : IDisposable
{
    /// <summary>
    /// Room for deep recursion, twice that of a program on Linux: memory is taken only as it is used, but where a
    /// recursion has no end the failure passes through all of it (<see cref="CellStop.Enter"/>).
    /// </summary>
    private const int StackSize = 16 * 1024 * 1024;

    /// <summary>How long a stopped thread has to come to a check before it is woken from what it may wait for.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(20);

    private readonly Queue<Action> _work = new();
    private readonly int _stopNumber;
    private bool _idle;
    private bool _disposed;

    /// <param name="stopNumber">The session's number at <see cref="CellStop"/>.</param>
    /// <param name="prepare">Runs first, on the thread.</param>
    public SessionThread(int stopNumber, Action prepare)
    {
        _stopNumber = stopNumber;
        var thread = new Thread(() => Loop(prepare), StackSize) { IsBackground = true, Name = "C# session" };
        thread.UnsafeStart();
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

    private void Loop(Action prepare)
    {
        prepare();
        CellStop.LimitStack();
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
    private sealed class CellContext(SessionThread thread) : SynchronizationContext
    {
        private readonly TaskCompletionSource<object?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly HashSet<Thread> _inside = [];

        /// <summary>How the stop came through the cell's code: its exception may say more than that there was one.</summary>
        private volatile Task<object?>? _stopped;

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
                ThreadPool.QueueUserWorkItem(static work => work.Context.Invoke(() => work.Callback(work.State)), (Context: this, Callback: d, State: state), preferLocal: false);
        }

        public void Start(Func<Task<object?>> code)
        {
            if (!IsStopped)
                Invoke(() => RunAsync(code).ContinueWith(End, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default));
        }

        public void Stop()
        {
            IsStopped = true;
            CellStop.Set(thread._stopNumber, true);
            // Runs once the thread is free.
            thread.Enqueue(() =>
            {
                if (_stopped is { } stopped)
                    _completion.TrySetFromTask(stopped);
                else
                    _completion.TrySetCanceled();
            });
            _ = Task.Run(async () =>
            {
                if (await Task.WhenAny(_completion.Task, Task.Delay(_patience)).ConfigureAwait(false) == _completion.Task)
                    return;
                lock (_inside)
                {
                    foreach (var waiting in _inside)
                        waiting.Interrupt();
                }
            });
        }

        private static async Task<object?> RunAsync(Func<Task<object?>> code) => await code().ConfigureAwait(false);

        private void End(Task<object?> code)
        {
            if (!IsStopped)
                _completion.TrySetFromTask(code);
            else if (code.IsCanceled)
                _stopped = code;
        }

        private void Invoke(Action action)
        {
            var before = Current;
            SetSynchronizationContext(this);
            Enter();
            try
            {
                action();
            }
            catch (Exception) when (IsStopped)
            {
                // A check or an interrupt came through; Stop() ends the cell.
            }
            catch (Exception exception)
            {
                // Of an `async void` method, which nothing awaits. It is no reason to lose the session.
                Console.Error.WriteLine(string.Join('\n', ExceptionText.Of(exception).Traceback));
            }
            finally
            {
                Leave();
                SetSynchronizationContext(before);
            }
        }

        private void Enter()
        {
            CellStop.IsInCell = true;
            lock (_inside)
                _inside.Add(Thread.CurrentThread);
        }

        private void Leave()
        {
            CellStop.IsInCell = false;
            while (!TryRemove())
            {
            }

            if (IsStopped)
                TakeInterrupt();
        }

        /// <summary>Takes this thread off the list, unless the interrupt came while it waited for the list.</summary>
        private bool TryRemove()
        {
            try
            {
                lock (_inside)
                    _inside.Remove(Thread.CurrentThread);
                return true;
            }
            catch (ThreadInterruptedException)
            {
                return false;
            }
        }

        /// <summary>An interrupt that found the thread busy would come through in whatever it waits for next.</summary>
        private static void TakeInterrupt()
        {
            try
            {
                Thread.Sleep(1);
            }
            catch (ThreadInterruptedException)
            {
            }
        }
    }
}
