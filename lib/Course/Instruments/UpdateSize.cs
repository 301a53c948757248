using Course.Training;

namespace Course.Instruments;

/// <summary>Records how far a step goes, ‖Δw‖, as <c>update size</c>.</summary>
public sealed class UpdateSize : Instrument
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => ["update size"];

    /// <inheritdoc/>
    public override void Measure(TrainingMoment moment, History history)
    {
        ArgumentNullException.ThrowIfNull(moment);
        ArgumentNullException.ThrowIfNull(history);
        history.Record("update size", moment.Step, moment.Sums.StepNorm);
    }
}
