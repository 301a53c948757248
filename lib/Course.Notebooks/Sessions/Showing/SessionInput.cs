using System.Diagnostics;

namespace Course.Notebooks;

/// <summary>How a session's code asks the person at the notebook.</summary>
/// <param name="ask">Asks; null where there is nobody.</param>
[StackTraceHidden]
internal sealed class SessionInput(Func<InputRequest, CancellationToken, Task<string?>>? ask)
{
    /// <summary>Whether the running cell is to be stopped; a question then ends too.</summary>
    public CancellationToken Cancel { get; set; }

    /// <summary>Asks for a line; null where there is no answer.</summary>
    /// <exception cref="InvalidOperationException">There is nobody to ask.</exception>
    public async Task<string?> ReadAsync(InputRequest request)
    {
        if (ask is null)
        {
            throw new InvalidOperationException(
                "This session has no keyboard: a cell asked for input (Console.ReadLine or the like), and nobody can answer. "
                + "Put the value into the cell instead.");
        }

        var cancel = Cancel;
        // Not on the cell's thread, which may be the one that waits.
        return await Task.Run(() => ask(request, cancel), cancel).WaitAsync(cancel).ConfigureAwait(false);
    }
}
