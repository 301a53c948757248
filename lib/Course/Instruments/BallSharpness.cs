using Course.Landscape;
using Course.Objectives;
using Course.Training;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>
/// Records how much the loss can rise in a ball around the weights, as <c>sharpness</c>: <see cref="Sharpness.InBall"/> with a short search from the weights alone, a lower bound.
/// </summary>
/// <param name="ρ">The ball's radius.</param>
/// <param name="objective">What is measured; null for the objective on each step's batch.</param>
/// <param name="steps">How many steps the search makes, a gradient each.</param>
public sealed class BallSharpness(double ρ = 0.05, Objective? objective = null, int steps = 5) : PointInstrument(objective)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => ["sharpness"];

    /// <inheritdoc/>
    protected override void Measure(Objective objective, Tensor w, TrainingMoment moment, History history)
    {
        if (!IsFinite(objective, w))
        {
            history.Record("sharpness", moment.Step, double.NaN);
            return;
        }
        var found = Sharpness.InBall(objective, w, ρ, steps, restarts: 0);
        using (found.Step) history.Record("sharpness", moment.Step, found.Value);
    }
}
