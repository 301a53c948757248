using TorchSharp;
using static TorchSharp.torch;

namespace Course.Data;

/// <summary>
/// A stream of random numbers that does not depend on the version of torch, .NET or the device: SplitMix64
/// (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
/// </summary>
/// <param name="seed">Which family of streams.</param>
/// <param name="stream">Which stream of the family: each image or epoch has its own, so that the order of work does not matter.</param>
internal sealed class RandomStream(long seed, long stream = 0)
{
    private const ulong Step = 0x9E3779B97F4A7C15; // 2⁶⁴ / golden ratio, odd: the state visits every 64-bit number
    private ulong state = Mix(unchecked((ulong)seed + Step)) ^ Mix(unchecked((ulong)stream * Step + 1));

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits() => Mix(unchecked(state += Step));

    /// <summary>A number uniform in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number uniform in [−half, half).</summary>
    public double NextSymmetric(double half) => (2 * NextDouble() - 1) * half;

    /// <summary>A number from the standard normal distribution (Box and Muller, 1958).</summary>
    public double NextGaussian() =>
        Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>A whole number uniform in [0, bound), without bias (Lemire, 2019).</summary>
    public long NextBelow(long bound)
    {
        var range = (ulong)bound;
        var high = Math.BigMul(NextBits(), range, out var low);
        if (low < range)
        {
            var reject = unchecked(0 - range) % range;
            while (low < reject) high = Math.BigMul(NextBits(), range, out low);
        }
        return (long)high;
    }

    /// <summary>The numbers 0…count−1 in random order (Fisher and Yates).</summary>
    public long[] NextPermutation(long count)
    {
        var order = new long[count];
        for (var i = 0L; i < count; i++)
        {
            var j = NextBelow(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /// <summary>Standard normal numbers, float64 on the CPU.</summary>
    public Tensor NextGaussians(params long[] shape)
    {
        var values = new double[shape.Aggregate(1L, (product, size) => product * size)];
        for (var i = 0L; i < values.LongLength; i++) values[i] = NextGaussian();
        return tensor(values, shape);
    }

    /// <summary>An orthogonal matrix, uniform among all, float64 <c>[size, size]</c> (Mezzadri, 2007: the signs of R make Q so).</summary>
    public Tensor NextRotation(long size)
    {
        using var scope = NewDisposeScope();
        var (q, r) = linalg.qr(NextGaussians(size, size));
        return (q * r.diag().sign()).MoveToOuterDisposeScope();
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
