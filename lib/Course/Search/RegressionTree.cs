namespace Course.Search;

/// <summary>
/// A piecewise constant function over the unit cube, fitted to points: a box is split where that lowers the sum of squared errors most
/// (Breiman et al., "Classification and regression trees", 1984).
/// </summary>
internal sealed class RegressionTree
{
    private const int SmallestSplit = 4; // with fewer points in a box, a split follows noise

    private sealed record Node(double Value, int Axis = -1, double Split = 0, Node? Below = null, Node? Above = null);

    private readonly List<(double[] Low, double[] High, double Value)> leaves = [];
    private readonly Node root;
    private readonly double[][] places;
    private readonly double[] values;
    private readonly int axes;

    public RegressionTree(double[][] places, double[] values)
    {
        (this.places, this.values, axes) = (places, values, places[0].Length);
        root = Grow([.. Enumerable.Range(0, values.Length)], new double[axes], [.. Enumerable.Repeat(1.0, axes)]);
    }

    /// <summary>Whether it has the same value everywhere.</summary>
    public bool IsConstant => root.Below is null;

    /// <summary>The value at a point.</summary>
    public double At(double[] place)
    {
        var node = root;
        while (node.Below is not null) node = place[node.Axis] < node.Split ? node.Below : node.Above!;
        return node.Value;
    }

    /// <summary>The places where E[f | x] along an axis jumps, and by how much, from 0 before the cube: each box counts with its extent in the other directions.</summary>
    public IEnumerable<(double At, double Jump)> JumpsAlong(int axis)
    {
        foreach (var (low, high, value) in leaves)
        {
            var jump = value * Volume(low, high) / (high[axis] - low[axis]);
            yield return (low[axis], jump);
            yield return (high[axis], -jump);
        }
    }

    private Node Grow(int[] members, double[] low, double[] high)
    {
        var (axis, at) = members.Length < SmallestSplit ? (-1, 0) : BestSplit(members);
        if (axis < 0)
        {
            var value = members.Average(i => values[i]);
            leaves.Add((low, high, value));
            return new Node(value);
        }
        double[] middleHigh = [.. high], middleLow = [.. low];
        middleHigh[axis] = middleLow[axis] = at;
        return new Node(0, axis, at,
            Grow([.. members.Where(i => places[i][axis] < at)], low, middleHigh),
            Grow([.. members.Where(i => places[i][axis] >= at)], middleLow, high));
    }

    /// <summary>The axis and place of the split that lowers Σ (y − ȳ)² most; the axis −1 if none does.</summary>
    private (int Axis, double At) BestSplit(int[] members)
    {
        var mean = members.Average(i => values[i]);
        var (best, gain) = ((Axis: -1, At: 0.0), 1e-12 * members.Sum(i => Math.Pow(values[i] - mean, 2))); // less is rounding
        for (var axis = 0; axis < axes; axis++)
        {
            int[] sorted = [.. members.OrderBy(i => places[i][axis])];
            var left = 0.0; // of the deviations from the mean; the right has its negative
            for (var k = 1; k < sorted.Length; k++)
            {
                left += values[sorted[k - 1]] - mean;
                var (below, above) = (places[sorted[k - 1]][axis], places[sorted[k]][axis]);
                var explained = left * left * (1.0 / k + 1.0 / (sorted.Length - k));
                if (below < above && explained > gain) (best, gain) = ((axis, (below + above) / 2), explained);
            }
        }
        return best;
    }

    private static double Volume(double[] low, double[] high)
    {
        var volume = 1.0;
        for (var i = 0; i < low.Length; i++) volume *= high[i] - low[i];
        return volume;
    }
}
