using Course.Instruments;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Regularization;

/// <summary>
/// Keeps a copy of a network each time that it is due, at the end of each cycle of warm restarts say: <c>new Ensemble(snapshots.Networks)</c> is then a snapshot
/// ensemble, "train 1, get M for free" (Huang et al., 2017; lecture L4, "Snapshot ensembles").
/// </summary>
/// <param name="network">The network that is trained.</param>
/// <param name="makeNetwork">Makes a network of the same layers, to hold a copy.</param>
public sealed class Snapshots(nn.Module<Tensor, Tensor> network, Func<nn.Module<Tensor, Tensor>> makeNetwork) : Instrument
{
    private readonly List<nn.Module<Tensor, Tensor>> networks = [];

    /// <summary>The copies, in evaluation mode, in the order in which they were made.</summary>
    public IReadOnlyList<nn.Module<Tensor, Tensor>> Networks => networks;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => [];

    /// <inheritdoc/>
    public override void Measure(TrainingMoment moment, History history)
    {
        ArgumentNullException.ThrowIfNull(moment);
        using var scope = NewDisposeScope();
        var own = network.parameters().First(); // of a network in bfloat16 the trainer's weights have another type
        var copy = makeNetwork().to(own.device, own.dtype);
        copy.load_state_dict(network.state_dict());
        copy.eval();
        networks.Add(copy);
    }
}
