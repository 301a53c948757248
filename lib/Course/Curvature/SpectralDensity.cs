using System.Globalization;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>
/// How the eigenvalues of a curvature matrix are distributed, by stochastic Lanczos quadrature: each random probe v gives, after m Lanczos steps, nodes θ
/// and weights w with <c>Σₖ wₖ f(θₖ) ≈ vᵀf(H)v</c>, exact for polynomials up to the degree 2m − 1, and the mean over probes is
/// <c>(1/P) tr f(H)</c> (Ubaru, Chen and Saad, "Fast estimation of tr(f(A)) via stochastic Lanczos quadrature", 2017; for networks Ghorbani, Krishnan
/// and Xiao, "An investigation into neural net optimization via Hessian eigenvalue density", 2019).
/// </summary>
/// <remarks>
/// All Lanczos vectors are orthogonalized against one another, so that no eigenvalue appears as several. An eigenvalue that all probes have found, as they find outliers, has its known weight,
/// multiplicity over P, instead of the probes' random ones, and the other nodes share what is left in proportion: as if it had been deflated (Gambhir, Stathopoulos and Orginos, "Deflation as a
/// method of variance reduction for estimating the trace of a matrix inverse", 2017), at no further product. Intervals account for the chance of the probes, which are uniform on the sphere;
/// they do not account for what m steps cannot resolve, so smooth with a width of not much less than the range over m.
/// </remarks>
public sealed class SpectralDensity
{
    private SpectralDensity(double[][] nodes, double[][] weights, long dimension, long products) =>
        (Nodes, Weights, Dimension, Products) = (nodes, weights, dimension, products);

    /// <summary>The number of eigenvalues, P.</summary>
    public long Dimension { get; }

    /// <summary>For each probe the nodes θ, descending.</summary>
    public IReadOnlyList<double[]> Nodes { get; }

    /// <summary>For each probe the nodes' weights, which add up to 1.</summary>
    public IReadOnlyList<double[]> Weights { get; }

    /// <summary>How many products with a vector it took.</summary>
    public long Products { get; }

    /// <summary>The smallest and the largest node: all eigenvalues that a probe came upon lie about between them.</summary>
    public (double Low, double High) Range => (Nodes.Min(probe => probe[^1]), Nodes.Max(probe => probe[0]));

    /// <summary>Estimates the spectral density of a curvature matrix.</summary>
    /// <param name="op">The matrix, as an operator.</param>
    /// <param name="probes">The number of random vectors, at least 2; what it costs is this times the steps.</param>
    /// <param name="steps">The Lanczos steps with each, m; fewer where the Krylov space ends before.</param>
    /// <param name="seed">What the probes depend on.</param>
    /// <returns>The density.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are less than two probes, or no steps.</exception>
    /// <exception cref="InvalidOperationException">A product is not finite.</exception>
    public static SpectralDensity Of(CurvatureOperator op, int probes = 5, int steps = 50, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(op);
        if (probes < 2) throw new ArgumentOutOfRangeException(nameof(probes), probes, "A standard error needs two probes at the least; five are usual.");
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var before = op.Products;
        var most = (int)Math.Min(steps, op.Dimension);
        var (nodes, weights) = (new double[probes][], new double[probes][]);
        using var shared = new SharedEigenvalues();
        using var random = new Generator((ulong)seed, op.Device);
        for (var probe = 0; probe < probes; probe++)
        {
            using var basis = new KrylovBasis(op, most, seed);
            using var start = randn([op.Dimension], op.DataType, op.Device, generator: random);
            var queue = new Queue<KrylovDirection>([basis.Take(start, [])!]);
            while (queue.Count > 0 && basis.Count < most) basis.Step(queue);
            using var rest = queue.FirstOrDefault();
            (nodes[probe], var vectors) = SmallEigenproblem.Solve(basis.Projection());
            shared.Take(basis, nodes[probe], vectors, rest?.Coupling[^1] ?? 0);
            weights[probe] = [.. Enumerable.Range(0, basis.Count).Select(k => vectors[0, k] * vectors[0, k])];
        }
        for (var probe = 0; probe < probes; probe++) Weigh(weights[probe], [.. shared.Found.Select(found => (found.Places[probe], (double)found.Multiplicity / op.Dimension))]);
        return new(nodes, weights, op.Dimension, op.Products - before);
    }

    /// <summary>Gives some nodes of a probe their known weights, and the others what is left, in the proportions they had.</summary>
    private static void Weigh(double[] weights, (int[] Places, double Weight)[] known)
    {
        var isKnown = known.SelectMany(nodes => nodes.Places).ToHashSet();
        var (others, left) = (weights.Where((_, k) => !isKnown.Contains(k)).Sum(), 1 - known.Sum(nodes => nodes.Weight));
        if (left < -1e-9 || others <= 0 && left > 1e-9) return; // the same eigenvalue cannot have been seen as two, but a matrix that changes has no eigenvalues
        var share = others > 0 ? Math.Max(0, left) / others : 0;
        for (var k = 0; k < weights.Length; k++) weights[k] *= isKnown.Contains(k) ? 0 : share;
        foreach (var (places, weight) in known)
            foreach (var place in places) weights[place] = weight / places.Length;
    }

    /// <summary>The mean of a function over the eigenvalues, <c>(1/P) tr f(H)</c>: with x ↦ x the trace over P, with x ↦ x² the squared Frobenius norm over P.</summary>
    /// <remarks>The interval takes the probes for normal. They are skewed where a few eigenvalues dominate that not all of them have found; then it covers the truth less often.</remarks>
    /// <param name="f">The function; smooth ones are exact up to the chance of the probes.</param>
    /// <returns>The mean with its error.</returns>
    public SpectralEstimate Mean(Func<double, double> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return SpectralEstimate.Of([.. Enumerable.Range(0, Nodes.Count).Select(probe => Sum(probe, f))]);
    }

    /// <summary>How many of the P eigenvalues lie above a threshold, about.</summary>
    /// <param name="above">The threshold.</param>
    /// <returns>The number with its error.</returns>
    public SpectralEstimate Count(double above) => Mean(x => x > above ? Dimension : 0);

    /// <summary>The density as a curve.</summary>
    /// <param name="points">How many points it has, at least 2.</param>
    /// <param name="width">The standard deviation σ of the Gaussian that eigenvalues become; the range over the number of nodes, which is what m steps resolve, if left out.</param>
    /// <returns>The curve over the range and three widths more on both sides.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are less than two points, or the width is not positive.</exception>
    public SmoothedDensity Smooth(int points = 400, double? width = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        var (low, high) = Range;
        var largest = Math.Max(Math.Abs(low), Math.Abs(high));
        var sigma = width ?? Math.Max((high - low) / Nodes.Max(probe => probe.Length), largest == 0 ? 1e-3 : 1e-3 * largest);
        if (!(sigma > 0 && double.IsFinite(sigma))) throw new ArgumentOutOfRangeException(nameof(width), width, "The width of the Gaussian is positive, such as a fiftieth of the range.");
        double[] grid = [.. Enumerable.Range(0, points).Select(i => low - 3 * sigma + (high - low + 6 * sigma) * i / (points - 1))];
        SpectralEstimate[] density = [.. grid.Select(x => Mean(node => Math.Exp(-0.5 * Math.Pow((x - node) / sigma, 2)) / (sigma * Math.Sqrt(2 * Math.PI))))];
        double[] cumulative = [.. grid.Select(x => Mean(node => node <= x ? 1 : 0).Value)];
        return new(sigma, grid, [.. density.Select(y => y.Value)], [.. density.Select(y => y.StandardError)], [.. density.Select(y => y.Low)], [.. density.Select(y => y.High)], cumulative);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Dimension} eigenvalues from about {Range.Low:G4} to {Range.High:G4}, mean {Mean(x => x)} ({Nodes.Count} probes, {Products} products)");

    private double Sum(int probe, Func<double, double> f)
    {
        var (nodes, weights) = (Nodes[probe], Weights[probe]);
        var sum = 0.0;
        for (var k = 0; k < nodes.Length; k++) sum += weights[k] * f(nodes[k]);
        return sum;
    }
}
