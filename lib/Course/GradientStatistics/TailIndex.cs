using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>
/// The tail index α of noise, with a 95 % interval: 2 for normal noise, below 2 for the heavy tails of an α-stable distribution (Simsekli, Sagun and Gurbuzbalaban,
/// "A tail-index analysis of stochastic gradient noise in deep neural networks", 2019).
/// </summary>
/// <remarks>
/// A sum of K₁ draws from a symmetric α-stable distribution is distributed as <c>K₁^(1/α)</c> times one draw. So with sums Y of blocks of K₁ draws X,
/// <c>1/α̂ = (mean of log|Y| − mean of log|X|)/log K₁</c> (Mohammadi, Mohammadpour and Ogata, "On estimating the tail index and the spectral measure of multivariate
/// α-stable distributions", 2015, corollary 2.4; Simsekli et al., theorem 2). It is without bias for 1/α; the interval is Student's, of the means of
/// independent blocks, so that what log|Y| and log|X| have in common is accounted for; its ends are inverted. An estimate may exceed 2 by chance.
/// <para>The estimate tells how sums grow, nothing else: draws of unequal scales need not have heavy tails to give less than 2 (Panigrahi et al., "Non-Gaussianity
/// of stochastic gradient noise", 2019; Xie, Sato and Sugiyama, "A diffusion theory for deep learning dynamics", 2021). Compare <see cref="Pooled"/> with
/// <see cref="AcrossBatches"/>.</para>
/// </remarks>
/// <param name="Value">α̂; infinite where sums do not grow at all.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">Its upper end; infinite where the sums are too few to say.</param>
/// <param name="BlockLength">K₁, the number of draws in a sum.</param>
public sealed record TailIndex(double Value, double Low, double High, long BlockLength)
{
    /// <summary>Estimates the tail index of independent draws of one distribution.</summary>
    /// <param name="samples">The draws, symmetric about zero, <c>[K]</c>. Exact zeros are left out.</param>
    /// <param name="blockLength">K₁, from 2 to K/2; √K if left out, as many draws in a sum as there are sums. What is over is left out.</param>
    /// <returns>The estimate.</returns>
    /// <exception cref="ArgumentException">The draws are no floating-point vector, not finite, or fewer than 16.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not two blocks of that length.</exception>
    public static TailIndex Of(Tensor samples, long? blockLength = null)
    {
        Require(samples, 1, "[K]", nameof(samples));
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var x = WithoutZeros(samples.detach().to(ScalarType.Float64), nameof(samples));
        var length = Length(blockLength, x.shape[0], "draws");
        return From(Growth(x, length).to(CPU).data<double>(), length);
    }

    /// <summary>
    /// The estimate of Simsekli et al.: sums over neighbouring coordinates of one gradient noise vector, as if all coordinates had one distribution. Where
    /// their scales differ it falls below 2 for normal noise too.
    /// </summary>
    /// <param name="noise">Noise of independent batches, <c>[M, P]</c>, as <see cref="GradientNoise.Sample"/> gives. Exact zeros, the coordinates of dead units, are left out.</param>
    /// <param name="blockLength">K₁, from 2 to P/2; √P if left out.</param>
    /// <returns>The estimate; its interval is of the M batches' own estimates of 1/α.</returns>
    /// <exception cref="ArgumentException">The noise is no floating-point matrix of two rows or more, not finite, or has a row of fewer than 16 numbers that are not zero.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not two blocks of that length.</exception>
    public static TailIndex Pooled(Tensor noise, long? blockLength = null)
    {
        Require(noise, 2, "[M, P]", nameof(noise));
        var length = Length(blockLength, noise.shape[1], "coordinates");
        var growths = new List<double>();
        for (var k = 0L; k < noise.shape[0]; k++)
        {
            using var scope = NewDisposeScope();
            using var still = no_grad();
            var x = WithoutZeros(noise[k].detach().to(ScalarType.Float64), nameof(noise));
            growths.Add(Growth(x, Length(length, x.shape[0], "coordinates that are not zero")).mean().ToDouble());
        }
        return From(growths, length);
    }

    /// <summary>
    /// The estimate for each coordinate by itself: sums over batches, of one coordinate's noise; 1/α is then averaged over coordinates. A coordinate's scale
    /// falls out of it, since it multiplies sums and draws alike.
    /// </summary>
    /// <param name="noise">Noise of independent batches, <c>[M, P]</c>, as <see cref="GradientNoise.Sample"/> gives. Coordinates that are zero for a batch are left out.</param>
    /// <param name="blockLength">K₁, from 2 to M/2; √M if left out.</param>
    /// <returns>The estimate; its interval is of the blocks of batches, since coordinates of one batch depend on each other.</returns>
    /// <exception cref="ArgumentException">The noise is no floating-point matrix of 16 rows or more, not finite, or every coordinate is zero for some batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not two blocks of that length.</exception>
    public static TailIndex AcrossBatches(Tensor noise, long? blockLength = null)
    {
        Require(noise, 2, "[M, P]", nameof(noise));
        var length = Length(blockLength, noise.shape[0], "batches");
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var alive = noise.detach().ne(0).all(0);
        if (!alive.any().ToBoolean()) throw new ArgumentException("Every coordinate of the noise is zero for some batch, and zero has no logarithm. Give other coordinates or larger batches.", nameof(noise));
        var growths = new List<double>();
        for (var start = 0L; start + length <= noise.shape[0]; start += length)
        {
            using var inner = NewDisposeScope();
            var block = noise.detach().narrow(0, start, length).to(ScalarType.Float64);
            var growth = block.sum(dim: 0).abs().log() - block.abs().log().mean([0]);
            growths.Add(growth.masked_select(alive).mean().ToDouble());
        }
        return From(growths, length);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"α = {Value:F3}, between {Low:F3} and {High:F3} with 95 %, sums of {BlockLength}");

    /// <summary><c>log|Yᵢ| − (1/K₁) Σⱼ log|Xᵢⱼ|</c> for each block, <c>[K₂]</c>: independent, of mean log(K₁)/α.</summary>
    private static Tensor Growth(Tensor draws, long length)
    {
        var blocks = draws.narrow(0, 0, draws.shape[0] / length * length).view(-1, length);
        return blocks.sum(dim: 1).abs().log() - blocks.abs().log().mean([1]);
    }

    private static TailIndex From(IEnumerable<double> growths, long length)
    {
        var mean = new SampleMean(growths);
        double Inverse(double growth) => growth > 0 ? Math.Log(length) / growth : double.PositiveInfinity;
        return new(Inverse(mean.Mean), Inverse(mean.Mean + mean.HalfWidth), Inverse(mean.Mean - mean.HalfWidth), length);
    }

    private static Tensor WithoutZeros(Tensor draws, string name)
    {
        var kept = draws.masked_select(draws.ne(0));
        return kept.shape[0] >= Least ? kept : throw new ArgumentException($"Of the {draws.shape[0]} numbers {kept.shape[0]} are not zero; a tail index needs at least {Least}.", name);
    }

    private const int Least = 16;

    private static long Length(long? given, long count, string what)
    {
        var length = given ?? (long)Math.Sqrt(count);
        return length >= 2 && length <= count / 2 ? length : throw new ArgumentOutOfRangeException(
            nameof(given), length, $"Sums of {length} {what} of {count} are asked for: a sum needs two or more, and there must be two sums. Give a block length from 2 to {count / 2}.");
    }

    private static void Require(Tensor values, int dimensions, string shape, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        if (values.dim() != dimensions || !values.is_floating_point() || (dimensions == 2 && values.shape[0] < 2) || values.numel() == 0)
            throw new ArgumentException($"A tail index is estimated of floating-point numbers {shape}, of two rows or more; these are {values.dtype} [{string.Join(", ", values.shape)}].", name);
        using var finite = values.isfinite().all();
        if (!finite.ToBoolean()) throw new ArgumentException("Some of the numbers are infinite or not a number; look whether the loss is finite at this point.", name);
    }
}
