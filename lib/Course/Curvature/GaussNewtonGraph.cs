using Course.Data;
using Course.Objectives;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>A chunk's <c>Jᵀ H_z J</c>, where H_z is the Hessian of its mean loss by the outputs, by differentiating that loss twice.</summary>
internal sealed class GaussNewtonGraph : OutputGraph
{
    private readonly Tensor? gradient; // ∂loss/∂z; null where the loss is linear in the outputs

    public GaussNewtonGraph(NetworkObjective network, Batch chunk) : base(network, chunk)
    {
        if (!Loss.requires_grad) return;
        using var scope = NewDisposeScope();
        using var tracking = enable_grad();
        var first = autograd.grad([Loss], [Separate], retain_graph: true, create_graph: true, allow_unused: true)[0];
        if (!first.IsInvalid && first.requires_grad) gradient = first.DetachFromDisposeScope();
    }

    protected override Tensor? Between(Tensor directions)
    {
        if (gradient is null) return null;
        var product = autograd.grad([gradient], [Separate], [directions], retain_graph: true, allow_unused: true)[0];
        return product.IsInvalid ? null : product;
    }

    public override void Dispose()
    {
        gradient?.Dispose();
        base.Dispose();
    }
}
