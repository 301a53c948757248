using Course.Objectives;
using Course.Regularization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>
/// The per-sample gradients of training's own backward pass: begun before a step's gradient is taken and ended after it, it watches the layers and keeps what
/// comes back to their outputs. What is trained stays the same to the bit.
/// </summary>
/// <remarks>
/// The gradients are those of the network as it is trained, with its dropout masks. Where layers cannot tell them, or batch norm mixes the samples, they are
/// taken before the step by passes of their own, in evaluation mode; so they are the first time, which shows which it is.
/// </remarks>
internal sealed class LiveGradients
{
    private readonly Dictionary<nn.Module, List<LayerRecord>> records = new(ReferenceEqualityComparer.Instance);
    private NetworkObjective? known;
    private bool isTold, areCopies;
    private Action? removeHooks;
    private INetworkLoss? loss;
    private PerSampleGradients? taken;
    private Tensor? penalty;

    /// <summary>Begins to watch, in <c>Instrument.Prepare</c>.</summary>
    /// <param name="objective">What the step's gradient will be taken of.</param>
    /// <param name="w">The weights before the step, <c>[P]</c>.</param>
    /// <exception cref="ArgumentException">The objective is no mean over samples.</exception>
    public void Begin(Objective objective, Tensor w)
    {
        Stop();
        loss = objective as INetworkLoss;
        var network = loss?.Network;
        var point = network is null ? w : network.Parameters.Vector; // where a trainer keeps float32 weights of a bfloat16 network, w is of another type
        if (network is null || !ReferenceEquals(network, known) || !IsWatched(loss!)) taken = PerSampleGradients.Of(objective, point);
        if (network is null) return;
        if (!ReferenceEquals(network, known)) (known, isTold, areCopies) = (network, taken!.IsOnePass, taken.AreCopied);
        if (taken is not null) return;
        penalty = SampleSource.Of(objective).Penalty(point)?.DetachFromDisposeScope();
        Watch(network, loss!.Chunks.Count);
    }

    /// <summary>Ends the watch, in <c>Instrument.Measure</c>.</summary>
    /// <param name="gradient">The gradient that the step was made with, <c>[P]</c>, as it was taken; not to be changed while the result is in use.</param>
    /// <param name="square">Its squared norm, where that is known.</param>
    /// <returns>The gradients of the step's samples, the caller's to dispose; null where the step's gradient was not taken.</returns>
    public PerSampleGradients? End(Tensor gradient, double? square = null)
    {
        if (taken is { } result)
        {
            taken = null;
            return result;
        }
        StopWatching();
        if (loss is null || records.Count == 0) return null;
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var (network, sizes) = (loss.Network, loss.Chunks.Select(chunk => chunk.Size).ToArray());
        if (records.Values.Any(calls => calls.Count != sizes.Length)) return null;
        LayerwiseChunk[] chunks = [.. sizes.Select((size, i) =>
        {
            LayerRecord[] layers = [.. records.Values.Select(calls => calls[i])];
            Tensor?[] δ = [.. layers.Select(layer => layer.Output.grad?.DetachFromDisposeScope())];
            foreach (var layer in layers) layer.Output.Dispose();
            return new LayerwiseChunk(network.Parameters, layers, δ, size, size);
        })];
        records.Clear();
        var mean = penalty is null ? gradient.detach() : gradient - penalty;
        var kept = penalty;
        penalty = null;
        return new PerSampleGradients(SampleSource.Of((Objective)loss), network.Parameters.Vector.detach(), chunks, mean, kept, kept is null ? square : null);
    }

    /// <summary>Ends the watch and frees what was kept.</summary>
    public void Stop()
    {
        StopWatching();
        foreach (var record in records.Values.SelectMany(calls => calls)) record.Dispose();
        records.Clear();
        taken?.Dispose();
        penalty?.Dispose();
        (taken, penalty) = (null, null);
    }

    /// <summary>Whether training's own pass tells the gradients.</summary>
    private bool IsWatched(INetworkLoss of) =>
        isTold && !of.Network.Module.modules().Any(module => module is BatchNorm { training: true })
        && (of.Chunks.Count == 1 || of.Network.Penalties.All(term => term is L1Penalty or L2Penalty)); // others may send samples through the network between two pieces

    private void Watch(NetworkObjective network, int passes)
    {
        var hooks = new LayerHooks(network, (layer, record) =>
        {
            record.Output.retain_grad();
            if (records.TryGetValue(layer, out var calls)) calls.Add(record);
            else records.Add(layer, [record]);
        }, areCopies);
        var made = 0;
        var counter = network.Module.register_forward_hook((_, _, output) =>
        {
            if (++made == passes) StopWatching(); // a rule that looks at the loss again is not watched, nor is what comes when a run breaks off
            return output;
        });
        removeHooks = () =>
        {
            hooks.Dispose();
            counter.remove();
        };
    }

    private void StopWatching()
    {
        removeHooks?.Invoke();
        removeHooks = null;
    }
}
