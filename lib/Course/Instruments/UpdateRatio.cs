using Course.Models;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>
/// Records how large a step is beside the weights, <c>‖Δw‖/‖w‖</c>, as <c>update ratio</c>; given a network's parameters it does so for each tensor of them, as
/// <c>update ratio: layers.linear1.weight</c> and so on.
/// </summary>
/// <param name="parameters">The network's parameters, <c>objective.Parameters</c>; null for the ratio of all weights together.</param>
/// <remarks>A tensor that is zero, as biases may be before the first step, has an infinite ratio.</remarks>
public sealed class UpdateRatio(FlatParameters? parameters = null) : Instrument
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => parameters is null ? ["update ratio"] : [.. parameters.Slices.Select(slice => $"update ratio: {slice.Name}")];

    /// <inheritdoc/>
    public override void Measure(TrainingMoment moment, History history)
    {
        ArgumentNullException.ThrowIfNull(moment);
        ArgumentNullException.ThrowIfNull(history);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var before = moment.Before.@double();
        if (parameters is null)
        {
            history.Record("update ratio", moment.Step, moment.Sums.StepNorm / Float64.Norm(before));
            return;
        }
        var step = moment.Weights.@double() - before;
        foreach (var (name, _, offset, length) in parameters.Slices)
            history.Record($"update ratio: {name}", moment.Step, Float64.Norm(step.narrow(0, offset, length)) / Float64.Norm(before.narrow(0, offset, length)));
    }
}
