using System.Diagnostics;

namespace Course.Training;

/// <summary>
/// Shows a run below the notebook's cell while it goes on: how far it is, the loss curve, and a line for each epoch.
/// Where no notebook's cell runs, it writes the lines alone, as <see cref="ConsoleProgress"/> does.
/// </summary>
public sealed class LiveProgress : IProgress<TrainingProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly ConsoleProgress console = new();
    private readonly List<string> lines = [];
    private readonly LossTrail trail = new();
    private Action<object>? update;
    private bool isRunning;
    private long shownAt;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (ConsoleProgress.Line(value) is { } line) lines.Add(line);
        trail.Add(value.Step, value.RecentLoss);
        try
        {
            // Many short epochs are told of one by one and shown together.
            if (!isRunning || value.Result is not null || Stopwatch.GetElapsedTime(shownAt) >= Interval) Show(new LiveState(value, trail, lines));
            if (update is null) console.Report(value);
        }
        finally
        {
            if (value.Result is not null) End();
        }
    }

    /// <summary>Shows a run's first state in a place of its own, and each later one in the same place.</summary>
    private void Show(LiveState state)
    {
        if (isRunning) update?.Invoke(state);
        else update = RunningCell.Show(state);
        (isRunning, shownAt) = (true, Stopwatch.GetTimestamp());
    }

    /// <summary>The next run, in another cell perhaps, begins anew.</summary>
    private void End()
    {
        (isRunning, update) = (false, null);
        lines.Clear();
        trail.Clear();
    }
}
