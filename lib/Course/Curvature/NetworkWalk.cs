using Course.Data;
using Course.GradientStatistics;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>A batch's way through a network, with its layers and its activations.</summary>
internal sealed class NetworkWalk : IDisposable
{
    private readonly ActivationCalls activations;
    private readonly RecordedPass pass;

    private NetworkWalk(NetworkObjective network, Batch batch)
    {
        activations = new(network.Module);
        pass = RecordedPass.Run(network, batch, copies: true);
        activations.End();
    }

    /// <summary>Sends a batch through a network.</summary>
    public static NetworkWalk Run(NetworkObjective network, Batch batch) => new(network, batch);

    /// <summary>The outputs, with their graph.</summary>
    public Tensor Outputs => pass.Outputs;

    /// <summary>Whether layers tell the gradients of all parameters, as far as can be seen from modules.</summary>
    public bool IsComplete => pass.Refusal is null;

    /// <summary>The samples' squared norms <c>‖Σ (∂root/∂θ)ᵀ v‖²</c> over all parameters θ, float64 <c>[N]</c>.</summary>
    /// <param name="roots">Tensors of the graph, such as the outputs.</param>
    /// <param name="vectors">A vector for each, of its shape.</param>
    public Tensor SquaredNorms(Tensor[] roots, Tensor[] vectors)
    {
        var norms = zeros(Outputs.shape[0], ScalarType.Float64, device: Outputs.device);
        using var scope = NewDisposeScope();
        Tensor[] scalars = [.. roots.Zip(vectors, (root, vector) => (root * vector).sum())];
        var deltas = pass.Deltas(scalars.Length == 1 ? scalars[0] : stack(scalars).sum(), retainGraph: true);
        for (var i = 0; i < deltas.Length; i++)
        {
            using var δ = deltas[i];
            if (δ is null) continue;
            using var part = pass.Layers[i].SquaredNorms(δ);
            norms.add_(part);
        }
        return norms;
    }

    /// <summary>What activations add to the second derivative of <c>Σ rᵢ·zᵢ</c>, by their inputs.</summary>
    /// <param name="r">Of the outputs' shape, without a graph.</param>
    /// <returns>
    /// Of each curved activation its input x, with its graph, and <c>φ″(x) δ</c> with <c>δ = ∂(Σ rᵢ·zᵢ)/∂φ(x)</c>, of x's shape; null where one, such as softmax,
    /// does not work element by element.
    /// </returns>
    public IReadOnlyList<(Tensor Input, Tensor Diagonal)>? Curvatures(Tensor r)
    {
        var calls = activations.All.Where(call => call.Output.requires_grad).ToArray();
        if (calls.Length == 0) return [];
        var deltas = autograd.grad([(Outputs * r).sum()], [.. calls.Select(call => call.Output)], retain_graph: true, allow_unused: true);
        var curvatures = new List<(Tensor, Tensor)>();
        for (var i = 0; i < calls.Length; i++)
        {
            if (deltas[i].IsInvalid) continue;
            var x = calls[i].Input.detach().requires_grad_();
            var slope = autograd.grad([calls[i].Module.call(x.clone())], [x], [deltas[i]], retain_graph: true, create_graph: true, allow_unused: true)[0];
            if (slope.IsInvalid || !slope.requires_grad) continue;
            var diagonal = Product(slope, x, ones_like(slope));
            var v = LayerwiseCheck.Drawn(slope, 0);
            // The Hessian of r·φ(x) by x is diagonal if with any vector it gives what its row sums do.
            if (!Product(slope, x, v).allclose(diagonal * v, rtol: 1e-3, atol: 1e-4 * diagonal.abs().max().ToDouble())) return null;
            if (diagonal.ne(0).any().ToBoolean()) curvatures.Add((calls[i].Input, diagonal));
        }
        return curvatures;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        activations.Dispose();
        pass.Dispose();
    }

    private static Tensor Product(Tensor slope, Tensor x, Tensor v)
    {
        var product = autograd.grad([slope], [x], [v], retain_graph: true, allow_unused: true)[0];
        return product.IsInvalid ? zeros_like(slope) : product;
    }
}
