using TorchSharp;
using static TorchSharp.torch;

namespace Course.Objectives;

/// <summary>
/// A quadratic, <c>f(w) = ½ wᵀHw − bᵀw</c>, with gradient <c>Hw − b</c> and the constant Hessian <c>H</c>:
/// what every smooth function looks like near a minimum, and the case in which every instrument's answer is known.
/// </summary>
public sealed class Quadratic : Objective
{
    /// <summary>Makes a quadratic.</summary>
    /// <param name="hessian">H, symmetric, <c>[P, P]</c>.</param>
    /// <param name="b">The linear term, <c>[P]</c>; zero if left out.</param>
    /// <exception cref="ArgumentException">H is not square or not symmetric, or b does not fit it.</exception>
    public Quadratic(Tensor hessian, Tensor? b = null)
    {
        ArgumentNullException.ThrowIfNull(hessian);
        if (hessian.dim() != 2 || hessian.shape[0] != hessian.shape[1] || !hessian.is_floating_point())
        {
            throw new ArgumentException(
                $"A Hessian is a square floating-point matrix [P, P]; this is {hessian.dtype} [{string.Join(", ", hessian.shape)}].", nameof(hessian));
        }
        if (!hessian.allclose(hessian.t()))
            throw new ArgumentException("A Hessian is symmetric and this matrix is not. Give (A + Aᵀ)/2, which has the same wᵀAw.", nameof(hessian));
        Dimension = hessian.shape[0];
        if (b is not null) RequireVector(b, nameof(b));
        Hessian = hessian.detach().clone();
        B = b is null ? zeros(Dimension, hessian.dtype, hessian.device) : b.detach().clone();
    }

    /// <inheritdoc/>
    public override long Dimension { get; }

    /// <summary>The Hessian H, <c>[P, P]</c>, the same everywhere.</summary>
    public Tensor Hessian { get; }

    /// <summary>The linear term b, <c>[P]</c>.</summary>
    public Tensor B { get; }

    /// <inheritdoc/>
    public override Tensor Value(Tensor w)
    {
        RequireVector(w, nameof(w));
        return 0.5 * w.dot(Hessian.mv(w)) - B.dot(w);
    }

    /// <inheritdoc/>
    public override Tensor ValueAndGradient(Tensor w, Tensor gradient)
    {
        RequireVector(w, nameof(w));
        RequireVector(gradient, nameof(gradient));
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var hw = Hessian.mv(w);
        gradient.copy_(hw - B);
        return (0.5 * w.dot(hw) - B.dot(w)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor HessianVectorProduct(Tensor w, Tensor v)
    {
        RequireVector(w, nameof(w));
        RequireVector(v, nameof(v));
        using var still = no_grad();
        return Hessian.mv(v);
    }
}
