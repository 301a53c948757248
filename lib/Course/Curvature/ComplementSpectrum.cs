using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>
/// Where the eigenvalues of a symmetric operator C of order n can lie: Lanczos steps with a random start vector z bound them (Van Dorsselaer,
/// Hochstenbach and Van der Vorst, "Computing probabilistic bounds for extreme eigenvalues of symmetric matrices with the Lanczos method", 2000).
/// </summary>
/// <remarks>
/// With Ritz values θⱼ and off-diagonal elements βⱼ, the Lanczos vector after the q-th is <c>∏ⱼ(C − θⱼ)z / ∏ⱼβⱼ</c> and has length 1. So an eigenvalue
/// <c>ν &gt; θ₁</c> whose unit eigenvector has the component c along z satisfies <c>|c| ≤ ∏ⱼβⱼ / ∏ⱼ(ν − θⱼ)</c>; and for a direction z that is uniform
/// on the sphere in n dimensions <c>P(|c| ≤ δ) ≤ δ √(2n/π)</c>. A ν at which that is <see cref="Doubt"/> is exceeded with that probability at most,
/// for all numbers of steps at once.
/// </remarks>
/// <param name="basis">A basis on C, without vectors so far.</param>
/// <param name="start">z, <c>[P]</c>.</param>
/// <param name="order">n.</param>
internal sealed class ComplementSpectrum(KrylovBasis basis, Tensor start, long order)
{
    /// <summary>The probability with which a bound may be wrong.</summary>
    public const double Doubt = 1e-6;

    private readonly Queue<KrylovDirection> queue = new([basis.Take(start, [])!]);
    private double logProduct; // log ∏β
    private double[] values = [0];
    private double[,] vectors = new double[0, 0];

    /// <summary>Whether the steps have come to an end, because C's products hold no new direction.</summary>
    public bool IsComplete => queue.Count == 0;

    /// <summary>Makes a step.</summary>
    public void Step()
    {
        basis.Step(queue);
        if (queue.TryPeek(out var next)) logProduct += Math.Log(next[basis.Count - 1]);
        (values, vectors) = SmallEigenproblem.Solve(basis.Projection());
    }

    /// <summary>The largest Ritz value of C times a sign, which its largest eigenvalue is not less than.</summary>
    public double Top(int sign) => sign > 0 ? values[0] : -values[^1];

    /// <summary>What no eigenvalue of C times a sign exceeds, but for <see cref="Doubt"/>.</summary>
    public double Ceiling(int sign)
    {
        var top = Top(sign);
        if (IsComplete) return top;
        var wanted = logProduct + 0.5 * Math.Log(2 * order / Math.PI) - Math.Log(Doubt); // log ∏(ν − θⱼ)
        var (low, high) = (0.0, Math.Exp(wanted / values.Length)); // ν − θ₁, which is the least of the distances
        for (var halving = 0; halving < 60; halving++)
        {
            var middle = (low + high) / 2;
            if (values.Sum(value => Math.Log(top - sign * value + middle)) < wanted) low = middle;
            else high = middle;
        }
        return top + high;
    }

    /// <summary>The Ritz vectors whose values times a sign are not less than a threshold.</summary>
    /// <returns>As columns, <c>[P, k]</c>.</returns>
    public Tensor From(int sign, double threshold)
    {
        int[] ranks = [.. Enumerable.Range(0, values.Length).Where(rank => sign * values[rank] >= threshold)];
        return basis.Combine(SmallEigenproblem.Columns(vectors, ranks));
    }

    /// <summary>Frees the direction that was to be next.</summary>
    public void Release() => queue.FirstOrDefault()?.Dispose();
}
