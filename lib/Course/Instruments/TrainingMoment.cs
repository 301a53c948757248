using Course.Objectives;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>A run just after a step: what an instrument can look at.</summary>
/// <param name="Step">The step's number, from 1.</param>
/// <param name="Epoch">The epoch's number, from 1.</param>
/// <param name="EpochEnded">Whether this was the epoch's last step.</param>
/// <param name="Weights">The parameters after the step, <c>[P]</c>; not to be changed.</param>
/// <param name="Gradient">The gradient that the step was made with, <c>[P]</c>, as it was taken, before the rule changed it; not to be changed.</param>
/// <param name="Loss">The loss on the step's batch, before the step.</param>
/// <param name="LearningRate">The step's learning rate.</param>
/// <param name="Objective">What the step's gradient is taken of: the objective on the step's batch, or the whole objective where there is no data.</param>
public sealed record TrainingMoment(long Step, long Epoch, bool EpochEnded, Tensor Weights, Tensor Gradient, double Loss, double LearningRate, Objective Objective)
{
    /// <summary>The parameters before the step, <c>[P]</c>; not to be changed.</summary>
    public Tensor Before { get; init; } = Weights;

    /// <summary>What several instruments tell of the step, worked out once, when it is asked for after the step.</summary>
    internal StepSums Sums => field ??= new StepSums(this);
}
