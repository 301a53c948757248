using Course.GradientStatistics;
using Course.Training;

namespace Course.Instruments;

/// <summary>Estimates of tr Σ and |G|² as a run's history keeps them, and the noise scale: the ratio of their means over the newest ones, with its 95 % interval (Fieller's, for a ratio).</summary>
/// <param name="scale">The noise scale's name.</param>
/// <param name="trace">That of tr Σ.</param>
/// <param name="gradient">That of |G|².</param>
/// <param name="window">How many measurements are averaged.</param>
internal sealed class NoiseSeries(string scale, string trace, string gradient, int window)
{
    private readonly int averaged = window >= 1 ? window : throw new ArgumentOutOfRangeException(nameof(window), window, "A mean is taken over one measurement or more.");

    public IReadOnlyList<string> Names => averaged > 1 ? [scale, Low, High, trace, gradient] : [scale, trace, gradient];

    private string Low => $"{scale}: low";

    private string High => $"{scale}: high";

    public void Record(History history, long step, double traceOfStep, double gradientOfStep)
    {
        history.Record(trace, step, traceOfStep);
        history.Record(gradient, step, gradientOfStep);
        double[] t = [.. history[trace].Values.TakeLast(averaged)], q = [.. history[gradient].Values.TakeLast(averaged)];
        var (meanT, meanQ) = (t.Average(), q.Average());
        history.Record(scale, step, meanT / meanQ);
        if (t.Length < 2) return; // one has no spread
        // Of the means, from the spread of the measurements.
        double Covariance(double[] a, double meanA, double[] b, double meanB) => a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum() / ((a.Length - 1.0) * a.Length);
        var covariance = (Covariance(t, meanT, t, meanT), Covariance(t, meanT, q, meanQ), Covariance(q, meanQ, q, meanQ));
        var (low, high) = RatioInterval.Of(meanT, meanQ, covariance, StudentT.Quantile(t.Length - 1));
        history.Record(Low, step, Math.Max(0, low)); // neither tr Σ nor |G|² is negative
        history.Record(High, step, high);
    }
}
