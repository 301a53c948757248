using System.Globalization;
using System.Text.Json.Nodes;

namespace Course.Notebooks.Pages;

/// <summary>How long cells took, from the times that Jupyter and the runner leave in a cell's metadata.</summary>
internal static class CellTiming
{
    /// <summary>The time that a cell took; null where its metadata does not say.</summary>
    public static TimeSpan? Elapsed(NotebookCell cell)
    {
        if (cell.Metadata["execution"] is not JsonObject times)
            return null;
        var start = Time(times, "iopub.execute_input") ?? Time(times, "iopub.status.busy");
        var end = Time(times, "iopub.status.idle") ?? Time(times, "shell.execute_reply");
        return start is null || end is null || end < start ? null : end - start;
    }

    /// <summary>A time as people say it: 0.3 s, 12 s, 2 min 5 s.</summary>
    public static string Words(TimeSpan time) => time switch
    {
        { TotalSeconds: < 9.95 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s"),
    };

    private static DateTimeOffset? Time(JsonObject times, string key) =>
        DateTimeOffset.TryParse(PythonText.Join(times[key]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
