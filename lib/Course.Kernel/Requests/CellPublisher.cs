using System.Collections.Concurrent;
using Course.Notebooks;

namespace Course.Kernel.Requests;

/// <summary>Publishes what one cell shows, and what its threads and tasks show until the next cell runs.</summary>
/// <param name="request">The request that runs the cell.</param>
/// <param name="number">The cell's number.</param>
/// <param name="isSilent">Whether the cell is to show nothing.</param>
/// <param name="figures">The script that is to come before the first figure; null for none.</param>
/// <param name="displayedBy">The requests of the session's displays, by the displays' ids.</param>
internal sealed class CellPublisher(Request request, int number, bool isSilent, FigureScript? figures, ConcurrentDictionary<string, Request> displayedBy)
{
    private volatile bool _isOver;

    /// <summary>The cell has ended.</summary>
    public void End() => _isOver = true;

    public void Publish(CellOutput output)
    {
        // While a cell runs, what runs notebooks unattended reads its messages alone; later an update goes to the cell that has the display.
        if (_isOver && output is UpdateDisplayOutput update && displayedBy.TryGetValue(update.DisplayId, out var owner))
        {
            Send(owner, output);
            return;
        }

        if (isSilent)
            return;
        if (output is DisplayOutput { DisplayId: { } id })
            displayedBy[id] = request;
        if (figures?.Before(output) is { } script)
            Send(request, script);
        Send(request, output);
    }

    private void Send(Request parent, CellOutput output)
    {
        var (type, content) = OutputMessages.Of(output, number);
        parent.Publish(type, content);
    }
}
