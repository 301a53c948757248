using System.Collections.Concurrent;
using System.Globalization;

namespace Course.Notebooks;

/// <summary>How much one cell may show, and how much was more. Not for several threads at once.</summary>
/// <param name="options">The limits.</param>
/// <param name="displays">The sizes of the session's displays by their ids; what was left out is not among them.</param>
internal sealed class CellLimits(SessionOptions options, ConcurrentDictionary<string, long> displays)
{
    private long _text;
    private long _textLeftOut;
    private long _count;
    private long _size;
    private long _leftOut;

    /// <summary>The characters of all representations, which are about the bytes that they take in a file.</summary>
    public static long SizeOf(CellOutput output) => output switch
    {
        StreamOutput stream => stream.Text.Length,
        DisplayOutput display => SizeOf(display.Data),
        UpdateDisplayOutput update => SizeOf(update.Data),
        ResultOutput result => SizeOf(result.Data),
        _ => 0,
    };

    /// <summary>How many of so many characters may still be printed.</summary>
    public int TakeText(int length)
    {
        var taken = (int)Math.Min(length, options.MaxTextPerCell - _text);
        _text += taken;
        _textLeftOut += length - taken;
        return taken;
    }

    /// <summary>Whether an output may still be shown; an update counts only by what it is larger than what it replaces.</summary>
    public bool Take(CellOutput output)
    {
        if (output is UpdateDisplayOutput update)
            return TakeUpdate(update);
        if (output is not (DisplayOutput or ResultOutput))
            return true;
        // What does not fit is not measured: a loop may go on for hours.
        if (_count >= options.MaxOutputsPerCell || SizeOf(output) is var size && _size + size > options.MaxOutputSizePerCell)
        {
            _leftOut++;
            return false;
        }

        _count++;
        _size += size;
        if (output is DisplayOutput { DisplayId: { } id })
            displays[id] = size;
        return true;
    }

    /// <summary>What the cell had shown is gone, so that there is room again.</summary>
    public void Clear() => _text = _textLeftOut = _count = _size = _leftOut = 0;

    /// <summary>Says what was left out since this was last asked; empty where nothing was.</summary>
    public string LeftOut()
    {
        var text = _textLeftOut > 0 ? LeftOut(_textLeftOut, options) : "";
        if (_leftOut > 0)
            text += string.Create(CultureInfo.InvariantCulture, $"… {_leftOut:N0} outputs were left out: a cell shows at most {options.MaxOutputsPerCell:N0}, of {options.MaxOutputSizePerCell / 1e6:0.###} MB in all.\n");
        _textLeftOut = _leftOut = 0;
        return text;
    }

    /// <summary>As many characters of a representation as a cell may print, and how many were left out.</summary>
    public static string Cap(string text, SessionOptions options) => text.Length <= options.MaxTextPerCell
        ? text
        : string.Concat(text.AsSpan(0, options.MaxTextPerCell), "\n", LeftOut(text.Length - options.MaxTextPerCell, options));

    private static string LeftOut(long count, SessionOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"… {count:N0} characters were left out: a cell shows at most {options.MaxTextPerCell:N0} characters of text.\n");

    private static long SizeOf(MimeBundle data) => data.Sum(item => data.Text(item.Key)?.Length ?? item.Value?.ToJsonString().Length ?? 0);

    private bool TakeUpdate(UpdateDisplayOutput update)
    {
        // What is not shown has nothing to update.
        if (!displays.TryGetValue(update.DisplayId, out var before))
            return false;
        var more = SizeOf(update) - before;
        if (more > 0 && _size + more > options.MaxOutputSizePerCell)
        {
            _leftOut++;
            return false;
        }

        _size += more;
        displays[update.DisplayId] = before + more;
        return true;
    }
}
