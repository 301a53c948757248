using Course.Data;
using Course.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>
/// A chunk's outputs <c>z(w)</c>, recorded, with <c>Jᵀu</c> as a function of u, so that <c>v ↦ Jᵀ M J v</c> can be had with <c>J = ∂z/∂w</c> and a matrix M
/// between outputs: Jᵀu is linear in u, and differentiating it along v by u gives Jv (the double-backward trick).
/// </summary>
internal abstract class OutputGraph : ChunkGraph
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly int[] reached = []; // parameters on which the outputs depend
    private readonly Tensor[] transposed = []; // Jᵀu
    private readonly Tensor factor; // u
    private readonly Tensor outputs;

    protected OutputGraph(NetworkObjective network, Batch chunk)
    {
        using var scope = NewDisposeScope();
        using var tracking = enable_grad();
        parameters = network.Parameters.Parameters;
        outputs = network.Module.call(chunk.Inputs).DetachFromDisposeScope();
        Loss = new OutputLoss(network, outputs, chunk.Targets);
        factor = zeros_like(outputs).detach().requires_grad_().DetachFromDisposeScope();
        if (!outputs.requires_grad) return;
        var all = Gradients(outputs, parameters, factor);
        reached = [.. Enumerable.Range(0, all.Count).Where(i => !all[i].IsInvalid && all[i].requires_grad)];
        transposed = [.. reached.Select(i => all[i].DetachFromDisposeScope())];
    }

    /// <summary>The loss as a function of the outputs.</summary>
    protected OutputLoss Loss { get; }

    public override IReadOnlyList<Tensor> Multiply(Tensor[] directions, bool keep)
    {
        if (reached.Length == 0) return [];
        var along = autograd.grad(transposed, [factor], [.. reached.Select(i => directions[i])], retain_graph: keep, allow_unused: true)[0]; // Jv
        if (along.IsInvalid || Between(along) is not { } weights) return [];
        return [.. autograd.grad([outputs], [.. parameters], [weights], retain_graph: keep, allow_unused: true)];
    }

    /// <summary>Mq of directions q of the outputs, both <c>[N, …]</c>; null where it is zero.</summary>
    protected abstract Tensor? Between(Tensor directions);

    public override void Dispose()
    {
        Array.ForEach(transposed, gradient => gradient.Dispose());
        factor.Dispose();
        outputs.Dispose();
        Loss.Dispose();
    }
}
