namespace Course.GradientStatistics;

/// <summary>
/// The simple noise scale from gradients of two batch sizes (McCandlish et al., "An empirical model of large-batch training", 2018, appendix A.1), which costs
/// nothing where a batch goes through the network in pieces anyway: with <c>|G_b|² = |G|² + tr Σ/b</c> in expectation,
/// <c>|G|² = (B |G_B|² − b |G_b|²) / (B − b)</c> and <c>tr Σ = (|G_b|² − |G_B|²) / (1/b − 1/B)</c>.
/// </summary>
/// <remarks>
/// Both are noisy, so exponential averages are taken of each before they are divided, corrected for their start at zero as Adam's are. Near a minimum
/// <see cref="GradientSquared"/> may be negative, and the noise scale with it: that is the estimator, and the interval says so.
/// </remarks>
public sealed class TwoBatchNoise
{
    private readonly double decay;
    private double weight, squaredWeights; // Σ cₖ and Σ cₖ² with cₖ = (1 − β) β^(n−k)
    private double t, q, tt, tq, qq;

    /// <summary>Begins with no measurement.</summary>
    /// <param name="decay">The exponential averages' factor β, from 0 (the last measurement alone) to less than 1: they reach over about 1/(1 − β) steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">β is not in that range.</exception>
    public TwoBatchNoise(double decay = 0.99)
    {
        if (!(decay is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(decay), decay, "The averages' factor is at least 0 and less than 1, such as 0.99.");
        this.decay = decay;
    }

    /// <summary>The number of measurements so far.</summary>
    public long Count { get; private set; }

    /// <summary>The averaged tr Σ; not a number before the first measurement.</summary>
    public double CovarianceTrace => t / weight;

    /// <summary>The averaged |G|²; it may be negative.</summary>
    public double GradientSquared => q / weight;

    /// <summary>The noise scale <c>tr Σ / |G|²</c>, in samples.</summary>
    public double Value => t / q;

    /// <summary>The lower end of a 95 % confidence interval, from the spread of the measurements (Fieller's, for a ratio).</summary>
    public double Low => Interval.Low;

    /// <summary>The upper end; infinite where the gradient is not told from zero.</summary>
    public double High => Interval.High;

    /// <summary>Adds a step's measurement.</summary>
    /// <param name="smallBatch">The smaller batch size b.</param>
    /// <param name="squaredNormSmall">|G_b|², or its mean over several batches of that size.</param>
    /// <param name="bigBatch">The larger batch size B.</param>
    /// <param name="squaredNormBig">|G_B|².</param>
    /// <exception cref="ArgumentOutOfRangeException">The sizes are not positive or not in that order, or a squared norm is negative or not finite.</exception>
    public void Add(double smallBatch, double squaredNormSmall, double bigBatch, double squaredNormBig)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(smallBatch);
        if (!(bigBatch > smallBatch)) throw new ArgumentOutOfRangeException(nameof(bigBatch), bigBatch, FormattableString.Invariant($"The larger batch must have more than the smaller one's {smallBatch} samples."));
        if (!double.IsFinite(squaredNormSmall) || squaredNormSmall < 0) throw new ArgumentOutOfRangeException(nameof(squaredNormSmall), squaredNormSmall, "A squared norm is finite and not negative.");
        if (!double.IsFinite(squaredNormBig) || squaredNormBig < 0) throw new ArgumentOutOfRangeException(nameof(squaredNormBig), squaredNormBig, "A squared norm is finite and not negative.");
        var trace = (squaredNormSmall - squaredNormBig) / (1 / smallBatch - 1 / bigBatch);
        var square = (bigBatch * squaredNormBig - smallBatch * squaredNormSmall) / (bigBatch - smallBatch);
        Average(ref weight, 1);
        squaredWeights = decay * decay * squaredWeights + (1 - decay) * (1 - decay);
        Average(ref t, trace);
        Average(ref q, square);
        Average(ref tt, trace * trace);
        Average(ref tq, trace * square);
        Average(ref qq, square * square);
        Count++;
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"noise scale {Value:G4} samples (95 %: {Low:G4} to {High:G4}), tr Σ = {CovarianceTrace:G4}, |G|² = {GradientSquared:G4}, from {Count} pairs of batches");

    private void Average(ref double average, double value) => average = decay * average + (1 - decay) * value;

    private (double Low, double High) Interval
    {
        get
        {
            var effective = weight * weight / squaredWeights; // measurements of equal weight that would average as well
            if (Count < 2 || effective < 1 + 1e-9) return (double.NegativeInfinity, double.PositiveInfinity);
            double Covariance(double product, double one, double other) => (product / weight - one / weight * (other / weight)) / (effective - 1);
            return RatioInterval.Of(CovarianceTrace, GradientSquared, (Covariance(tt, t, t), Covariance(tq, t, q), Covariance(qq, q, q)));
        }
    }
}
