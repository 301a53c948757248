using TorchSharp;
using static TorchSharp.torch;

namespace Course.Objectives;

/// <summary>
/// A function <c>f: ℝᴾ → ℝ</c> of one flat parameter vector <c>w</c>, with its gradient <c>∇f(w)</c>
/// and the product of its Hessian with a vector, <c>∇²f(w) v</c>.
/// </summary>
/// <remarks>
/// A derived class gives <see cref="Dimension"/> and <see cref="Value"/>; gradient and Hessian product then come from
/// automatic differentiation, the latter by differentiating twice (Pearlmutter, 1994). A class that knows them in
/// closed form, or whose value is not computed from <c>w</c> by torch operations, overrides them; so does one that knows its
/// Hessian or its minimizer.
/// Returned tensors belong to the caller and carry no graph, except that of <see cref="Value"/> where <c>w</c> requires one.
/// </remarks>
public abstract class Objective
{
    private const long LargestDense = 10_000; // a Hessian of 400 MB in float32

    /// <summary>The number of parameters, P.</summary>
    public abstract long Dimension { get; }

    /// <summary>Where f is least, <c>[P]</c>; null where there is no such point or none is known in closed form.</summary>
    public virtual Tensor? Minimizer => null;

    /// <summary>The value f(w).</summary>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <returns>A scalar (shape <c>[]</c>).</returns>
    /// <exception cref="ArgumentException"><paramref name="w"/> is not a vector of length P.</exception>
    public abstract Tensor Value(Tensor w);

    /// <summary>The value f(w), and the gradient written into a tensor that is already there.</summary>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <param name="gradient">Where ∇f(w) goes, <c>[P]</c>; what it held is overwritten.</param>
    /// <returns>The value, a scalar without a graph.</returns>
    /// <exception cref="ArgumentException">A tensor is not a vector of length P.</exception>
    public virtual Tensor ValueAndGradient(Tensor w, Tensor gradient)
    {
        RequireVector(w, nameof(w));
        RequireVector(gradient, nameof(gradient));
        using var scope = NewDisposeScope();
        using var tracking = enable_grad();
        var point = w.detach().requires_grad_();
        var value = Value(point);
        if (value.requires_grad)
        {
            // An error inside autograd.grad ends the process on TorchSharp, so an unused input must be allowed for.
            var g = autograd.grad([value], [point], allow_unused: true)[0];
            using var still = no_grad();
            if (g.IsInvalid) gradient.zero_();
            else gradient.copy_(g);
        }
        else
        {
            gradient.zero_();
        }
        return value.detach().MoveToOuterDisposeScope();
    }

    /// <summary>The value f(w) and the gradient ∇f(w).</summary>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <returns>The value, a scalar, and the gradient, <c>[P]</c>.</returns>
    /// <exception cref="ArgumentException"><paramref name="w"/> is not a vector of length P.</exception>
    public (Tensor Value, Tensor Gradient) ValueAndGradient(Tensor w)
    {
        RequireVector(w, nameof(w));
        var gradient = zeros_like(w);
        return (ValueAndGradient(w, gradient), gradient);
    }

    /// <summary>The gradient ∇f(w).</summary>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <returns>The gradient, <c>[P]</c>.</returns>
    /// <exception cref="ArgumentException"><paramref name="w"/> is not a vector of length P.</exception>
    public Tensor Gradient(Tensor w)
    {
        var (value, gradient) = ValueAndGradient(w);
        value.Dispose();
        return gradient;
    }

    /// <summary>The product of the Hessian at w with a vector, ∇²f(w) v, without forming the Hessian.</summary>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <param name="v">The vector, <c>[P]</c>.</param>
    /// <returns>The product, <c>[P]</c>.</returns>
    /// <exception cref="ArgumentException">A tensor is not a vector of length P.</exception>
    public virtual Tensor HessianVectorProduct(Tensor w, Tensor v)
    {
        RequireVector(w, nameof(w));
        RequireVector(v, nameof(v));
        using var scope = NewDisposeScope();
        using var tracking = enable_grad();
        var point = w.detach().requires_grad_();
        var value = Value(point);
        if (value.requires_grad)
        {
            var g = autograd.grad([value], [point], retain_graph: true, create_graph: true, allow_unused: true)[0];
            if (!g.IsInvalid && g.requires_grad)
            {
                var product = autograd.grad([g], [point], [v], allow_unused: true)[0];
                if (!product.IsInvalid) return product.detach().MoveToOuterDisposeScope();
            }
        }
        return zeros_like(point).MoveToOuterDisposeScope(); // f is constant or linear in w
    }

    /// <summary>The Hessian at w, ∇²f(w), column by column from P products where a class knows no closed form.</summary>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <returns>The matrix, <c>[P, P]</c>, of the type and on the device of <paramref name="w"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="w"/> is not a vector of length P.</exception>
    /// <exception cref="InvalidOperationException">P is above 10,000: the matrix would not fit into memory.</exception>
    public virtual Tensor Hessian(Tensor w)
    {
        RequireVector(w, nameof(w));
        if (Dimension > LargestDense)
        {
            throw new InvalidOperationException(
                $"The Hessian of {Dimension} parameters has {(double)Dimension * Dimension:G3} elements, too many to form; up to {LargestDense} parameters are. Use HessianVectorProduct.");
        }
        using var still = no_grad();
        var hessian = zeros([Dimension, Dimension], w.dtype, w.device);
        using var unit = zeros(Dimension, w.dtype, w.device);
        for (var i = 0L; i < Dimension; i++)
        {
            using var scope = NewDisposeScope();
            unit[i] = 1;
            hessian[i].copy_(HessianVectorProduct(w, unit));
            unit[i] = 0;
        }
        return hessian;
    }

    /// <summary>Throws unless <paramref name="tensor"/> is a floating-point vector of length <see cref="Dimension"/>.</summary>
    /// <param name="tensor">What was given.</param>
    /// <param name="name">The parameter's name, for the message.</param>
    /// <param name="like">A tensor of the objective's own, whose type and device the vector must have.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    protected void RequireVector(Tensor tensor, string name, Tensor? like = null)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        if (tensor.dim() != 1 || tensor.shape[0] != Dimension)
        {
            throw new ArgumentException(
                $"{GetType().Name} has {Dimension} parameters, so {name} must have the shape [{Dimension}]; it has [{string.Join(", ", tensor.shape)}]. " +
                "Flatten it, for example with reshape(-1).", name);
        }
        if (!tensor.is_floating_point())
            throw new ArgumentException($"{name} must be floating-point and is {tensor.dtype}. Write its numbers with a decimal point, or convert it with {name}.@double().", name);
        if (like is null || (tensor.dtype == like.dtype && tensor.device.IsSame(like.device))) return;
        throw new ArgumentException($"{GetType().Name} is {like.dtype} on {like.device}, and {name} is {tensor.dtype} on {tensor.device}. Make {name} so, or convert it with {name}.to(…).", name);
    }
}
