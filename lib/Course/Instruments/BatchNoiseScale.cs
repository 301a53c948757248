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
/// is very noisy and near a minimum may come out negative. The means are taken of the history, so that a resumed run goes on with them. Dropout's masks are those of the training;
/// where batch norm mixes the samples, or a layer does not tell, gradients are taken in evaluation mode by passes of their own. A batch of one sample is left out.
/// </remarks>
/// <param name="window">How many measurements are averaged.</param>
public sealed class BatchNoiseScale(int window = 100) : Instrument
{
    private const string Name = "noise scale", Trace = "noise trace", Gradient = "noise gradient";
    private readonly int averaged = window >= 1 ? window : throw new ArgumentOutOfRangeException(nameof(window), window, "A mean is taken over one measurement or more.");
    private readonly LiveGradients live = new();

    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => [Name, Trace, Gradient];

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
        if (samples is null || samples.Count < 2) return;
        history.Record(Trace, moment.Step, samples.CovarianceTrace);
        history.Record(Gradient, moment.Step, samples.GradientSquared);
        history.Record(Name, moment.Step, history[Trace].MeanOfLast(averaged) / history[Gradient].MeanOfLast(averaged));
    }
}
