using Course.Training;

namespace Course.Instruments;

/// <summary>Records the length ‖g‖ of the gradient that a step is made with, as <c>gradient norm</c>.</summary>
public sealed class GradientNorm : Instrument
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => ["gradient norm"];

    /// <inheritdoc/>
    public override void Measure(TrainingMoment moment, History history)
    {
        ArgumentNullException.ThrowIfNull(moment);
        ArgumentNullException.ThrowIfNull(history);
        history.Record("gradient norm", moment.Step, moment.Sums.GradientNorm);
    }
}
