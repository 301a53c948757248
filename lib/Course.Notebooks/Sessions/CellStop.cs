using System.ComponentModel;

namespace Course.Notebooks;

/// <summary>
/// How a cell learns that it is to stop: the session compiles a call of <see cref="Check"/> into the cell's loops and
/// functions. Not for use by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellStop
{
    private static readonly Lock _gate = new();
    private static volatile bool[] _stops = new bool[16];
    private static int _sessions;

    /// <summary>Ends the running code where its session's cell is to stop.</summary>
    /// <param name="session">The session's number in this process.</param>
    /// <exception cref="OperationCanceledException">The cell is to stop.</exception>
    public static void Check(int session)
    {
        if (Volatile.Read(ref _stops[session]))
            Stop();
    }

    /// <summary>Whether this thread runs a cell right now, so that an exception ends the cell.</summary>
    [field: ThreadStatic]
    internal static bool IsInCell { get; set; }

    internal static int NewSession()
    {
        lock (_gate)
        {
            if (_sessions == _stops.Length)
            {
                // Grown by a copy: a loop that still looks at the old one misses a stop at most until it looks again.
                var grown = new bool[2 * _sessions];
                _stops.CopyTo(grown, 0);
                _stops = grown;
            }

            return _sessions++;
        }
    }

    private static void Stop()
    {
        // In a thread of the cell's own or a timer's call nobody catches the exception, and it would end the process.
        if (IsInCell || Task.CurrentId is not null)
            throw new OperationCanceledException("The cell was stopped.");
    }

    internal static void Set(int session, bool stops)
    {
        lock (_gate)
            Volatile.Write(ref _stops[session], stops);
    }
}
