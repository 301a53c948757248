using Course.Training;

namespace Course.Instruments;

/// <summary>
/// Records by how much a step is to lower the loss on its batch to first order, <c>−gᵀΔw</c>, as <c>predicted decrease</c>: with the gradient that the step is made with, dropout
/// and penalties included. What it really is, <see cref="RealDecrease"/> tells.
/// </summary>
public sealed class PredictedDecrease : Instrument
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => ["predicted decrease"];

    /// <inheritdoc/>
    public override void Measure(TrainingMoment moment, History history)
    {
        ArgumentNullException.ThrowIfNull(moment);
        ArgumentNullException.ThrowIfNull(history);
        history.Record("predicted decrease", moment.Step, -moment.Sums.Slope);
    }
}
