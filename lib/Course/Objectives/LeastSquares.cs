using Course.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Objectives;

/// <summary>
/// Linear least squares, <c>f(w) = (1/N) ‖Xw − y‖²</c>, with gradient <c>(2/N) Xᵀ(Xw − y)</c>
/// and the constant Hessian <c>(2/N) XᵀX</c> (lecture L1, "GD vs. SGD", "Why scaling matters").
/// </summary>
public sealed class LeastSquares : DatasetObjective
{
    /// <summary>Makes a least-squares problem.</summary>
    /// <param name="x">The matrix X, one sample a row, <c>[N, P]</c>.</param>
    /// <param name="y">The targets y, <c>[N]</c>, of the same type and on the same device.</param>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public LeastSquares(Tensor x, Tensor y) : this(new Dataset(x, y)) { }

    private LeastSquares(Dataset samples) : base(samples)
    {
        var (x, y) = (samples.Inputs, samples.Targets);
        if (x.dim() != 2 || y.dim() != 1 || x.dtype != y.dtype || !x.is_floating_point())
        {
            throw new ArgumentException(
                $"Least squares needs X [N, P] and y [N] of one floating-point type; X is {x.dtype} [{string.Join(", ", x.shape)}], " +
                $"y is {y.dtype} [{string.Join(", ", y.shape)}].", nameof(samples));
        }
    }

    /// <inheritdoc/>
    public override long Dimension => Samples.Inputs.shape[1];

    /// <summary>The minimizer of smallest norm, <c>X⁺y</c>, <c>[P]</c>.</summary>
    public override Tensor Minimizer
    {
        get
        {
            using var scope = NewDisposeScope();
            using var still = no_grad();
            // X = QR first: X⁺ = R⁺Qᵀ, and R is no larger than [P, P].
            var (q, r) = linalg.qr(Samples.Inputs.@double());
            return linalg.pinv(r).mv(q.t().mv(Samples.Targets.@double())).to(Samples.Inputs.dtype).MoveToOuterDisposeScope();
        }
    }

    /// <summary>
    /// A random problem, <c>y = Xw + σε</c> with standard normal w and ε; X is standard normal too, or has a Hessian of a given condition
    /// number. The default size is the lecture's (L1, "GD vs. SGD").
    /// </summary>
    /// <param name="samples">N.</param>
    /// <param name="features">P, at most N.</param>
    /// <param name="noise">The noise's standard deviation σ, not negative.</param>
    /// <param name="conditionNumber">
    /// κ, at least 1: the Hessian's eigenvalues are then 2 to 2/κ in geometric steps, in random directions. Without it they are about 2, spread
    /// between <c>2(1 ± √(P/N))²</c>.
    /// </param>
    /// <param name="seed">What the problem depends on.</param>
    /// <param name="dtype">The type of X and y.</param>
    /// <param name="device">Where they lie; the CPU if left out.</param>
    /// <returns>The problem.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static LeastSquares Generate(
        long samples = 10_000, long features = 500, double noise = 0.1, double? conditionNumber = null, long seed = 0,
        ScalarType dtype = ScalarType.Float64, Device? device = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, features);
        ArgumentOutOfRangeException.ThrowIfNegative(noise);
        if (conditionNumber is { } given) ArgumentOutOfRangeException.ThrowIfLessThan(given, 1, nameof(conditionNumber));
        using var scope = NewDisposeScope();
        var random = new RandomStream(seed);
        var x = random.NextGaussians(samples, features);
        if (conditionNumber is { } κ)
        {
            // X = Q S Vᵀ with orthonormal Q and V has (2/N) XᵀX = V (2/N) S² Vᵀ.
            var spread = linspace(0, -0.5 * Math.Log(κ), features, ScalarType.Float64).exp() * Math.Sqrt(samples);
            x = (linalg.qr(x).Q * spread).mm(random.NextRotation(features).t());
        }
        var y = x.mv(random.NextGaussians(features)) + noise * random.NextGaussians(samples);
        return new LeastSquares(x.to(dtype, device ?? CPU).MoveToOuterDisposeScope(), y.to(dtype, device ?? CPU).MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public override Tensor Value(Tensor w)
    {
        RequireVector(w, nameof(w), Samples.Inputs);
        return (Samples.Inputs.mv(w) - Samples.Targets).square().mean();
    }

    /// <inheritdoc/>
    public override Tensor ValueAndGradient(Tensor w, Tensor gradient)
    {
        RequireVector(w, nameof(w), Samples.Inputs);
        RequireVector(gradient, nameof(gradient), Samples.Inputs);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var residual = Samples.Inputs.mv(w) - Samples.Targets;
        gradient.copy_(2.0 / Count * Samples.Inputs.t().mv(residual));
        return residual.square().mean().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor HessianVectorProduct(Tensor w, Tensor v)
    {
        RequireVector(w, nameof(w), Samples.Inputs);
        RequireVector(v, nameof(v), Samples.Inputs);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        return (2.0 / Count * Samples.Inputs.t().mv(Samples.Inputs.mv(v))).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Hessian(Tensor w)
    {
        RequireVector(w, nameof(w), Samples.Inputs);
        using var still = no_grad();
        return Samples.Inputs.t().mm(Samples.Inputs).mul_(2.0 / Count);
    }

    /// <inheritdoc/>
    public override Objective On(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new LeastSquares(batch.Inputs, batch.Targets);
    }
}
