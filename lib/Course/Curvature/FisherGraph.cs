using Course.Data;
using Course.Objectives;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>A chunk's <c>(1/n) Σᵢ gᵢgᵢᵀ</c>: with <c>gᵢ = Jᵢᵀδᵢ</c> it is <c>Jᵀ M J</c>, where M has the blocks <c>δᵢδᵢᵀ/n</c>.</summary>
internal sealed class FisherGraph : OutputGraph
{
    private readonly Tensor? factors; // δᵢ/√n, [n, outputs of a sample]; null where the loss does not depend on the outputs

    public FisherGraph(NetworkObjective network, Batch chunk) : base(network, chunk)
    {
        if (!Loss.requires_grad) return;
        using var scope = NewDisposeScope();
        var gradient = autograd.grad([Loss], [Separate], retain_graph: true, allow_unused: true)[0]; // δᵢ/n, since the loss is a mean
        if (!gradient.IsInvalid) factors = gradient.mul(Math.Sqrt(chunk.Size)).reshape(chunk.Size, -1).DetachFromDisposeScope();
    }

    protected override Tensor? Between(Tensor directions) =>
        factors is null ? null : ((factors * directions.reshape(factors.shape)).sum([1L], keepdim: true) * factors).view(directions.shape);

    public override void Dispose()
    {
        factors?.Dispose();
        base.Dispose();
    }
}
