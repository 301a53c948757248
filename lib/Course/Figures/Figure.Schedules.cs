using Course.Schedules;
using Plotly.NET;

namespace Course.Figures;

public static partial class Figure
{
    private const int MostPoints = 1000; // more than the plot has pixels

    /// <summary>The learning rate over the steps of a run under several schedules.</summary>
    /// <param name="schedules">Their names and the schedules, at least one.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="logY">Whether the rate's axis is logarithmic.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">There is no schedule.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is not positive.</exception>
    public static GenericChart Schedules(IReadOnlyList<(string Name, Schedule Schedule)> schedules, long steps, string title = "Learning rate over the steps", bool logY = false)
    {
        ArgumentNullException.ThrowIfNull(schedules);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var count = Math.Min(steps, MostPoints);
        long[] shown = [.. Enumerable.Range(0, (int)count).Select(i => i * steps / count)];
        double[] x = [.. shown.Select(step => (double)step)];
        return Lines(
            [.. schedules.Select(entry => new Curve(entry.Name, x, [.. shown.Select(entry.Schedule.At)]))], title, "step", "learning rate η", logY: logY);
    }
}
