using Course.Data;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>
/// Tries on a few samples whether a network is what it looks like from its modules: nothing curved and no parameter used outside of them, no sample that
/// looks at another, no layer that meets itself again.
/// </summary>
internal static class LayerwiseCheck
{
    private const long Samples = 32;

    /// <summary>
    /// Whether layers tell a sample's gradient, and activations the whole curvature within each layer: with a random r for the outputs and a random v in the parameters of one
    /// layer, <c>vᵀ ∇²(Σ rᵢ·zᵢ) v</c>, by differentiating twice, must be <c>Σ_m Σ_k φ″ δ ((∂x_mk/∂θ) v)²</c>.
    /// </summary>
    public static bool Holds(NetworkObjective network, Batch batch)
    {
        using var scope = NewDisposeScope();
        using var tracking = enable_grad();
        var count = Math.Min(Samples, batch.Size);
        var few = new Batch(batch.Inputs.narrow(0, 0, count), batch.Targets.narrow(0, 0, count));
        using var walk = NetworkWalk.Run(network, few);
        if (!walk.IsComplete || !walk.Outputs.requires_grad) return false;
        var tolerance = walk.Outputs.dtype == ScalarType.Float64 ? 1e-9 : 1e-4;
        var r = Drawn(walk.Outputs, 0);
        Tensor[] parameters = [.. network.Parameters.Parameters];
        return GradientAgrees(walk, r, parameters, tolerance) && CurvatureAgrees(network, walk, r, parameters, tolerance);
    }

    /// <summary>A number uniform in [−1, 1] for each element of a tensor, always the same.</summary>
    public static Tensor Drawn(Tensor like, long stream)
    {
        using var generator = new Generator(new RandomStream(0, stream).NextBits(), like.device);
        return rand(like.shape, like.dtype, like.device, generator: generator).mul_(2).sub_(1);
    }

    private static bool GradientAgrees(NetworkWalk walk, Tensor r, Tensor[] parameters, double tolerance)
    {
        var one = zeros_like(r);
        one[0].copy_(r[0]);
        var gradients = autograd.grad([(walk.Outputs * one).sum()], parameters, retain_graph: true, allow_unused: true);
        NetworkObjective.RequireDense(gradients);
        var squared = gradients.Where(gradient => !gradient.IsInvalid).Sum(gradient => gradient.square().sum(ScalarType.Float64).ToDouble());
        return Math.Abs(walk.SquaredNorms([walk.Outputs], [one]).sum().ToDouble() - squared) <= tolerance * squared;
    }

    private static bool CurvatureAgrees(NetworkObjective network, NetworkWalk walk, Tensor r, Tensor[] parameters, double tolerance)
    {
        if (walk.Curvatures(r) is not { } curvatures) return false;
        var gradients = autograd.grad([(walk.Outputs * r).sum()], parameters, retain_graph: true, create_graph: true, allow_unused: true);
        // (∂x/∂θ)ᵀu is linear in u, so its derivative by u in the direction v is (∂x/∂θ)v.
        Tensor[] roots = [.. curvatures.Select(curvature => curvature.Input), walk.Outputs];
        Tensor[] u = [.. roots.Select(root => zeros_like(root).requires_grad_())];
        var transposed = autograd.grad(roots, parameters, u, retain_graph: true, create_graph: true, allow_unused: true);
        foreach (var layer in Enumerable.Range(0, parameters.Length).GroupBy(i => LayerOf(network.Parameters.Slices[i].Name)))
        {
            using var inner = NewDisposeScope();
            var v = layer.ToDictionary(i => i, i => Drawn(parameters[i], i + 1));
            int[] bent = [.. layer.Where(i => !gradients[i].IsInvalid && gradients[i].requires_grad)];
            var products = bent.Length == 0 ? [] : autograd.grad(
                [.. bent.Select(i => gradients[i])], [.. layer.Select(i => parameters[i])], [.. bent.Select(i => v[i])], retain_graph: true, allow_unused: true);
            var whole = products.Zip(layer).Where(pair => !pair.First.IsInvalid).Sum(pair => (pair.First * v[pair.Second]).sum(ScalarType.Float64).ToDouble());

            int[] used = [.. layer.Where(i => !transposed[i].IsInvalid && transposed[i].requires_grad)];
            if (used.Length == 0) continue;
            var moved = autograd.grad([.. used.Select(i => transposed[i])], u, [.. used.Select(i => v[i])], retain_graph: true, allow_unused: true);
            double Sum(int m, Tensor weight) => moved[m].IsInvalid ? 0 : (moved[m].square() * weight).sum(ScalarType.Float64).ToDouble();
            var known = curvatures.Select((curvature, m) => Sum(m, curvature.Diagonal)).Sum();
            var size = curvatures.Select((curvature, m) => Sum(m, curvature.Diagonal.abs())).Sum() + Sum(roots.Length - 1, r.abs());
            if (!(Math.Abs(whole - known) <= tolerance * size)) return false;
        }
        return true;
    }

    /// <summary>The name of the layer that a parameter belongs to; empty for a parameter of the network itself.</summary>
    public static string LayerOf(string parameter) => parameter.Contains('.', StringComparison.Ordinal) ? parameter[..parameter.LastIndexOf('.')] : "";
}
