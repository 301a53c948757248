using Course.Curvature;
using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>
/// The noise scale <c>B = tr(HΣ) / (GᵀHG)</c> (McCandlish et al., "An empirical model of large-batch training", 2018, eq. 2.8): the batch size at which the best
/// step reaches half the loss decrease that the true gradient would, for a quadratic loss with the Hessian H.
/// </summary>
/// <remarks>
/// <c>tr(HΣ)</c> is the mean of <c>vᵀHv</c> over vectors <c>v = Σ εᵢ (gᵢ − ḡ) / √(N−1)</c> with random signs εᵢ, whose covariance is Σ (Hutchinson's estimator), one
/// Hessian product each; of no more samples than probes it is exact, from each sample's own <c>(gᵢ − ḡ)ᵀH(gᵢ − ḡ)</c>. <c>GᵀHG</c> is <c>∇fᵀH∇f</c> less its noise,
/// <c>tr(HΣ)/N</c>. The interval is that of the probes' error at the samples that are given; where H is not positive along noise or gradient B has no meaning, and may be negative.
/// </remarks>
public sealed class HessianNoiseScale
{
    private HessianNoiseScale(long count, double noise, double error, double deviations, double gradient)
    {
        (Count, CurvatureOfNoise, StandardError, CurvatureOfGradient) = (count, noise, error, gradient - noise / count);
        double[] noises = [noise - deviations * error, noise + deviations * error];
        double[] gradients = [gradient - noises[0] / count, gradient - noises[1] / count];
        double[] ends = [noises[0] / gradients[0], noises[1] / gradients[1]];
        (Low, High) = gradients[0] * gradients[1] > 0 ? (ends.Min(), ends.Max()) : (double.NegativeInfinity, double.PositiveInfinity);
    }

    /// <summary>The number of samples, N.</summary>
    public long Count { get; }

    /// <summary>tr(HΣ).</summary>
    public double CurvatureOfNoise { get; }

    /// <summary>The standard error of <see cref="CurvatureOfNoise"/> over probes; 0 where it is exact.</summary>
    public double StandardError { get; }

    /// <summary>GᵀHG, without the noise's part.</summary>
    public double CurvatureOfGradient { get; }

    /// <summary>Whether no probes were needed.</summary>
    public bool IsExact => StandardError == 0;

    /// <summary>B, in samples.</summary>
    public double Value => CurvatureOfNoise / CurvatureOfGradient;

    /// <summary>The lower end of a 95 % confidence interval, of the probes' error alone.</summary>
    public double Low { get; }

    /// <summary>The upper end.</summary>
    public double High { get; }

    /// <summary>The noise scale at a point.</summary>
    /// <param name="objective">A mean over samples, whole or on a batch; a network is measured in evaluation mode.</param>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <param name="probes">The number of random vectors, at least 2.</param>
    /// <param name="seed">Which ones.</param>
    /// <returns>The estimate.</returns>
    /// <exception cref="ArgumentException">The objective is no mean over samples, or the point does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 probes.</exception>
    /// <exception cref="InvalidOperationException">There is only one sample.</exception>
    public static HessianNoiseScale Of(Objective objective, Tensor w, int probes = 30, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentOutOfRangeException.ThrowIfLessThan(probes, 2);
        using var undisturbed = Undisturbed.Of(objective); // the Hessian is that of the mode that the network is in
        using var samples = PerSampleGradients.Of(objective, w);
        samples.RequireSpread();
        var n = samples.Count;
        using var hessian = new HessianOperator(objective, w);
        using var g = samples.Gradient();
        var ofGradient = Curvature(hessian, g);
        var isExact = n <= probes;
        var random = new RandomStream(seed);
        var curvatures = new double[isExact ? n : probes];
        for (var k = 0; k < curvatures.Length; k++)
        {
            using var scope = NewDisposeScope();
            double[] signs = [.. Enumerable.Range(0, (int)n).Select(i => isExact ? (i == k ? 1.0 : 0.0) : random.NextDouble() < 0.5 ? -1.0 : 1.0)];
            var mean = signs.Average();
            curvatures[k] = Curvature(hessian, samples.Combine(tensor([.. signs.Select(sign => sign - mean)]))) / (n - 1);
        }
        if (isExact) return new(n, curvatures.Sum(), 0, 0, ofGradient);
        var average = curvatures.Average();
        var error = Math.Sqrt(curvatures.Sum(curvature => (curvature - average) * (curvature - average)) / (probes - 1) / probes);
        return new(n, average, error, StudentT.Quantile(probes - 1), ofGradient);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"noise scale tr(HΣ)/GᵀHG = {Value:G4} samples{(IsExact ? "" : FormattableString.Invariant($" (95 % of the probes: {Low:G4} to {High:G4})"))}, tr(HΣ) = {CurvatureOfNoise:G4}, GᵀHG = {CurvatureOfGradient:G4}, from {Count} samples");

    private static double Curvature(HessianOperator hessian, Tensor v)
    {
        using var product = hessian.Multiply(v);
        return Float64.Dot(v, product);
    }
}
