using Course.Data;
using Course.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>The gradient of a chunk's mean loss, recorded, so that differentiating it along a vector v gives <c>∇²f v</c>.</summary>
internal sealed class HessianGraph : ChunkGraph
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly int[] curved = []; // a parameter that the loss does not use, or is linear in, has no second derivative
    private readonly Tensor[] gradients = [];

    public HessianGraph(NetworkObjective network, Batch chunk)
    {
        using var scope = NewDisposeScope();
        using var tracking = enable_grad();
        parameters = network.Parameters.Parameters;
        var loss = network.Loss(chunk);
        RequireFinite(loss);
        if (!loss.requires_grad) return;
        var all = Gradients(loss, parameters);
        curved = [.. Enumerable.Range(0, all.Count).Where(i => !all[i].IsInvalid && all[i].requires_grad)];
        gradients = [.. curved.Select(i => all[i].DetachFromDisposeScope())];
    }

    public override IReadOnlyList<Tensor> Multiply(Tensor[] directions, bool keep) => curved.Length == 0
        ? []
        : [.. autograd.grad(gradients, [.. parameters], [.. curved.Select(i => directions[i])], retain_graph: keep, allow_unused: true)];

    public override void Dispose() => Array.ForEach(gradients, gradient => gradient.Dispose());
}
