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

    /// <summary>The exact Hessian (2/N) XᵀX, <c>[P, P]</c>, the same everywhere.</summary>
    public Tensor Hessian => 2.0 / Count * Samples.Inputs.t().mm(Samples.Inputs);

    /// <summary>The minimizer of smallest norm, <c>[P]</c>.</summary>
    public Tensor Minimizer => linalg.pinv(Samples.Inputs).mv(Samples.Targets);

    /// <inheritdoc/>
    public override Tensor Value(Tensor w)
    {
        RequireVector(w, nameof(w));
        return (Samples.Inputs.mv(w) - Samples.Targets).square().mean();
    }

    /// <inheritdoc/>
    public override Tensor ValueAndGradient(Tensor w, Tensor gradient)
    {
        RequireVector(w, nameof(w));
        RequireVector(gradient, nameof(gradient));
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var residual = Samples.Inputs.mv(w) - Samples.Targets;
        gradient.copy_(2.0 / Count * Samples.Inputs.t().mv(residual));
        return residual.square().mean().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor HessianVectorProduct(Tensor w, Tensor v)
    {
        RequireVector(w, nameof(w));
        RequireVector(v, nameof(v));
        using var scope = NewDisposeScope();
        using var still = no_grad();
        return (2.0 / Count * Samples.Inputs.t().mv(Samples.Inputs.mv(v))).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Objective On(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new LeastSquares(batch.Inputs, batch.Targets);
    }
}
