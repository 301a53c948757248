using TorchSharp;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>
/// The assignment of n rows to n columns whose sum is largest, exactly and in O(n³): the Hungarian method (Kuhn, 1955) by shortest augmenting paths
/// (Jonker and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems", 1987).
/// </summary>
public static class LinearAssignment
{
    /// <summary>The permutation π that makes <c>Σᵢ G[i, π(i)]</c> largest.</summary>
    /// <param name="gains">G, finite, <c>[n, n]</c>.</param>
    /// <returns>π: the column of each row.</returns>
    /// <exception cref="ArgumentException">The matrix is not square, or has numbers that are infinite or none.</exception>
    public static long[] Maximize(Tensor gains)
    {
        ArgumentNullException.ThrowIfNull(gains);
        if (gains.dim() != 2 || gains.shape[0] != gains.shape[1])
            throw new ArgumentException($"An assignment needs as many rows as columns, [n, n]; given [{string.Join(", ", gains.shape)}].", nameof(gains));
        using var scope = NewDisposeScope();
        var n = checked((int)gains.shape[0]);
        var costs = gains.detach().to(ScalarType.Float64, CPU).neg().contiguous().data<double>().ToArray();
        if (!costs.All(double.IsFinite)) throw new ArgumentException("A gain is infinite or not a number.", nameof(gains));

        // Prices u of rows and v of columns keep every reduced cost c − u − v at least zero, and at zero between partners.
        var (u, v, rowOf) = (new double[n], new double[n], new int[n]);
        Array.Fill(rowOf, -1);
        var (distance, before, isReached) = (new double[n], new int[n], new bool[n]);
        for (var row = 0; row < n; row++)
        {
            Array.Fill(distance, double.PositiveInfinity);
            Array.Fill(isReached, false);
            var (current, column, way) = (row, -1, 0.0);
            do // Dijkstra's shortest way from the row to a column without a partner
            {
                var (nearest, least) = (-1, double.PositiveInfinity);
                for (var j = 0; j < n; j++)
                {
                    if (isReached[j]) continue;
                    var length = way + costs[current * n + j] - u[current] - v[j];
                    if (length < distance[j]) (distance[j], before[j]) = (length, column);
                    if (distance[j] < least) (nearest, least) = (j, distance[j]);
                }
                isReached[nearest] = true;
                (column, way, current) = (nearest, least, rowOf[nearest]);
            }
            while (current >= 0);

            u[row] += way;
            for (var j = 0; j < n; j++)
            {
                if (!isReached[j] || j == column) continue;
                u[rowOf[j]] += way - distance[j];
                v[j] -= way - distance[j];
            }
            // Along the way each column takes the row of the column before it, and the first takes the new row.
            for (var j = column; j >= 0; j = before[j]) rowOf[j] = before[j] < 0 ? row : rowOf[before[j]];
        }

        var columnOf = new long[n];
        for (var j = 0; j < n; j++) columnOf[rowOf[j]] = j;
        return columnOf;
    }
}
