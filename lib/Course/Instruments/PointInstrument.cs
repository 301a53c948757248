using Course.Models;
using Course.Objectives;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>
/// Measures an objective at the weights after a step: on the step's batch, or on data of its own, the same at all steps. A network is in evaluation mode meanwhile, so that
/// what is measured is a function of the weights alone.
/// </summary>
/// <param name="objective">What is measured, such as <c>objective.On(batch)</c> or the whole objective; null for the objective on each step's batch.</param>
public abstract class PointInstrument(Objective? objective) : Instrument
{
    /// <inheritdoc/>
    public sealed override void Measure(TrainingMoment moment, History history)
    {
        ArgumentNullException.ThrowIfNull(moment);
        ArgumentNullException.ThrowIfNull(history);
        var measured = objective ?? moment.Objective;
        using var guard = Undisturbed.Of(measured);
        using var scope = NewDisposeScope();
        // A network in bfloat16 is measured at its own, rounded weights.
        var type = measured is INetworkLoss { Network.Parameters.Vector.dtype: var own } ? own : moment.Weights.dtype;
        Measure(measured, moment.Weights.dtype == type ? moment.Weights : moment.Weights.to(type), moment, history);
    }

    /// <summary>Measures and records.</summary>
    /// <param name="objective">What is measured.</param>
    /// <param name="w">The weights after the step, <c>[P]</c>.</param>
    /// <param name="moment">Where the run is.</param>
    /// <param name="history">Where the values go, under the moment's step.</param>
    protected abstract void Measure(Objective objective, Tensor w, TrainingMoment moment, History history);

    /// <summary>Whether there is a curvature to measure: a run that diverges is told by the trainer, not by its instruments.</summary>
    private protected static bool IsFinite(Objective objective, Tensor w) => double.IsFinite(objective.Value(w).ToDouble());
}
