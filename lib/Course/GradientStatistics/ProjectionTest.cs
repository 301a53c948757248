using System.Globalization;
using Course.Data;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>
/// Whether noise is normal as a vector: then each of its projections on a line is normal, and a test at 5 % rejects 5 % of random ones (Panigrahi, Somani, Goyal and
/// Netrapalli, "Non-Gaussianity of stochastic gradient noise", 2019). No coordinate's scale is mixed with another's.
/// </summary>
/// <param name="Projections">The tests of the projections.</param>
public sealed record ProjectionTest(IReadOnlyList<Gaussianity> Projections)
{
    /// <summary>The share of projections that D'Agostino and Pearson's test rejects at 5 %.</summary>
    public double RejectedByOmnibus => Share(projection => projection.OmnibusPValue);

    /// <summary>The share of projections that Anderson and Darling's test rejects at 5 %.</summary>
    public double RejectedByAndersonDarling => Share(projection => projection.AndersonDarlingPValue);

    /// <summary>Tests the projections of noise on random directions.</summary>
    /// <param name="noise">Noise of independent batches, <c>[M, P]</c>, M at least 20, as <see cref="GradientNoise.Sample"/> gives.</param>
    /// <param name="count">The number of directions, uniform on the sphere. In P dimensions more than P of them say little more.</param>
    /// <param name="seed">What the directions depend on.</param>
    /// <returns>The tests.</returns>
    /// <exception cref="ArgumentException">The noise is no floating-point matrix of 20 rows or more, or a projection is not finite or constant.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of directions is not positive.</exception>
    public static ProjectionTest Of(Tensor noise, int count = 100, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (noise.dim() != 2 || !noise.is_floating_point())
            throw new ArgumentException($"Noise is a floating-point matrix [M, P], a row for each batch; this is {noise.dtype} [{string.Join(", ", noise.shape)}].", nameof(noise));
        using var scope = NewDisposeScope();
        using var generator = new Generator(new RandomStream(seed).NextBits(), noise.device);
        var projected = noise.detach().mm(randn(noise.shape[1], count, noise.dtype, noise.device, generator: generator));
        return new([.. Enumerable.Range(0, count).Select(k => Gaussianity.Of(projected.select(1, k)))]);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{100 * RejectedByOmnibus:F0} % (K²) and {100 * RejectedByAndersonDarling:F0} % (A²) of {Projections.Count} projections rejected at 5 %");

    private double Share(Func<Gaussianity, double> pValue) => (double)Projections.Count(projection => pValue(projection) < 0.05) / Projections.Count;
}
