using Plotly.NET;
using static TorchSharp.torch;

namespace Course.Figures;

public static partial class Figure
{
    /// <summary>How the values of several sets are distributed: the density of each over the same bins.</summary>
    /// <param name="sets">The sets' names and their values, of any shape; about six can be told apart.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="x">The x axis' title, with its unit.</param>
    /// <param name="bins">The number of bins.</param>
    /// <param name="range">The lowest and the highest value that are counted; all of them if left out.</param>
    /// <returns>The figure; each set's area is the share of its values that are counted.</returns>
    /// <exception cref="ArgumentException">There is no set, or one has no finite value; the range is empty.</exception>
    public static GenericChart Histograms(
        IReadOnlyList<(string Name, Tensor Values)> sets, string title, string x, int bins = 60, (double Low, double High)? range = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var values = Sorted(sets);
        var (low, high) = range ?? (values.Min(set => set[0]), values.Max(set => set[^1]));
        if (range is not null && !(low < high)) throw new ArgumentException($"The range goes from a lower to a higher number; given: {low} to {high}.", nameof(range));
        if (low == high) (low, high) = (low - 0.5, high + 0.5);
        var width = (high - low) / bins;
        double[] corners = [.. Enumerable.Range(0, 2 * bins + 2).Select(i => low + i / 2 * width)]; // each edge twice: up and down again
        var traces = sets.Select((set, i) =>
        {
            var counts = new int[bins];
            foreach (var value in values[i].Where(value => value >= low && value <= high)) counts[Math.Min((int)((value - low) / width), bins - 1)]++;
            double[] heights = [0, .. counts.SelectMany(count => Enumerable.Repeat(count / (values[i].Length * width), 2)), 0];
            return Line(set.Name, corners, heights, FigureStyle.ColorOf(i), CurveStyle.Line, FigureStyle.DashOf(i))
                .With("fill", "toself").With("fillcolor", FigureStyle.Pale(FigureStyle.ColorOf(i)));
        });
        return FigureStyle.Chart(title, FigureStyle.Axis(x), FigureStyle.Axis("density"), traces, more: Legend(sets.Count > 1));
    }

    /// <summary>
    /// How the values of several sets are distributed, side by side, such as those of each layer: the middle half as a box with the
    /// median across it, and whiskers from the 5th to the 95th per cent.
    /// </summary>
    /// <param name="sets">The sets' names and their values, of any shape.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="x">The x axis' title.</param>
    /// <param name="y">The y axis' title, with its unit.</param>
    /// <param name="logY">Whether the y axis is logarithmic; then give absolute values.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">There is no set, or one has no finite value.</exception>
    public static GenericChart Boxes(IReadOnlyList<(string Name, Tensor Values)> sets, string title, string x, string y, bool logY = false)
    {
        var values = Sorted(sets);
        float[] Quantiles(double part) => Screen([.. values.Select(set => Quantile(set, part))]);
        var trace = new Trace2D("box")
            .With("x", sets.Select(set => set.Name).ToArray())
            .With("lowerfence", Quantiles(0.05)).With("q1", Quantiles(0.25)).With("median", Quantiles(0.5)).With("q3", Quantiles(0.75)).With("upperfence", Quantiles(0.95))
            .With("line", new Line().With("color", FigureStyle.ColorOf(0)).With("width", 1.5))
            .With("fillcolor", FigureStyle.Pale(FigureStyle.ColorOf(0)));
        return FigureStyle.Chart(title,
            FigureStyle.Axis(x).With("type", "category").With("showgrid", false),
            FigureStyle.Axis(y, logY, values.SelectMany(set => new[] { Quantile(set, 0.05), Quantile(set, 0.95) })), [trace], more: Legend(false));
    }

    private static double[][] Sorted(IReadOnlyList<(string Name, Tensor Values)> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        if (sets.Count == 0) throw new ArgumentException("There is nothing to draw: give at least one set of values.", nameof(sets));
        double[][] values = [.. sets.Select(set => Curve.Numbers(set.Values).Where(double.IsFinite).Order().ToArray())];
        var empty = Array.FindIndex(values, set => set.Length == 0);
        return empty < 0 ? values : throw new ArgumentException($"'{sets[empty].Name}' has no finite value.", nameof(sets));
    }

    /// <summary>A quantile between the sorted values next to it.</summary>
    private static double Quantile(double[] sorted, double part)
    {
        var place = part * (sorted.Length - 1);
        var (below, above) = ((int)Math.Floor(place), (int)Math.Ceiling(place));
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
