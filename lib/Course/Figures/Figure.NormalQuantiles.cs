using Plotly.NET;
using static TorchSharp.torch;

namespace Course.Figures;

public static partial class Figure
{
    private const int QuantilesShown = 400;

    /// <summary>
    /// Values against what normal ones of the same mean and standard deviation would be, quantile by quantile: normal values lie on the dashed line, heavy tails
    /// bend off it at both ends.
    /// </summary>
    /// <param name="sets">The sets' names and their values, of any shape.</param>
    /// <param name="title">The figure's title.</param>
    /// <returns>The figure; of a large set the most extreme values and 400 quantiles between are drawn.</returns>
    /// <exception cref="ArgumentException">There is no set, or one has no finite value.</exception>
    public static GenericChart NormalQuantiles(IReadOnlyList<(string Name, Tensor Values)> sets, string title)
    {
        var values = Sorted(sets);
        Curve[] points = [.. values.Select((sorted, i) => QuantilePoints(sets[i].Name, sorted))];
        double[] ends = [points.Min(curve => curve.X[0]), points.Max(curve => curve.X[^1])];
        var line = new Curve("normal", ends, ends) { Style = CurveStyle.Dashed };
        return Lines([.. points, line], title, "standard normal quantile", "standardized value");
    }

    private static Curve QuantilePoints(string name, double[] sorted)
    {
        var n = sorted.Length;
        var mean = sorted.Average();
        var deviation = Math.Sqrt(sorted.Average(value => Math.Pow(value - mean, 2)));
        if (deviation == 0) throw new ArgumentException($"All values of '{name}' are equal; they have no quantiles to compare.");
        // Ranks evenly spaced between the 20 lowest and the 20 highest, where a tail shows.
        int[] ranks = [.. Enumerable.Range(0, n).Where(i => i < 20 || i >= n - 20 || n <= QuantilesShown)
            .Union(Enumerable.Range(0, QuantilesShown).Select(k => (int)((long)k * (n - 1) / (QuantilesShown - 1)))).Order()];
        using var scope = NewDisposeScope();
        var normal = (tensor(ranks.Select(i => (2 * i + 1.0) / n - 1).ToArray()).erfinv() * Math.Sqrt(2)).data<double>().ToArray();
        return new(name, normal, [.. ranks.Select(i => (sorted[i] - mean) / deviation)]) { Style = CurveStyle.Points };
    }
}
