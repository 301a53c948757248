using Course.Objectives;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>Records the value of an objective at the weights: the loss on other data, <c>new LossOn(objective.On(batch), "test loss")</c>, or any other function of them.</summary>
/// <param name="objective">The objective, of as many parameters as are trained.</param>
/// <param name="name">The name of the series.</param>
public sealed class LossOn(Objective objective, string name) : PointInstrument(objective ?? throw new ArgumentNullException(nameof(objective)))
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => [name];

    /// <inheritdoc/>
    protected override void Measure(Objective objective, Tensor w, TrainingMoment moment, History history) => history.Record(name, moment.Step, objective.Value(w).ToDouble());
}
