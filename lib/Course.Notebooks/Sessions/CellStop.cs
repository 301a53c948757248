using System.Collections.Concurrent;
using System.ComponentModel;

namespace Course.Notebooks;

/// <summary>
/// How a cell learns that it is to stop: the session compiles a call of <see cref="Check"/> into the cell's loops and
/// functions. Not for use by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellStop
{
    // No field here has an initializer: a check must cost no more than a look at this one.
    private static volatile bool _anyStops;

    private static int _lastSession;

    /// <summary>Whether this thread runs a cell right now, so that an exception ends the cell.</summary>
    [field: ThreadStatic]
    internal static bool IsInCell { get; set; }

    /// <summary>Ends the running code where its session's cell is to stop.</summary>
    /// <param name="session">The session's number in this process.</param>
    /// <exception cref="OperationCanceledException">The cell is to stop.</exception>
    public static void Check(int session)
    {
        if (_anyStops)
            StopIfMeant(session);
    }

    internal static int NewSession() => Interlocked.Increment(ref _lastSession);

    internal static void Set(int session, bool stops)
    {
        if (stops)
            Sessions.Stopping[session] = true;
        else
            Sessions.Stopping.TryRemove(session, out _);
        _anyStops = !Sessions.Stopping.IsEmpty;
    }

    private static void StopIfMeant(int session)
    {
        // In a thread of the cell's own or a timer's call nobody catches the exception, and it would end the process.
        if (Sessions.Stopping.ContainsKey(session) && (IsInCell || Task.CurrentId is not null))
            throw new OperationCanceledException("The cell was stopped.");
    }

    private static class Sessions
    {
        public static readonly ConcurrentDictionary<int, bool> Stopping = new();
    }
}
