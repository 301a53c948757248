using TorchSharp;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>Eigenvalues of the small symmetric matrices that Krylov methods make, in float64 on the CPU.</summary>
internal static class SmallEigenproblem
{
    /// <summary>Eigenvalues in descending order, and eigenvectors as the columns that go with them.</summary>
    public static (double[] Values, double[,] Vectors) Solve(double[,] matrix)
    {
        using var scope = NewDisposeScope();
        var order = matrix.GetLength(0);
        var (values, vectors) = linalg.eigh(tensor(matrix));
        var columns = vectors.flip(1).contiguous().data<double>().ToArray();
        var square = new double[order, order];
        Buffer.BlockCopy(columns, 0, square, 0, columns.Length * sizeof(double));
        return (values.flip(0).contiguous().data<double>().ToArray(), square);
    }

    /// <summary>Eigenvalues in descending order.</summary>
    public static double[] Values(double[,] matrix)
    {
        using var scope = NewDisposeScope();
        return linalg.eigvalsh(tensor(matrix)).flip(0).contiguous().data<double>().ToArray();
    }

    /// <summary>Some of a matrix' columns.</summary>
    public static double[,] Columns(double[,] matrix, IReadOnlyList<int> places)
    {
        var columns = new double[matrix.GetLength(0), places.Count];
        for (var j = 0; j < columns.GetLength(0); j++)
            for (var l = 0; l < places.Count; l++) columns[j, l] = matrix[j, places[l]];
        return columns;
    }
}
