using Course.Objectives;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>Records by how much a step lowers the loss on its batch, <c>f(w) − f(w + Δw)</c>, as <c>real decrease</c>: two forward passes in evaluation mode.</summary>
public sealed class RealDecrease() : PointInstrument(null)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => ["real decrease"];

    /// <inheritdoc/>
    protected override void Measure(Objective objective, Tensor w, TrainingMoment moment, History history)
    {
        var after = objective.Value(w).ToDouble();
        history.Record("real decrease", moment.Step, objective.Value(moment.Before.to(w.dtype)).ToDouble() - after);
    }
}
