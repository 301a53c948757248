using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>Whether numbers may be draws of a normal distribution: two tests, and the moments that tell how they differ from one.</summary>
/// <param name="Count">The number of draws, n.</param>
/// <param name="Skewness"><c>m₃/m₂^(3/2)</c>: 0 for a symmetric distribution.</param>
/// <param name="SkewnessError">Its standard error where the draws are normal.</param>
/// <param name="ExcessKurtosis"><c>m₄/m₂² − 3</c>: 0 for a normal distribution, above 0 where tails are heavier.</param>
/// <param name="KurtosisError">Its standard error where the draws are normal.</param>
/// <param name="Omnibus">D'Agostino and Pearson's K², of skewness and kurtosis.</param>
/// <param name="OmnibusPValue">How probable a K² of at least this size is for normal draws.</param>
/// <param name="AndersonDarling">Anderson and Darling's A², of the whole distribution, with the correction for n.</param>
/// <param name="AndersonDarlingPValue">How probable an A² of at least this size is for normal draws.</param>
public sealed record Gaussianity(
    long Count, double Skewness, double SkewnessError, double ExcessKurtosis, double KurtosisError,
    double Omnibus, double OmnibusPValue, double AndersonDarling, double AndersonDarlingPValue)
{
    private const int Least = 20; // below it the normal approximation of the kurtosis is too rough

    /// <summary>Tests numbers.</summary>
    /// <param name="values">Independent draws, of any shape; 20 or more.</param>
    /// <returns>Both tests. A p-value below 0.05 rejects, at 5 %, that the draws are normal.</returns>
    /// <exception cref="ArgumentException">There are fewer than 20 draws, one is not finite, or all are equal.</exception>
    public static Gaussianity Of(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        using var scope = NewDisposeScope();
        var n = values.numel();
        if (n < Least || !values.is_floating_point() || !values.isfinite().all().ToBoolean())
            throw new ArgumentException($"A test of normality takes {Least} or more finite floating-point numbers; given {values.dtype} [{string.Join(", ", values.shape)}].", nameof(values));
        var x = values.detach().reshape(-1).to(ScalarType.Float64, CPU);
        var centred = x - x.mean();
        var m2 = centred.square().mean().ToDouble();
        if (m2 == 0) throw new ArgumentException("All numbers are equal; there is nothing to test.", nameof(values));
        var skewness = centred.pow(3).mean().ToDouble() / Math.Pow(m2, 1.5);
        var kurtosis = centred.pow(4).mean().ToDouble() / (m2 * m2) - 3;
        var omnibus = Math.Pow(ScoreOfSkewness(skewness, n), 2) + Math.Pow(ScoreOfKurtosis(kurtosis, n), 2);
        var distance = Distance(centred / Math.Sqrt(m2 * n / (n - 1)));
        return new(n, skewness, SkewnessErrorOf(n), kurtosis, KurtosisErrorOf(n),
            omnibus, Math.Exp(-omnibus / 2), distance, PValueOfDistance(distance)); // K² is χ² with two degrees of freedom
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"excess kurtosis {ExcessKurtosis:F2} ± {KurtosisError:F2}, skewness {Skewness:F2} ± {SkewnessError:F2}; p = {OmnibusPValue:G2} (K²), {AndersonDarlingPValue:G2} (A²), {Count} draws");

    private static double SkewnessErrorOf(double n) => Math.Sqrt(6 * (n - 2) / ((n + 1) * (n + 3)));

    private static double KurtosisErrorOf(double n) => Math.Sqrt(24 * n * (n - 2) * (n - 3) / ((n + 1) * (n + 1) * (n + 3) * (n + 5)));

    /// <summary>A standard normal number made of the skewness (D'Agostino, Belanger and D'Agostino, "A suggestion for using powerful and informative tests of normality", 1990, eq. 9–13).</summary>
    private static double ScoreOfSkewness(double skewness, double n)
    {
        var y = skewness / SkewnessErrorOf(n);
        var β = 3 * (n * n + 27 * n - 70) * (n + 1) * (n + 3) / ((n - 2) * (n + 5) * (n + 7) * (n + 9));
        var w2 = -1 + Math.Sqrt(2 * (β - 1));
        var α = Math.Sqrt(2 / (w2 - 1));
        return Math.Asinh(y / α) / Math.Sqrt(0.5 * Math.Log(w2));
    }

    /// <summary>The same of the kurtosis (eq. 15–19; Anscombe and Glynn, 1983).</summary>
    private static double ScoreOfKurtosis(double excess, double n)
    {
        var x = (excess + 6 / (n + 1)) / KurtosisErrorOf(n); // the mean of a normal sample's kurtosis is 3 (n−1)/(n+1)
        var β = 6 * (n * n - 5 * n + 2) / ((n + 7) * (n + 9)) * Math.Sqrt(6 * (n + 3) * (n + 5) / (n * (n - 2) * (n - 3)));
        var a = 6 + 8 / β * (2 / β + Math.Sqrt(1 + 4 / (β * β)));
        return (1 - 2 / (9 * a) - Math.Cbrt((1 - 2 / a) / (1 + x * Math.Sqrt(2 / (a - 4))))) / Math.Sqrt(2 / (9 * a));
    }

    /// <summary>A² of standardized draws, with Stephens' correction for mean and variance taken from them.</summary>
    private static double Distance(Tensor standardized)
    {
        var n = standardized.shape[0];
        var z = standardized.sort().Values / Math.Sqrt(2);
        var logBelow = (z.neg().erfc() / 2).clamp_min(1e-300).log();
        var logAbove = (z.flip(0).erfc() / 2).clamp_min(1e-300).log();
        var weights = arange(1, 2 * n, 2, ScalarType.Float64); // 2i − 1
        var a2 = -n - (weights * (logBelow + logAbove)).mean().ToDouble();
        return a2 * (1 + 0.75 / n + 2.25 / ((double)n * n));
    }

    /// <summary>D'Agostino and Stephens, "Goodness-of-fit techniques", 1986, table 4.9; beyond 13, where it is 10⁻³¹, the formula no longer falls.</summary>
    internal static double PValueOfDistance(double a) => a switch
    {
        >= 0.6 => Math.Exp(1.2937 - 5.709 * Math.Min(a, 13) + 0.0186 * Math.Pow(Math.Min(a, 13), 2)),
        >= 0.34 => Math.Exp(0.9177 - 4.279 * a - 1.38 * a * a),
        >= 0.2 => 1 - Math.Exp(-8.318 + 42.796 * a - 59.938 * a * a),
        _ => 1 - Math.Exp(-13.436 + 101.14 * a - 223.73 * a * a),
    };
}
