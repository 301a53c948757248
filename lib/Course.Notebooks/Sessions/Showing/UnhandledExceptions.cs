using System.Runtime.ExceptionServices;
using Microsoft.DotNet.Interactive;

namespace Course.Notebooks;

/// <summary>
/// What becomes of an exception that nothing catches, in a thread that a cell started or an <c>async void</c> function:
/// it is shown among the cell's outputs, and the process lives.
/// </summary>
public static class UnhandledExceptions
{
    private static ISession? _last;

    /// <summary>From now on exceptions of sessions' code end their threads only; all others end the process as before. To be called once in a process.</summary>
    public static void ShowInSessions() => ExceptionHandling.SetUnhandledExceptionHandler(exception =>
    {
        // This process's own threads belong to no session, and nothing would go on without them. A timer has left its session by now.
        if ((SessionHook.Current ?? (ExceptionText.IsOfCell(exception) ? _last : null)) is not { } session)
            return false;
        var text = string.Join('\n', ExceptionText.Of(exception).Traceback);
        try
        {
            session.Write(StreamOutput.StandardError, $"A thread ended with an exception that nothing caught.\n{text}\n");
        }
        catch (OperationCanceledException)
        {
            // The cell is being stopped, and its error says so.
        }

        return true;
    });

    /// <summary>The session that gets what cannot be told to be another's.</summary>
    internal static void ShowIn(ISession session) => Volatile.Write(ref _last, session);
}
