using Course.Objectives;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>A chunk's mean loss, without penalties, as a function of the network's outputs z alone, with what the two derivatives by them need.</summary>
internal sealed class OutputLoss : IDisposable
{
    private readonly Tensor outputs; // cut off from the network
    private readonly Tensor? gradient;

    public OutputLoss(NetworkObjective network, Tensor z, Tensor targets)
    {
        using var scope = NewDisposeScope();
        using var tracking = enable_grad();
        outputs = z.detach().requires_grad_().DetachFromDisposeScope();
        var loss = network.Loss(outputs, targets);
        ChunkGraph.RequireFinite(loss);
        if (!loss.requires_grad) return;
        var first = autograd.grad([loss], [outputs], retain_graph: true, create_graph: true, allow_unused: true)[0];
        if (!first.IsInvalid) gradient = first.DetachFromDisposeScope();
    }

    /// <summary>The gradient by the outputs, <c>[N, …]</c>; null where the loss does not depend on them.</summary>
    public Tensor? Gradient => gradient?.detach();

    /// <summary>The product of the Hessian by the outputs with a direction, <c>[N, …]</c>; null where it is zero.</summary>
    public Tensor? Hessian(Tensor direction)
    {
        if (gradient is null || !gradient.requires_grad) return null;
        var product = autograd.grad([gradient], [outputs], [direction], retain_graph: true, allow_unused: true)[0];
        return product.IsInvalid ? null : product.contiguous(); // one that was expanded could not be added to in place
    }

    public void Dispose()
    {
        outputs.Dispose();
        gradient?.Dispose();
    }
}
