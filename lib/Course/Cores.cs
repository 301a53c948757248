using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Course;

/// <summary>
/// A loop over parts that all cores share, as many as Torch uses; its results must not depend on who takes which part.
/// </summary>
/// <remarks>
/// Unlike <see cref="Parallel"/> it keeps its threads off the core of the one that waits for them. After a matrix product OpenBLAS' idle threads go on running for a while, giving way to
/// others on their core; the scheduler, which sees that core as busy, would put a thread that is woken beside the one that woke it, and the two would share one core.
/// </remarks>
internal static class Cores
{
    private static readonly Lock _turn = new();
    private static readonly List<Helper> _helpers = [];

    /// <summary>Does all parts.</summary>
    /// <param name="count">The number of parts, more than there are cores: who is early takes more.</param>
    /// <param name="part">Does the part of a number from 0 to count − 1.</param>
    public static void For(int count, Action<int> part) => For(count, part, get_num_threads());

    /// <summary>Does all parts with so many threads.</summary>
    public static void For(int count, Action<int> part, int threads)
    {
        var helpers = Math.Min(threads, count) - 1;
        if (helpers < 1 || _turn.IsHeldByCurrentThread || !_turn.TryEnter()) // another thread has the cores, or a part has parts
        {
            for (var i = 0; i < count; i++) part(i);
            return;
        }
        try
        {
            Share(helpers, count, part);
        }
        finally
        {
            _turn.Exit();
        }
    }

    private static void Share(int helpers, int count, Action<int> part)
    {
        while (_helpers.Count < helpers) _helpers.Add(new Helper());
        var next = -1;
        ExceptionDispatchInfo? failure = null;
        using var done = new CountdownEvent(helpers);
        for (var i = 0; i < helpers; i++)
        {
            _helpers[i].Do(() =>
            {
                Take();
                done.Signal();
            });
        }
        Take();
        done.Wait();
        failure?.Throw();

        void Take()
        {
            try
            {
                for (int i; (i = Interlocked.Increment(ref next)) < count;) part(i);
            }
            catch (Exception error) // of any thread, for the one that asked
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        }
    }

    /// <summary>A thread that waits for work for as long as the process lives.</summary>
    private sealed class Helper
    {
        private readonly object given = new();
        private Action? work;
        private int thread;
        private (int Asker, int Core) avoided = (0, -1);

        public Helper()
        {
            lock (given)
            {
                new Thread(Run) { IsBackground = true, Name = nameof(Cores) }.Start();
                Monitor.Wait(given); // until it has said who it is
            }
        }

        public void Do(Action action)
        {
            var asked = (Environment.CurrentManagedThreadId, CoreAffinity.ThisCore);
            if (asked != avoided) CoreAffinity.Avoid(thread, (avoided = asked).Core);
            lock (given)
            {
                work = action;
                Monitor.Pulse(given);
            }
        }

        private void Run()
        {
            lock (given)
            {
                thread = CoreAffinity.ThisThread;
                Monitor.Pulse(given);
            }
            while (true) Next()();
        }

        private Action Next()
        {
            lock (given)
            {
                while (work is null) Monitor.Wait(given);
                var next = work;
                work = null;
                return next;
            }
        }
    }

    /// <summary>On which cores Linux runs a thread; elsewhere, and with a C library that does not tell, nothing is known and nothing changed.</summary>
    private static class CoreAffinity
    {
        private const int Words = 16; // 1,024 cores, as the C library has them
        private static readonly bool _isKnown = OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc", typeof(Cores).Assembly, null, out var library)
            && NativeLibrary.TryGetExport(library, nameof(gettid), out _) && NativeLibrary.TryGetExport(library, nameof(sched_getcpu), out _);

        public static int ThisThread => _isKnown ? gettid() : 0;

        public static int ThisCore => _isKnown ? sched_getcpu() : -1;

        /// <summary>Lets a thread run on all cores that this one may run on, but one of them, unless there is no other.</summary>
        public static void Avoid(int thread, int core)
        {
            var mask = new ulong[Words];
            if (core is < 0 or >= 64 * Words || sched_getaffinity(0, Words * sizeof(ulong), mask) != 0) return;
            mask[core / 64] &= ~(1ul << core % 64);
            if (mask.Any(word => word != 0)) _ = sched_setaffinity(thread, Words * sizeof(ulong), mask);
        }

        [DllImport("libc")]
        private static extern int gettid();

        [DllImport("libc")]
        private static extern int sched_getcpu();

        [DllImport("libc")]
        private static extern int sched_getaffinity(int thread, nint size, [Out] ulong[] mask);

        [DllImport("libc")]
        private static extern int sched_setaffinity(int thread, nint size, ulong[] mask);
    }
}
