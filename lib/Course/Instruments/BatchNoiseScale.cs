using Course.GradientStatistics;
using Course.Training;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>
/// Records the noise scale <c>tr Σ/|G|²</c> (McCandlish et al., "An empirical model of large-batch training", 2018, section 2.2) from the per-sample gradients of each step's batch, which
/// training's own backward pass tells: <see cref="NoiseScale"/>, as it is while training goes on.
/// </summary>
/// <remarks>
/// As <c>noise gradient</c> (|G|², without bias), <c>noise trace</c> (tr Σ), and <c>noise scale</c>, the ratio of their means over the last measurements, since |G|² of one batch
/// is very noisy and near a minimum may come out negative. From the second measurement on <c>noise scale: low</c> and <c>noise scale: high</c> are the ends of its 95 % interval
/// (Fieller's), as the spread of the measurements tells it, which counts as that of independent ones at one point; the upper end is infinite where the gradient is not told from zero. The means are taken of the history, so that a resumed run goes on with them. Dropout's masks are those of the training;
/// where batch norm mixes the samples, or a layer does not tell, gradients are taken in evaluation mode by passes of their own. A batch of one sample is left out.
/// </remarks>
/// <param name="window">How many measurements are averaged.</param>
public sealed class BatchNoiseScale(int window = 100) : Instrument
{
    private readonly NoiseSeries noise = new("noise scale", "noise trace", "noise gradient", window);
    private readonly LiveGradients live = new();

    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => noise.Names;

    internal override bool Watches => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The objective is no mean over samples.</exception>
    public override void Prepare(TrainingMoment before)
    {
        ArgumentNullException.ThrowIfNull(before);
        using var scope = NewDisposeScope();
        live.Begin(before.Objective, before.Weights);
    }

    /// <inheritdoc/>
    public override void Measure(TrainingMoment moment, History history)
    {
        ArgumentNullException.ThrowIfNull(moment);
        ArgumentNullException.ThrowIfNull(history);
        using var scope = NewDisposeScope();
        using var samples = live.End(moment.Gradient, moment.Sums.GradientNorm * moment.Sums.GradientNorm);
        if (samples is { Count: >= 2 }) noise.Record(history, moment.Step, samples.CovarianceTrace, samples.GradientSquared);
    }
}
