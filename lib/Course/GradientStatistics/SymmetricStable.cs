using Course.Data;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>
/// Random numbers from the symmetric α-stable distributions, <c>E exp(itX) = exp(−|t|^α)</c>: sums of n of them are distributed as <c>n^(1/α)</c> times one.
/// With α = 2 they are normal with variance 2; below, the tails fall as <c>|x|^(−α−1)</c> and there is no variance; α = 1 is Cauchy's distribution.
/// </summary>
public static class SymmetricStable
{
    /// <summary>
    /// Draws numbers (Chambers, Mallows and Stuck, "A method for simulating stable random variables", 1976, in Weron's form of 1996):
    /// <c>sin(αU)/cos(U)^(1/α) · (cos((1−α)U)/W)^((1−α)/α)</c> with U uniform in (−π/2, π/2) and W exponential with mean 1.
    /// </summary>
    /// <param name="tailIndex">α, above 0 and at most 2; the smaller, the heavier the tails.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">What they depend on.</param>
    /// <returns>The numbers, float64 <c>[count]</c> on the CPU.</returns>
    /// <exception cref="ArgumentOutOfRangeException">α is out of range, or the count is not positive.</exception>
    public static Tensor Sample(double tailIndex, long count, long seed)
    {
        if (tailIndex is not (> 0 and <= 2)) throw new ArgumentOutOfRangeException(nameof(tailIndex), tailIndex, "The tail index of a stable distribution is above 0 and at most 2.");
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var random = new RandomStream(seed);
        var draws = new double[count];
        for (var i = 0L; i < count; i++)
        {
            var u = Math.PI * (random.NextDouble() + Half - 0.5);
            var w = -Math.Log(random.NextDouble() + Half);
            draws[i] = Math.Sin(tailIndex * u) / Math.Pow(Math.Cos(u), 1 / tailIndex)
                * Math.Pow(Math.Cos((1 - tailIndex) * u) / w, (1 - tailIndex) / tailIndex);
        }
        return tensor(draws);
    }

    private const double Half = 1.0 / (1L << 54); // half a step of the uniform numbers: neither end is ever drawn
}
