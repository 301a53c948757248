using Course.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Objectives;

/// <summary>
/// A quadratic, <c>f(w) = ½ wᵀHw − bᵀw</c>, with gradient <c>Hw − b</c> and the constant Hessian <c>H</c>:
/// what every smooth function looks like near a minimum, and the case in which every instrument's answer is known.
/// </summary>
public sealed class Quadratic : Objective
{
    private readonly Tensor matrix;

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
        if (b is not null) RequireVector(b, nameof(b), hessian);
        matrix = hessian.detach().clone();
        B = b is null ? zeros(Dimension, hessian.dtype, hessian.device) : b.detach().clone();
    }

    /// <inheritdoc/>
    public override long Dimension { get; }

    /// <summary>The linear term b, <c>[P]</c>.</summary>
    public Tensor B { get; }

    /// <summary>The minimizer <c>H⁻¹b</c>, <c>[P]</c>; null where H is not positive definite to rounding.</summary>
    public override Tensor? Minimizer
    {
        get
        {
            using var scope = NewDisposeScope();
            var (values, vectors) = linalg.eigh(matrix.@double());
            var rounding = Dimension * (matrix.dtype == ScalarType.Float64 ? 2.2e-16 : 1.2e-7) * values.abs().max().ToDouble();
            if (values.min().ToDouble() <= rounding) return null;
            return vectors.mv(vectors.t().mv(B.@double()) / values).to(matrix.dtype).MoveToOuterDisposeScope();
        }
    }

    /// <summary>A quadratic <c>½ wᵀHw</c> whose Hessian has given eigenvalues.</summary>
    /// <param name="eigenvalues">The eigenvalues, in any order and of any sign; there are P.</param>
    /// <param name="rotationSeed">What the eigenvectors, a uniformly random rotation, depend on; without it they are the axes.</param>
    /// <param name="dtype">The Hessian's type.</param>
    /// <param name="device">Where it lies; the CPU if left out.</param>
    /// <returns>The quadratic, with its stationary point at zero.</returns>
    /// <exception cref="ArgumentException">There are no eigenvalues, or one is not finite.</exception>
    public static Quadratic WithSpectrum(IReadOnlyList<double> eigenvalues, long? rotationSeed = null, ScalarType dtype = ScalarType.Float64, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        if (eigenvalues.Count == 0 || !eigenvalues.All(double.IsFinite))
            throw new ArgumentException($"A spectrum is one finite number or more; given: [{string.Join(", ", eigenvalues)}].", nameof(eigenvalues));
        using var scope = NewDisposeScope();
        var h = diag(tensor(eigenvalues.ToArray()));
        if (rotationSeed is { } seed)
        {
            var q = new RandomStream(seed).NextRotation(eigenvalues.Count);
            h = q.mm(h).mm(q.t());
            h = (h + h.t()) / 2; // symmetric to the last bit
        }
        var quadratic = new Quadratic(h.to(dtype, device ?? CPU));
        quadratic.matrix.MoveToOuterDisposeScope();
        quadratic.B.MoveToOuterDisposeScope();
        return quadratic;
    }

    /// <inheritdoc/>
    public override Tensor Value(Tensor w)
    {
        RequireVector(w, nameof(w), matrix);
        return 0.5 * w.dot(matrix.mv(w)) - B.dot(w);
    }

    /// <inheritdoc/>
    public override Tensor ValueAndGradient(Tensor w, Tensor gradient)
    {
        RequireVector(w, nameof(w), matrix);
        RequireVector(gradient, nameof(gradient), matrix);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var hw = matrix.mv(w);
        gradient.copy_(hw - B);
        return (0.5 * w.dot(hw) - B.dot(w)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor HessianVectorProduct(Tensor w, Tensor v)
    {
        RequireVector(w, nameof(w), matrix);
        RequireVector(v, nameof(v), matrix);
        using var still = no_grad();
        return matrix.mv(v);
    }

    /// <inheritdoc/>
    public override Tensor Hessian(Tensor w)
    {
        RequireVector(w, nameof(w), matrix);
        return matrix.clone();
    }
}
