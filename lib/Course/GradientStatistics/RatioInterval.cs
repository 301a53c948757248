namespace Course.GradientStatistics;

/// <summary>
/// The interval of a ratio T/Q of two estimates with their covariance: all r for which <c>T − rQ</c> is within its error of zero (Fieller, "Some problems in interval
/// estimation", 1954). It stays right where Q is hardly told from zero, and then reaches to infinity.
/// </summary>
internal static class RatioInterval
{
    /// <summary>1.96: 95 % of a normal distribution lie within so many standard deviations.</summary>
    public const double Normal = 1.959963984540054;

    /// <summary>The interval's ends.</summary>
    /// <param name="t">T.</param>
    /// <param name="q">Q, whose true value is positive.</param>
    /// <param name="covariance">The variances of T and Q and their covariance.</param>
    /// <param name="deviations">How many standard deviations the interval is wide, to either side.</param>
    public static (double Low, double High) Of(double t, double q, (double T, double TQ, double Q) covariance, double deviations = Normal)
    {
        var z = deviations * deviations;
        // r²a − 2rb + c ≤ 0
        var (a, b, c) = (q * q - z * covariance.Q, t * q - z * covariance.TQ, t * t - z * covariance.T);
        var root = Math.Sqrt(Math.Max(0, b * b - a * c));
        if (a > 0 && q > 0) return ((b - root) / a, (b + root) / a);
        // Q may be zero: beyond infinity r would go on from minus infinity, which the true ratio does not.
        if (c <= 0) return (double.NegativeInfinity, double.PositiveInfinity);
        var ends = a == 0 ? (c / (2 * b), c / (2 * b)) : ((b - root) / a, (b + root) / a);
        return t > 0 ? (Math.Max(ends.Item1, ends.Item2), double.PositiveInfinity) : (double.NegativeInfinity, Math.Min(ends.Item1, ends.Item2));
    }
}
