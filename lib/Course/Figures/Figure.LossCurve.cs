using Course.Training;
using Plotly.NET;

namespace Course.Figures;

public static partial class Figure
{
    private const int Windows = 50; // a mean over a fiftieth of a run is smooth and still shows the run's shape

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
            var window = loss.Count / Windows / 2 * 2 + 1; // odd, so that the mean is centred on its step
            if (window <= 3)
            {
                traces.Add(Line(runs[i].Name, steps, loss.Values, color, loss.Count == 1 ? CurveStyle.Points : CurveStyle.Line));
                continue;
            }
            traces.Add(Line($"{runs[i].Name}, one batch", steps, loss.Values, color, CurveStyle.Line)
                .With("opacity", 0.4).With("line", new Line().With("color", color).With("width", 1)).With("showlegend", runs.Count == 1));
            traces.Add(Line(
                runs.Count == 1 ? $"{runs[i].Name}, mean of {window} steps" : runs[i].Name,
                steps[(window / 2)..^(window / 2)], RunningMean(loss.Values, window), color, CurveStyle.Line));
        }
        return FigureStyle.Chart(title, FigureStyle.Axis("step"), FigureStyle.Axis("loss", logY, runs.SelectMany(run => run.History[Trainer.LossSeries].Values)), traces, more: Legend(traces.Count > 1));
    }

    /// <summary>
    /// The means over all windows that lie within the values. Each is the end of one block of a window's length and the beginning
    /// of the next (van Herk, 1992), so that only a window's own values are added: differences of sums from the start would lose
    /// a loss that has fallen by many powers of ten, and everything after one value that is not a number.
    /// </summary>
    private static double[] RunningMean(IReadOnlyList<double> values, int window)
    {
        var (fromBlockStart, toBlockEnd) = (new double[values.Count], new double[values.Count]);
        for (var i = 0; i < values.Count; i++)
            fromBlockStart[i] = values[i] + (i % window == 0 ? 0 : fromBlockStart[i - 1]);
        for (var i = values.Count - 1; i >= 0; i--)
            toBlockEnd[i] = values[i] + (i % window == window - 1 || i == values.Count - 1 ? 0 : toBlockEnd[i + 1]);
        return
        [
            .. Enumerable.Range(0, values.Count - window + 1).Select(i =>
                (i % window == 0 ? toBlockEnd[i] : toBlockEnd[i] + fromBlockStart[i + window - 1]) / window),
        ];
    }
}
