using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Course.Notebooks;

/// <summary>
/// How a cell learns that it is to stop: the session compiles a call of <see cref="Check"/> into the cell's loops and
/// functions. Not for use by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class CellStop
{
    /// <summary>How much of the stack asynchronous functions may take: telling of their failure takes time with the square of their number.</summary>
    private const int MaxAsyncRecursion = 512 * 1024;

    // No field here has an initializer: a check must cost no more than a look at this one.
    private static volatile bool _anyStops;

    private static int _lastSession;

    /// <summary>The lowest address that asynchronous functions may reach on this thread; 0 where that is left to the runtime.</summary>
    [ThreadStatic]
    private static nuint _asyncLimit;

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

    /// <summary>As <see cref="Check"/>, in a function that may call itself.</summary>
    /// <param name="session">The session's number in this process.</param>
    /// <exception cref="OperationCanceledException">The cell is to stop.</exception>
    /// <exception cref="InsufficientExecutionStackException">The recursion is too deep.</exception>
    public static void Enter(int session)
    {
        Check(session);
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            ThrowTooDeep();
    }

    /// <summary>As <see cref="Enter"/>, where an expression must stand; always true.</summary>
    /// <param name="session">The session's number in this process.</param>
    /// <exception cref="OperationCanceledException">The cell is to stop.</exception>
    /// <exception cref="InsufficientExecutionStackException">The recursion is too deep.</exception>
    public static bool MayEnter(int session)
    {
        Enter(session);
        return true;
    }

    /// <summary>As <see cref="Enter"/>, in an asynchronous function.</summary>
    /// <param name="session">The session's number in this process.</param>
    /// <exception cref="OperationCanceledException">The cell is to stop.</exception>
    /// <exception cref="InsufficientExecutionStackException">The recursion is too deep.</exception>
    public static unsafe void EnterAsync(int session)
    {
        Enter(session);
        byte here;
        if ((nuint)(&here) < _asyncLimit)
            ThrowTooDeep();
    }

    /// <summary>Measures what asynchronous functions take of this thread's stack from here on.</summary>
    internal static unsafe void LimitStack()
    {
        byte here;
        _asyncLimit = (nuint)(&here) - MaxAsyncRecursion;
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

    private static void ThrowTooDeep() => throw new InsufficientExecutionStackException(
        "The functions of this cell have called each other too deeply. Check the condition under which the recursion ends, or write a loop.");

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
