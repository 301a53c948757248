using Course.Training;
using Plotly.NET;

namespace Course.Figures;

public static partial class Figure
{
    private const int SmoothedPoints = 100; // a curve of so many points still shows its shape

    /// <summary>The loss over the steps of a run. A long, noisy curve is drawn faintly, with its running mean over it.</summary>
    /// <param name="history">The run's history.</param>
    /// <param name="logY">Whether the loss' axis is logarithmic.</param>
    /// <param name="title">The figure's title.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="KeyNotFoundException">The history holds no loss.</exception>
    public static GenericChart LossCurve(History history, bool logY = false, string title = "Loss during training") =>
        LossCurve([("loss", history)], logY, title);

    /// <summary>The losses of several runs over their steps, to compare.</summary>
    /// <param name="runs">The runs' names and histories, at least one.</param>
    /// <param name="logY">Whether the loss' axis is logarithmic.</param>
    /// <param name="title">The figure's title.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">There is no run.</exception>
    /// <exception cref="KeyNotFoundException">A history holds no loss.</exception>
    public static GenericChart LossCurve(IReadOnlyList<(string Name, History History)> runs, bool logY = false, string title = "Loss during training")
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0) throw new ArgumentException("There is nothing to draw: give at least one run.", nameof(runs));
        var traces = new List<Trace>();
        for (var i = 0; i < runs.Count; i++)
        {
            var loss = runs[i].History[Trainer.LossSeries];
            var (steps, color) = (Steps(loss), FigureStyle.ColorOf(i));
            var window = loss.Count / SmoothedPoints / 2 * 2 + 1; // odd, so that the mean is centred on its step
            if (window > 1)
            {
                traces.Add(Line($"{runs[i].Name}, one batch", steps, loss.Values, color, CurveStyle.Line)
                    .With("opacity", 0.3).With("line", new Line().With("color", color).With("width", 1)).With("showlegend", runs.Count == 1));
            }
            var name = window > 1 && runs.Count == 1 ? $"{runs[i].Name}, mean of {window} steps" : runs[i].Name;
            traces.Add(Line(name, steps, RunningMean(loss.Values, window), color, loss.Count == 1 ? CurveStyle.Points : CurveStyle.Line));
        }
        return FigureStyle.Chart(title, FigureStyle.Axis("step"), FigureStyle.Axis("loss", logY), traces, more: Legend(traces.Count > 1));
    }

    /// <summary>The mean of the values within half a window on both sides, of fewer at the ends.</summary>
    private static double[] RunningMean(IReadOnlyList<double> values, int window)
    {
        var sums = new double[values.Count + 1];
        for (var i = 0; i < values.Count; i++) sums[i + 1] = sums[i] + values[i];
        var means = new double[values.Count];
        for (var i = 0; i < means.Length; i++)
        {
            var reach = Math.Min(window / 2, Math.Min(i, values.Count - 1 - i)); // as far on both sides, else the ends lean
            means[i] = (sums[i + reach + 1] - sums[i - reach]) / (2 * reach + 1);
        }
        return means;
    }
}
