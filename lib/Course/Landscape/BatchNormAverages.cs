using Course.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>
/// The running averages of a network's batch normalization, which belong to the weights that it was trained to and to no others: estimates them
/// anew for other weights. The network is held undisturbed meanwhile, which puts modes and averages back; this puts back what they are made with.
/// </summary>
internal sealed class BatchNormAverages : IDisposable
{
    private readonly (NormBase Layer, double? Momentum)[] layers;

    public BatchNormAverages(nn.Module network) => layers =
        [.. network.modules().Append(network).OfType<NormBase>().Where(layer => layer.running_mean is not null).Distinct().Select(layer => (layer, layer.momentum))];

    /// <summary>Throws where there is one sample alone, which has no variance.</summary>
    public void Require(long samples)
    {
        if (samples > 1 || layers.Length == 0) return;
        throw new ArgumentException("Batch norm needs two samples or more to have a mean and a variance, and there is one. Give more samples, or another batch size.");
    }

    /// <summary>Lets each layer normalize by the batch that goes through it.</summary>
    public void TakeFromBatches()
    {
        foreach (var (layer, _) in layers) layer.train();
    }

    /// <summary>Makes the averages those of a network's training data at its present weights.</summary>
    public void Estimate(NetworkObjective network)
    {
        if (layers.Length == 0) return;
        TakeFromBatches();
        foreach (var (layer, _) in layers) layer.reset_running_stats(); // a share of zero of averages that are no numbers would be none either
        var seen = 0L;
        foreach (var chunk in network.Samples.Chunks(network.ChunkSize))
        {
            if (chunk.Size == 1 && seen > 0) continue; // one sample has no variance
            using var scope = NewDisposeScope();
            seen += chunk.Size;
            foreach (var (layer, _) in layers) layer.momentum = (double)chunk.Size / seen; // so that the running average is the mean over samples
            network.Module.call(chunk.Inputs);
        }
        foreach (var (layer, _) in layers) layer.eval();
    }

    public void Dispose()
    {
        foreach (var (layer, momentum) in layers) layer.momentum = momentum;
    }
}
