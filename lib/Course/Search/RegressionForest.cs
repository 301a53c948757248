using Course.Data;

namespace Course.Search;

/// <summary>Regression trees on samples of the data drawn with replacement (Breiman, "Random forests", 2001), over the unit cube.</summary>
internal sealed class RegressionForest
{
    private const int TreeCount = 64;
    private const int PointCount = 1 << 12; // an error of about a fiftieth of the variance

    private readonly RegressionTree[] trees;
    private readonly int axes;

    private RegressionForest(RegressionTree[] trees, int axes) => (this.trees, this.axes) = (trees, axes);

    /// <summary>Fits a forest.</summary>
    /// <param name="places">Points of the unit cube.</param>
    /// <param name="values">A value for each.</param>
    /// <param name="seed">What the samples depend on.</param>
    public static RegressionForest Fit(double[][] places, double[] values, long seed) => new(
    [
        .. Enumerable.Range(0, TreeCount).Select(tree =>
        {
            var random = new RandomStream(seed, tree);
            int[] sample = [.. Enumerable.Range(0, values.Length).Select(_ => (int)random.NextBelow(values.Length))];
            return new RegressionTree([.. sample.Select(i => places[i])], [.. sample.Select(i => values[i])]);
        }),
    ], places[0].Length);

    /// <summary>The share of the variance over the cube that each axis explains alone, V(E[f | xᵢ]) / V(f), and last the rest.</summary>
    /// <exception cref="InvalidOperationException">The forest is constant: the results differ, but not with the places.</exception>
    public double[] ExplainedVariance()
    {
        if (trees.All(tree => tree.IsConstant))
            throw new InvalidOperationException("The results of the trials differ, but not with the hyperparameters: noise alone. Try more trials, or wider ranges.");
        var random = new RandomStream(0);
        double[] values = [.. Enumerable.Range(0, PointCount).Select(_ => At([.. Enumerable.Range(0, axes).Select(_ => random.NextDouble())]))];
        var mean = values.Average();
        double[] alone = [.. Enumerable.Range(0, axes).Select(VarianceAlong)];
        // The parts are exact and the whole is sampled, so that it may come out below their sum.
        var variance = Math.Max(values.Average(value => Math.Pow(value - mean, 2)), alone.Sum());
        return [.. alone.Select(part => part / variance), 1 - alone.Sum() / variance];
    }

    private double At(double[] place) => trees.Average(tree => tree.At(place));

    /// <summary>V(E[f | x]) along an axis, exactly: E[f | x] is constant between the jumps.</summary>
    private double VarianceAlong(int axis)
    {
        var (mean, square, level, from) = (0.0, 0.0, 0.0, 0.0);
        foreach (var (at, jump) in trees.SelectMany(tree => tree.JumpsAlong(axis)).OrderBy(jump => jump.At))
        {
            mean += level * (at - from);
            square += level * level * (at - from);
            (level, from) = (level + jump / trees.Length, at);
        }
        return square - mean * mean;
    }
}
