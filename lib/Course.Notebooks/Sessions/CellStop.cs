using System.ComponentModel;

namespace Course.Notebooks;

/// <summary>
/// How a cell's loops learn that the cell is to stop: the session compiles a call of <see cref="Check"/> into them.
/// Not for use by hand.
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
            throw new OperationCanceledException("The cell was stopped.");
    }

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

    internal static void Set(int session, bool stops)
    {
        lock (_gate)
            Volatile.Write(ref _stops[session], stops);
    }
}
