using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>
/// The gradient signal-to-noise ratio of each parameter, <c>rⱼ = E[gⱼ]² / Var[gⱼ]</c> over samples (Liu et al., "Understanding why neural networks generalize well
/// through GSNR of parameters", 2020, eq. 1), and of all together, <c>|G|² / tr Σ</c>: parameters whose samples agree learn what generalizes.
/// </summary>
public sealed class GradientSignalToNoise
{
    private GradientSignalToNoise(Tensor perParameter, double overall) => (PerParameter, Overall) = (perParameter, overall);

    /// <summary>rⱼ with the unbiased variance, without penalties, <c>[P]</c>; 0 where mean and variance are, infinite where the variance alone is.</summary>
    public Tensor PerParameter { get; }

    /// <summary><c>|G|² / tr Σ</c>, one over the simple noise scale, penalties included and without bias.</summary>
    public double Overall { get; }

    /// <summary>The ratio that half of the parameters are under.</summary>
    public double Median
    {
        get
        {
            using var median = PerParameter.to(ScalarType.Float64).median();
            return median.ToDouble();
        }
    }

    /// <summary>The ratios at a point.</summary>
    /// <param name="objective">A mean over samples, whole or on a batch; a network is measured in evaluation mode.</param>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <returns>The ratios.</returns>
    /// <exception cref="ArgumentException">The objective is no mean over samples, or the point does not fit.</exception>
    /// <exception cref="InvalidOperationException">There is only one sample.</exception>
    public static GradientSignalToNoise Of(Objective objective, Tensor w)
    {
        using var samples = PerSampleGradients.Of(objective, w);
        samples.RequireSpread();
        using var scope = NewDisposeScope();
        var n = (double)samples.Count;
        var signal = samples.Mean.to(ScalarType.Float64).square();
        var noise = (samples.SecondMoments().to(ScalarType.Float64) - signal).clamp_min(0) * (n / (n - 1));
        var ratios = where(signal.eq(0), zeros_like(signal), signal / noise).to(w.dtype);
        return new(ratios.MoveToOuterDisposeScope(), samples.GradientSquared / samples.CovarianceTrace);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"gradient signal-to-noise {Overall:G4} overall, {Median:G4} for the median of {PerParameter.numel()} parameters");
}
