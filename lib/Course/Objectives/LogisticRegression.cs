using Course.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Objectives;

/// <summary>
/// Logistic regression of two classes, <c>f(w) = (1/N) Σᵢ [log(1 + exp(zᵢ)) − yᵢ zᵢ]</c> with <c>z = Xw</c>, gradient
/// <c>(1/N) Xᵀ(σ(z) − y)</c> and Hessian <c>(1/N) Xᵀ diag(σ(z)(1 − σ(z))) X</c>: convex, but no quadratic.
/// </summary>
/// <remarks>Where a plane separates the classes f falls towards zero without end, and there is no minimizer.</remarks>
public sealed class LogisticRegression : DatasetObjective
{
    private readonly Tensor y;

    /// <summary>Makes a logistic regression.</summary>
    /// <param name="x">The matrix X, one sample a row, floating-point <c>[N, P]</c>.</param>
    /// <param name="y">The classes y, zeros and ones of any type, <c>[N]</c>, on the same device.</param>
    /// <exception cref="ArgumentException">Shapes do not fit, or a class is neither 0 nor 1.</exception>
    public LogisticRegression(Tensor x, Tensor y) : this(new Dataset(x, y))
    {
        using var scope = NewDisposeScope();
        if (y.eq(0).logical_or(y.eq(1)).all().ToBoolean()) return;
        throw new ArgumentException(
            $"The classes of a logistic regression are 0 and 1; these go from {y.min().ToDouble():G4} to {y.max().ToDouble():G4}. For more classes train a network.", nameof(y));
    }

    private LogisticRegression(Dataset samples) : base(samples)
    {
        var (x, targets) = (samples.Inputs, samples.Targets);
        if (x.dim() != 2 || targets.dim() != 1 || !x.is_floating_point())
        {
            throw new ArgumentException(
                $"Logistic regression needs floating-point X [N, P] and y [N]; X is {x.dtype} [{string.Join(", ", x.shape)}], " +
                $"y is [{string.Join(", ", targets.shape)}].", nameof(samples));
        }
        y = targets.to(x.dtype);
    }

    /// <inheritdoc/>
    public override long Dimension => Samples.Inputs.shape[1];

    /// <inheritdoc/>
    public override Tensor Value(Tensor w)
    {
        RequireVector(w, nameof(w), Samples.Inputs);
        return Mean(Samples.Inputs.mv(w));
    }

    /// <inheritdoc/>
    public override Tensor ValueAndGradient(Tensor w, Tensor gradient)
    {
        RequireVector(w, nameof(w), Samples.Inputs);
        RequireVector(gradient, nameof(gradient), Samples.Inputs);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var z = Samples.Inputs.mv(w);
        gradient.copy_(Samples.Inputs.t().mv(z.sigmoid() - y) / Count);
        return Mean(z).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor HessianVectorProduct(Tensor w, Tensor v)
    {
        RequireVector(w, nameof(w), Samples.Inputs);
        RequireVector(v, nameof(v), Samples.Inputs);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        return (Samples.Inputs.t().mv(Curvature(w) * Samples.Inputs.mv(v)) / Count).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Hessian(Tensor w)
    {
        RequireVector(w, nameof(w), Samples.Inputs);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        return (Samples.Inputs.t().mm(Curvature(w).unsqueeze(1) * Samples.Inputs) / Count).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Objective On(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new LogisticRegression(new Dataset(batch.Inputs, batch.Targets));
    }

    private Tensor Mean(Tensor z) => -((2 * y - 1) * z).log_sigmoid().mean(); // the same sum, without overflow

    private Tensor Curvature(Tensor w)
    {
        var p = Samples.Inputs.mv(w).sigmoid();
        return p * (1 - p);
    }
}
