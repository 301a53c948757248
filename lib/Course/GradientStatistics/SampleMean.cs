namespace Course.GradientStatistics;

/// <summary>The mean of independent draws as they come in, and how far it may be off (Welford, 1962).</summary>
internal sealed class SampleMean
{
    private double squares; // Σ (x − mean)²

    public SampleMean(IEnumerable<double>? draws = null)
    {
        foreach (var draw in draws ?? []) Add(draw);
    }

    public long Count { get; private set; }

    public double Mean { get; private set; }

    /// <summary>The standard deviation of one draw; infinite before there are two.</summary>
    public double Deviation => Count < 2 ? double.PositiveInfinity : Math.Sqrt(squares / (Count - 1));

    /// <summary>Half of the 95 % interval's width, <c>t s/√n</c>.</summary>
    public double HalfWidth => Count < 2 ? double.PositiveInfinity : StudentT.Quantile(Count - 1) * Deviation / Math.Sqrt(Count);

    public void Add(double draw)
    {
        Count++;
        var difference = draw - Mean;
        Mean += difference / Count;
        squares += difference * (draw - Mean);
    }

    /// <summary>How many draws it takes, by what is known so far, until half of the interval's width is a given number.</summary>
    public double CountFor(double halfWidth) => Count * Math.Pow(HalfWidth / halfWidth, 2);
}
