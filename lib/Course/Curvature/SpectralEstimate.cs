using System.Globalization;
using Course.GradientStatistics;

namespace Course.Curvature;

/// <summary>A mean over random probes with its standard error and a 95 % confidence interval: Student's t with a degree of freedom less than there are probes.</summary>
/// <param name="Value">The mean over probes.</param>
/// <param name="StandardError">The standard deviation of the probes over the root of their number.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">Its upper end.</param>
public sealed record SpectralEstimate(double Value, double StandardError, double Low, double High)
{
    internal static SpectralEstimate Of(IReadOnlyList<double> probes)
    {
        var mean = new SampleMean(probes);
        return new(mean.Mean, mean.Deviation / Math.Sqrt(mean.Count), mean.Mean - mean.HalfWidth, mean.Mean + mean.HalfWidth);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:G4} ± {StandardError:G2} (95 %: {Low:G4} to {High:G4})");
}
