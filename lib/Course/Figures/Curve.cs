using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Figures;

/// <summary>A named curve.</summary>
public sealed class Curve
{
    /// <summary>A curve through points.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="x">The points' x coordinates.</param>
    /// <param name="y">Their y coordinates, as many; a gap where one is not a number.</param>
    public Curve(string name, double[] x, double[] y) => (Name, X, Y) = (name, x, y);

    /// <summary>A curve through points in tensors.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="x">The points' x coordinates, <c>[N]</c>.</param>
    /// <param name="y">Their y coordinates, <c>[N]</c>.</param>
    public Curve(string name, Tensor x, Tensor y) : this(name, Numbers(x), Numbers(y)) { }

    /// <summary>A curve through values at 1, 2, 3, …</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="y">The values.</param>
    public Curve(string name, IReadOnlyList<double> y) : this(name, [.. Enumerable.Range(1, y.Count).Select(i => (double)i)], [.. y]) { }

    /// <summary>What was recorded during a run, over its steps.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="series">A series of the run's history.</param>
    public Curve(string name, Series series) : this(name, [.. series.Steps.Select(step => (double)step)], [.. series.Values]) { }

    /// <summary>The mean of several runs, with the standard deviation between them as its spread.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="runs">The values of each run, at least one run; where one is shorter, the mean ends there.</param>
    /// <param name="x">The x coordinates; 1, 2, 3, … if left out.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">There is no run.</exception>
    public static Curve MeanOf(string name, IReadOnlyList<IReadOnlyList<double>> runs, IReadOnlyList<double>? x = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0) throw new ArgumentException("There is nothing to take the mean of: give at least one run.", nameof(runs));
        var count = runs.Min(run => run.Count);
        double[] means = [.. Enumerable.Range(0, count).Select(i => runs.Average(run => run[i]))];
        double[] spread = [.. Enumerable.Range(0, count).Select(i => Math.Sqrt(runs.Sum(run => Math.Pow(run[i] - means[i], 2)) / Math.Max(1, runs.Count - 1)))];
        return new(name, x is null ? [.. Enumerable.Range(1, count).Select(i => (double)i)] : [.. x.Take(count)], means) { Spread = spread };
    }

    /// <summary>The mean of one series of several runs, with the standard deviation between them as its spread.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="runs">The series of each run, at least one run, recorded at the same steps.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">There is no run.</exception>
    public static Curve MeanOf(string name, IReadOnlyList<Series> runs) =>
        MeanOf(name, [.. runs.Select(run => run.Values)], runs.Count == 0 ? null : [.. runs.MinBy(run => run.Count)!.Steps.Select(step => (double)step)]);

    /// <summary>What the legend calls it.</summary>
    public string Name { get; }

    /// <summary>The points' x coordinates.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Their y coordinates.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>How far the values spread around each y coordinate, up and down: drawn as a band. None if left out.</summary>
    public IReadOnlyList<double>? Spread { get; init; }

    /// <summary>How it is drawn.</summary>
    public CurveStyle Style { get; init; }

    internal static double[] Numbers(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        using var scope = NewDisposeScope();
        return values.detach().reshape(-1).to(ScalarType.Float64, CPU).data<double>().ToArray();
    }
}
