using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>
/// The simple noise scale <c>B = tr Σ / |G|²</c> (McCandlish et al., "An empirical model of large-batch training", 2018, eq. 2.9): the batch size at which a
/// gradient's noise is as large as the gradient. Smaller batches waste steps, larger ones examples.
/// </summary>
/// <remarks>
/// Σ is the covariance of a single sample's gradient, and |G|² the squared norm of the true gradient, penalties included, less the part that is noise:
/// <c>‖∇f‖² − tr Σ/N</c>. Where the samples do not tell the gradient from zero, that estimate may be negative and the interval reaches to infinity: take more samples.
/// </remarks>
public sealed class NoiseScale
{
    private NoiseScale(long count, double covarianceTrace, double gradientSquared, (double Low, double High) interval)
    {
        (Count, CovarianceTrace, GradientSquared) = (count, covarianceTrace, gradientSquared);
        (Low, High) = (Math.Max(0, interval.Low), interval.High);
    }

    /// <summary>The number of samples that it was estimated from, N.</summary>
    public long Count { get; }

    /// <summary>tr Σ, without bias.</summary>
    public double CovarianceTrace { get; }

    /// <summary>|G|², without bias; it may be negative.</summary>
    public double GradientSquared { get; }

    /// <summary>B, in samples; negative where <see cref="GradientSquared"/> is.</summary>
    public double Value => CovarianceTrace / GradientSquared;

    /// <summary>The lower end of a 95 % confidence interval: the variance by the jackknife over samples, the ratio's interval after Fieller.</summary>
    public double Low { get; }

    /// <summary>The upper end; infinite where the gradient may be zero.</summary>
    public double High { get; }

    /// <summary>The noise scale at a point.</summary>
    /// <param name="objective">A mean over samples, whole or on a batch.</param>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <returns>The estimate from all samples of the objective.</returns>
    /// <exception cref="ArgumentException">The objective is no mean over samples, or the point does not fit.</exception>
    /// <exception cref="InvalidOperationException">There is only one sample.</exception>
    public static NoiseScale Of(Objective objective, Tensor w)
    {
        using var samples = PerSampleGradients.Of(objective, w);
        return Of(samples);
    }

    /// <summary>The noise scale of gradients that are there.</summary>
    /// <param name="samples">Per-sample gradients.</param>
    /// <returns>The estimate.</returns>
    /// <exception cref="InvalidOperationException">There is only one sample.</exception>
    public static NoiseScale Of(PerSampleGradients samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return new(samples.Count, samples.CovarianceTrace, samples.GradientSquared, Interval(samples));
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"noise scale {Value:G4} samples (95 %: {Low:G4} to {High:G4}), tr Σ = {CovarianceTrace:G4}, |G|² = {GradientSquared:G4}, from {Count} samples");

    /// <summary>Leaves each sample out in turn, which changes sums of the samples' norms and products alone (Efron and Stein, "The jackknife estimate of variance", 1981).</summary>
    private static (double Low, double High) Interval(PerSampleGradients samples)
    {
        var n = samples.Count;
        if (n < 3) return (0, double.PositiveInfinity);
        using var scope = NewDisposeScope();
        var norms = Numbers(samples.SquaredNorms);
        var onMean = Numbers(samples.Dots(samples.Mean));
        var onPenalty = samples.Penalty is { } penalty ? Numbers(samples.Dots(penalty)) : new double[n];
        var penaltySquared = samples.Penalty is { } p ? Float64.Dot(p, p) : 0;
        var (sumOfNorms, sumOnPenalty) = (norms.Sum(), onPenalty.Sum());
        var sumSquared = n * onMean.Sum(); // ‖Σ gᵢ‖²

        var m = n - 1.0;
        var traces = new double[n];
        var squares = new double[n];
        for (var i = 0; i < n; i++)
        {
            var a = sumOfNorms - norms[i];
            var q = sumSquared - 2 * n * onMean[i] + norms[i]; // ‖Σ_{j≠i} gⱼ‖²
            traces[i] = (a - q / m) / (m - 1);
            squares[i] = (q - a) / (m * (m - 1)) + 2 * (sumOnPenalty - onPenalty[i]) / m + penaltySquared;
        }
        var (meanTrace, meanSquare) = (traces.Average(), squares.Average());
        double Covariance(double[] x, double meanX, double[] y, double meanY) => x.Zip(y, (one, other) => (one - meanX) * (other - meanY)).Sum() * m / n;
        return RatioInterval.Of(samples.CovarianceTrace, samples.GradientSquared, (
            Covariance(traces, meanTrace, traces, meanTrace), Covariance(traces, meanTrace, squares, meanSquare), Covariance(squares, meanSquare, squares, meanSquare)));
    }

    private static double[] Numbers(Tensor values) => values.to(ScalarType.Float64, CPU).data<double>().ToArray();
}
