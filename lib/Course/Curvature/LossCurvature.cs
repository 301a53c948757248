using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>
/// How a loss <c>L = (1/N) Σᵢ ℓᵢ(zᵢ)</c> curves in the network's outputs: the gradients <c>rᵢ = ∂ℓᵢ/∂zᵢ</c>, and the Hessians
/// <c>∂²ℓᵢ/∂zᵢ² = Σ_c σ_c s_c s_cᵀ</c> (i left out) as factors, from derivatives of the loss function in float64.
/// </summary>
internal sealed class LossCurvature
{
    private LossCurvature(Tensor gradient, IReadOnlyList<(Tensor Vectors, Tensor Signs)> factors) => (Gradient, Factors) = (gradient, factors);

    /// <summary>r, float64, of the outputs' shape.</summary>
    public Tensor Gradient { get; }

    /// <summary>s_c of each sample, float64 of the outputs' shape, and σ_c of each sample, 1 or −1, float64 <c>[N]</c>: at most as many as a sample has outputs.</summary>
    public IReadOnlyList<(Tensor Vectors, Tensor Signs)> Factors { get; }

    /// <summary>Differentiates a loss.</summary>
    /// <param name="loss">Outputs and targets to their mean loss.</param>
    /// <param name="outputs">The outputs, <c>[N, …]</c>.</param>
    /// <param name="targets">The targets.</param>
    /// <returns>The curvature, or null where the loss is no mean of the samples' own losses, or takes no float64.</returns>
    public static LossCurvature? Of(Func<Tensor, Tensor, Tensor> loss, Tensor outputs, Tensor targets)
    {
        // Where softmax saturates, p − p² in float32 would be nothing but rounding.
        using var tracking = enable_grad();
        var z = outputs.detach().to(ScalarType.Float64).clone().requires_grad_();
        var y = targets.is_floating_point() ? targets.detach().to(ScalarType.Float64) : targets;
        var (n, width) = (z.shape[0], z.numel() / z.shape[0]);
        Tensor value;
        try
        {
            value = loss(z, y);
        }
        catch (ExternalException) // class weights in float32, say
        {
            return null;
        }
        if (!value.requires_grad) return new(zeros_like(z), []);
        var mean = autograd.grad([value], [z], retain_graph: true, create_graph: true)[0];
        var gradient = mean.detach() * n;
        if (!mean.requires_grad) return new(gradient, []);

        Tensor Product(Tensor v)
        {
            var product = autograd.grad([mean], [z], [v], retain_graph: true, allow_unused: true)[0];
            return product.IsInvalid ? zeros_like(z) : product * n;
        }
        var columns = new List<Tensor>();
        for (var c = 0L; c < width; c++)
        {
            var unit = zeros(n, width, z.dtype, z.device);
            unit.select(1, c).fill_(1);
            columns.Add(Product(unit.view(z.shape)).view(n, width));
        }
        using var still = no_grad();
        var hessians = stack([.. columns], 2); // [N, width, width]
        // With a random vector for each sample, what one sample's loss has of another's outputs would show.
        var v = LayerwiseCheck.Drawn(gradient.view(n, width), 0);
        var isMeanOfSamples = Product(v.view(z.shape)).view(n, width).allclose(hessians.bmm(v.unsqueeze(2)).squeeze(2), 1e-8, 1e-12);
        if (!isMeanOfSamples) return null;
        return new(gradient, [.. (Triangular(hessians) ?? Spectral(hessians)).Select(factor => (factor.Vectors.view(z.shape), factor.Signs))]);
    }

    /// <summary>Cholesky's factors, each a backward pass less where the matrix has no full rank: softmax's has one less than classes. Null where it is not semidefinite.</summary>
    private static List<(Tensor Vectors, Tensor Signs)>? Triangular(Tensor hessians)
    {
        var size = hessians.diagonal(0, 1, 2).abs().sum(1, keepdim: true); // [N, 1]
        var (root, rank) = (empty_like(hessians), 0L);
        for (var c = 0L; c < hessians.shape[1]; c++)
        {
            using var scope = NewDisposeScope(); // of hundreds of classes the columns' temporaries would be gigabytes
            var (column, found) = (hessians.select(2, c), root.narrow(2, 0, rank));
            if (rank > 0) column = column - found.bmm(found.select(1, c).unsqueeze(2)).squeeze(2);
            var pivot = column.narrow(1, c, 1);
            var isZero = pivot.le(size * 1e-14); // rounding, of what the columns before took away
            if (isZero.all().ToBoolean()) continue;
            root.select(2, rank++).copy_(where(isZero, zeros_like(column), column / where(isZero, ones_like(pivot), pivot).sqrt()));
        }
        if (rank == 0) return size.eq(0).all().ToBoolean() ? [] : null;
        root = root.narrow(2, 0, rank);
        var isWhole = (hessians - root.bmm(root.transpose(1, 2))).abs().amax([1, 2]).le(size.squeeze(1) * 1e-11).all().ToBoolean();
        return isWhole ? [.. root.unbind(2).Select(factor => (factor.contiguous(), ones(factor.shape[0], factor.dtype, factor.device)))] : null;
    }

    private static IEnumerable<(Tensor Vectors, Tensor Signs)> Spectral(Tensor hessians)
    {
        var (values, vectors) = linalg.eigh(hessians);
        for (var c = 0L; c < hessians.shape[1]; c++)
        {
            var value = values.select(1, c);
            yield return (vectors.select(2, c) * value.abs().sqrt().unsqueeze(1), value.sign());
        }
    }
}
