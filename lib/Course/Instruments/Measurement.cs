using Course.Models;
using Course.Training;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>
/// Records whatever a function makes of the moment after a step: <c>new Measurement("largest weight", moment => moment.Weights.abs().max().ToDouble())</c>. A network is in
/// evaluation mode meanwhile.
/// </summary>
/// <param name="name">The name of the series. Series whose names agree up to a colon, <c>gap: train</c> and <c>gap: test</c>, are drawn together.</param>
/// <param name="measure">Measures; it is not to change the weights.</param>
public sealed class Measurement(string name, Func<TrainingMoment, double> measure) : Instrument
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => [name];

    /// <inheritdoc/>
    public override void Measure(TrainingMoment moment, History history)
    {
        ArgumentNullException.ThrowIfNull(moment);
        ArgumentNullException.ThrowIfNull(history);
        using var guard = Undisturbed.Of(moment.Objective);
        using var scope = NewDisposeScope();
        history.Record(name, moment.Step, measure(moment));
    }
}
