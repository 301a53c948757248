using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>Records how far the weights are from a point, ‖w − w₀‖: from where they start, or from another solution.</summary>
/// <remarks>A run that is resumed has the same start where it is made with the same seed, before <see cref="Trainer.Resume"/> is called.</remarks>
public sealed class Distance : Instrument
{
    private readonly Tensor point;
    private readonly string name;

    /// <summary>Measures from a point.</summary>
    /// <param name="point">w₀, <c>[P]</c>; a copy is kept. Before training, <c>objective.Parameters.Vector</c> is the start.</param>
    /// <param name="name">The name of the series.</param>
    public Distance(Tensor point, string name = "distance")
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentException.ThrowIfNullOrEmpty(name);
        this.name = name;
        this.point = point.detach().clone().DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => [name];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The point has another length than the weights.</exception>
    public override void Measure(TrainingMoment moment, History history)
    {
        ArgumentNullException.ThrowIfNull(moment);
        ArgumentNullException.ThrowIfNull(history);
        if (!point.shape.AsSpan().SequenceEqual(moment.Weights.shape))
            throw new ArgumentException($"'{name}' is measured from a point of the shape [{string.Join(", ", point.shape)}], and the weights are [{string.Join(", ", moment.Weights.shape)}].");
        using var scope = NewDisposeScope();
        history.Record(name, moment.Step, Float64.Distance(moment.Weights, point.to(moment.Weights.device)));
    }
}
