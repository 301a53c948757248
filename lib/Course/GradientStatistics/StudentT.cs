namespace Course.GradientStatistics;

/// <summary>How far a mean of few draws may be off: quantiles of Student's t distribution.</summary>
internal static class StudentT
{
    /// <summary>
    /// The 97.5 % quantile: in 95 % of cases the mean of n normal draws is off by less than it times s/√n, with n − 1 degrees of freedom.
    /// </summary>
    /// <remarks>Exact for one and two degrees of freedom, above by Fisher's expansion (Abramowitz and Stegun, 1964, 26.7.5), less than 0.2 % off.</remarks>
    /// <param name="freedom">Degrees of freedom, at least 1.</param>
    public static double Quantile(long freedom)
    {
        if (freedom == 1) return Math.Tan(0.475 * Math.PI);
        if (freedom == 2) return 0.95 * Math.Sqrt(2 / (1 - 0.95 * 0.95));
        const double x = 1.959963984540054; // the normal distribution's quantile
        const double x2 = x * x;
        double n = freedom;
        return x * (1
            + (x2 + 1) / (4 * n)
            + ((5 * x2 + 16) * x2 + 3) / (96 * n * n)
            + (((3 * x2 + 19) * x2 + 17) * x2 - 15) / (384 * Math.Pow(n, 3))
            + ((((79 * x2 + 776) * x2 + 1482) * x2 - 1920) * x2 - 945) / (92160 * Math.Pow(n, 4)));
    }
}
