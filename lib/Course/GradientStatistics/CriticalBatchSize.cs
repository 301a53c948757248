using Microsoft.Data.Analysis;

namespace Course.GradientStatistics;

/// <summary>
/// What a target costs in steps S and in examples E = BS at each batch size B: <c>(S/S_min − 1)(E/E_min − 1) = 1</c>, that is <c>S = S_min + E_min/B</c>
/// (McCandlish et al., "An empirical model of large-batch training", 2018, eq. 2.11). At the critical batch size <c>E_min/S_min</c> both are twice the least.
/// </summary>
/// <remarks>The noise scale predicts it; runs at several batch sizes that reach the same loss, each at its best learning rate, measure it.</remarks>
public sealed class CriticalBatchSize
{
    private CriticalBatchSize(double leastSteps, double leastExamples, (double Low, double High) interval)
    {
        (LeastSteps, LeastExamples) = (leastSteps, leastExamples);
        (Low, High) = (Math.Max(0, interval.Low), interval.High);
    }

    /// <summary>S_min: the steps that the target takes with the largest batches.</summary>
    public double LeastSteps { get; }

    /// <summary>E_min: the examples that it takes with the smallest.</summary>
    public double LeastExamples { get; }

    /// <summary>The critical batch size <c>E_min/S_min</c>.</summary>
    public double Value => LeastExamples / LeastSteps;

    /// <summary>The lower end of a 95 % confidence interval, from the runs' distance from the curve; 0 with two runs, which a curve always meets.</summary>
    public double Low { get; }

    /// <summary>The upper end.</summary>
    public double High { get; }

    /// <summary>Fits the curve to runs, by least squares of the relative error in S.</summary>
    /// <param name="batchSizes">B of each run.</param>
    /// <param name="steps">S of each run: the steps that it took to the target.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">There are not as many steps as batch sizes, fewer than two different batch sizes, or a number is not positive.</exception>
    public static CriticalBatchSize Fit(IReadOnlyList<double> batchSizes, IReadOnlyList<double> steps)
    {
        ArgumentNullException.ThrowIfNull(batchSizes);
        ArgumentNullException.ThrowIfNull(steps);
        if (batchSizes.Count != steps.Count || batchSizes.Distinct().Count() < 2 || batchSizes.Concat(steps).Any(number => !(number > 0) || !double.IsFinite(number)))
        {
            throw new ArgumentException(
                $"The curve is fitted to a positive number of steps for each batch size, of at least two batch sizes; given {batchSizes.Count} sizes [{string.Join(", ", batchSizes)}] and {steps.Count} numbers of steps [{string.Join(", ", steps)}].",
                nameof(batchSizes));
        }
        // Rows (1/S, 1/(B S)) · (S_min, E_min) = 1
        var (xx, xy, yy, x, y) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < steps.Count; i++)
        {
            var (one, other) = (1 / steps[i], 1 / (batchSizes[i] * steps[i]));
            (xx, xy, yy, x, y) = (xx + one * one, xy + one * other, yy + other * other, x + one, y + other);
        }
        var determinant = xx * yy - xy * xy;
        var (least, examples) = ((yy * x - xy * y) / determinant, (xx * y - xy * x) / determinant);
        var free = steps.Count - 2;
        if (free == 0) return new(least, examples, (0, double.PositiveInfinity));
        var variance = Enumerable.Range(0, steps.Count).Sum(i => Math.Pow(1 - (least + examples / batchSizes[i]) / steps[i], 2)) / free;
        return new(least, examples, RatioInterval.Of(
            examples, least, (variance * xx / determinant, -variance * xy / determinant, variance * yy / determinant), StudentT.Quantile(free)));
    }

    /// <summary>The curve that a noise scale predicts, taking it for the critical batch size.</summary>
    /// <param name="noiseScale">B_noise.</param>
    /// <param name="batchSize">The batch size of a run.</param>
    /// <param name="steps">The steps that this run took to the target.</param>
    /// <returns>The curve through that run, without an interval.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public static CriticalBatchSize Predict(double noiseScale, double batchSize, double steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(noiseScale);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        var least = steps / (1 + noiseScale / batchSize);
        return new(least, noiseScale * least, (0, double.PositiveInfinity));
    }

    /// <summary>The steps at a batch size, <c>S_min (1 + B_crit/B)</c>.</summary>
    /// <param name="batchSize">B.</param>
    /// <returns>S.</returns>
    public double Steps(double batchSize) => LeastSteps + LeastExamples / batchSize;

    /// <summary>The examples at a batch size, <c>E_min (1 + B/B_crit)</c>.</summary>
    /// <param name="batchSize">B.</param>
    /// <returns>E.</returns>
    public double Examples(double batchSize) => batchSize * Steps(batchSize);

    /// <summary>The share of the best possible progress that a step makes at a batch size, <c>1/(1 + B_crit/B)</c>; the best learning rate shrinks alike (eq. 2.6 and 2.7).</summary>
    /// <param name="batchSize">B.</param>
    /// <returns>From 0 to 1.</returns>
    public double StepShare(double batchSize) => 1 / (1 + Value / batchSize);

    /// <summary>The curve as a table.</summary>
    /// <param name="batchSizes">The batch sizes.</param>
    /// <returns>The columns batch size, steps, examples.</returns>
    public DataFrame Table(IReadOnlyList<double> batchSizes) => new(
        new DoubleDataFrameColumn("batch size", batchSizes), new DoubleDataFrameColumn("steps", batchSizes.Select(Steps)), new DoubleDataFrameColumn("examples", batchSizes.Select(Examples)));

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"critical batch size {Value:G4} (95 %: {Low:G4} to {High:G4}): at least {LeastSteps:G4} steps and {LeastExamples:G4} examples");
}
