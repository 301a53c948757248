namespace Course.Benchmarks;

/// <summary>What curvature and gradient statistics cost, counted in gradients, training steps or forward passes of our own; beside each figure that of PyTorch and of the packages that are there.</summary>
internal static partial class CurvatureBenchmark
{
    /// <summary>Measures.</summary>
    /// <param name="peers">A folder of Python packages to measure too; null for PyTorch alone.</param>
    public static IEnumerable<Row> Run(string? peers)
    {
        Func<CurvatureProblem, IEnumerable<Row>>[] parts = [Products, Eigenvalues, PerSample, Live, Surface, Trace];
        using var problem = new CurvatureProblem(peers);
        return [.. parts.SelectMany(part => part(problem))];
    }
}
