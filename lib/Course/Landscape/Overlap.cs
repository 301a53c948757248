using TorchSharp;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>How much of a vector or a subspace lies in another subspace, such as the gradient in the space of the Hessian's top eigenvectors.</summary>
public static class Overlap
{
    /// <summary>
    /// The share of a gradient that lies in the span of k vectors, <c>‖P_k g‖²/‖g‖²</c> (Gur-Ari, Roberts and Dyer, "Gradient descent happens in a tiny subspace",
    /// 2018, section 2; lecture L2, "Gradients live in the top eigenspace"). A random direction has k/P on average.
    /// </summary>
    /// <param name="vectors">Orthonormal vectors as columns, <c>[P, k]</c>: <c>Eigenpairs.Vectors</c>.</param>
    /// <param name="gradient">The gradient or any vector, <c>[P]</c>.</param>
    /// <returns>From 0 to 1; not a number for a gradient of zero.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, or the vectors are not orthonormal.</exception>
    public static double Of(Tensor vectors, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        Require(vectors, nameof(vectors));
        if (gradient.dim() != 1 || gradient.shape[0] != vectors.shape[0])
            throw new ArgumentException($"The vectors have {vectors.shape[0]} elements each, so the gradient must have the shape [{vectors.shape[0]}]; it has [{string.Join(", ", gradient.shape)}].", nameof(gradient));
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var g = gradient.@double();
        var inside = vectors.@double().t().mv(g);
        return inside.dot(inside).ToDouble() / g.dot(g).ToDouble();
    }

    /// <summary>
    /// The overlap of two subspaces with the projections P and Q, <c>tr(PQ) / √(tr P · tr Q)</c> (Gur-Ari et al. 2018, section 2): 1 for the same space, 0 for orthogonal ones.
    /// </summary>
    /// <param name="first">Orthonormal vectors as columns, <c>[P, k]</c>, of an earlier step say.</param>
    /// <param name="second">Orthonormal vectors as columns, <c>[P, m]</c>.</param>
    /// <returns>From 0 to 1.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, or the vectors are not orthonormal.</exception>
    public static double Between(Tensor first, Tensor second)
    {
        Require(first, nameof(first));
        Require(second, nameof(second));
        if (first.shape[0] != second.shape[0])
            throw new ArgumentException($"Both spaces must lie in one: the first has vectors of {first.shape[0]} elements, the second of {second.shape[0]}.", nameof(second));
        using var scope = NewDisposeScope();
        using var still = no_grad();
        return first.@double().t().mm(second.@double()).square().sum().ToDouble() / Math.Sqrt((double)first.shape[1] * second.shape[1]);
    }

    private static void Require(Tensor vectors, string name)
    {
        ArgumentNullException.ThrowIfNull(vectors, name);
        if (vectors.dim() != 2 || vectors.shape[1] == 0 || vectors.shape[1] > vectors.shape[0] || !vectors.is_floating_point())
            throw new ArgumentException($"A subspace is given by orthonormal columns, floating-point [P, k] with k from 1 to P; this is {vectors.dtype} [{string.Join(", ", vectors.shape)}].", name);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var v = vectors.@double();
        var off = (v.t().mm(v) - eye(v.shape[1], dtype: ScalarType.Float64, device: v.device)).abs().max().ToDouble();
        if (!(off < 1e-3)) // float32 leaves 1e-6
            throw new ArgumentException($"The vectors must be orthonormal, and VᵀV differs from the identity by {off:G2}. Take linalg.qr(vectors).Q.", name);
    }
}
