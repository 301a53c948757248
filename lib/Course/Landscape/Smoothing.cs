using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>Standard normal directions around a point.</summary>
internal static class Smoothing
{
    /// <summary>Directions z of a seed one after another, each <c>[P]</c>, of the type and on the device of a point. They are drawn on the CPU, so that each device gets the same.</summary>
    public static IEnumerable<Tensor> Directions(Tensor w, long seed, int count)
    {
        using var random = new Generator(unchecked((ulong)seed), CPU);
        for (var i = 0; i < count; i++)
        {
            using var z = randn(w.shape[0], dtype: w.dtype, generator: random);
            using var placed = z.to(w.device);
            yield return placed;
        }
    }

    /// <summary>Several directions as columns, <c>[P, count]</c>.</summary>
    public static Tensor Draw(Tensor w, long seed, long count)
    {
        using var random = new Generator(unchecked((ulong)seed), CPU);
        using var scope = NewDisposeScope();
        return randn(w.shape[0], count, dtype: w.dtype, generator: random).to(w.device).MoveToOuterDisposeScope();
    }

    public static void Require(double σ, int pairs, int least)
    {
        if (!(σ > 0) || !double.IsFinite(σ)) throw new ArgumentOutOfRangeException(nameof(σ), σ, "The width σ of the smoothing is a positive, finite number, such as 0.01.");
        if (pairs < least) throw new ArgumentOutOfRangeException(nameof(pairs), pairs, $"Smoothing takes at least {least} pair{(least > 1 ? "s" : "")} of directions.");
    }
}
