using Course.Data;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>One pass of a batch through a network, in the mode that it is in, with the inputs and outputs of its layers.</summary>
internal sealed class RecordedPass : IDisposable
{
    private readonly List<LayerRecord> layers = [];

    private RecordedPass(NetworkObjective network, Batch batch, bool copies)
    {
        using var tracking = enable_grad();
        var called = new HashSet<nn.Module>(ReferenceEqualityComparer.Instance);
        var repeated = false;
        using var hooks = new LayerHooks(network, (layer, record) =>
        {
            layers.Add(record);
            repeated |= !called.Add(layer) || record.Count != batch.Size;
        }, copies);
        Outputs = network.Module.call(batch.Inputs).DetachFromDisposeScope();
        Refusal = hooks.Refusal ?? (repeated ? "a layer is called more than once, or on something else than the samples" : null);
    }

    /// <summary>Sends a batch through a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">The samples.</param>
    /// <param name="copies">Whether layers hand on copies, as they must where an activation works in place: else their δ is missing.</param>
    public static RecordedPass Run(NetworkObjective network, Batch batch, bool copies = false) => new(network, batch, copies);

    /// <summary>The network's outputs, <c>[N, …]</c>, with their graph.</summary>
    public Tensor Outputs { get; }

    /// <summary>The layers in the order of their calls.</summary>
    public IReadOnlyList<LayerRecord> Layers => layers;

    /// <summary>Why the layers do not tell the gradients of all parameters, sample by sample; null where they seem to. Parameters that are used outside of their layers do not show here.</summary>
    public string? Refusal { get; }

    /// <summary>δ of each layer: the derivatives of a scalar by its output z.</summary>
    /// <param name="scalar">Computed from <see cref="Outputs"/>.</param>
    /// <param name="retainGraph">Whether another scalar follows.</param>
    /// <returns>One for each layer, detached from dispose scopes; null where the scalar does not depend on z, or z was changed in place.</returns>
    public Tensor?[] Deltas(Tensor scalar, bool retainGraph = false)
    {
        if (layers.Count == 0 || !scalar.requires_grad) return new Tensor?[layers.Count];
        var gradients = autograd.grad([scalar], [.. layers.Select(layer => layer.Output)], retain_graph: retainGraph, allow_unused: true);
        return [.. gradients.Select(gradient => gradient.IsInvalid ? null : gradient.DetachFromDisposeScope())];
    }

    /// <summary>Frees the graph: no more derivatives are taken, and the layers keep what their formulas need.</summary>
    public void ReleaseGraph()
    {
        foreach (var layer in layers) layer.Output.Dispose();
        Outputs.Dispose();
    }

    /// <summary>Frees what the layers were given and gave.</summary>
    public void Dispose()
    {
        foreach (var layer in layers) layer.Dispose();
        Outputs.Dispose();
    }
}
