using Course.Curvature;
using Course.Objectives;
using Course.Training;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>Records the trace of the Hessian, as <c>trace</c>: <see cref="TraceEstimate"/>, exact where the network is piecewise linear.</summary>
/// <param name="objective">Whose Hessian it is; null for the objective on each step's batch.</param>
/// <param name="precision">The half width of the 95 % interval where it is estimated, relative to the value.</param>
public sealed class HessianTrace(Objective? objective = null, double precision = 0.05) : PointInstrument(objective)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => ["trace"];

    /// <inheritdoc/>
    protected override void Measure(Objective objective, Tensor w, TrainingMoment moment, History history) =>
        history.Record("trace", moment.Step, IsFinite(objective, w) ? TraceEstimate.Of(objective, w, precision, seed: moment.Step).Value : double.NaN);
}
