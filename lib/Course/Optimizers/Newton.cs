using System.Runtime.InteropServices;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// Newton's method (lectures L1, L3 "Second-order optimization"): <c>w ← w − η (H + δ I)⁻¹ g</c> with the exact Hessian H;
/// O(n²) memory and O(n³) time a step.
/// </summary>
/// <remarks>
/// η = 1 is the lectures' step, which has no learning rate and reaches a quadratic's minimum at once. It goes to any stationary point,
/// saddles and maxima included; δ larger than the most negative eigenvalue turns it into a descent (Levenberg, 1944).
/// </remarks>
public sealed class Newton : UpdateRule
{
    /// <summary>The largest number of parameters that the method takes: H is then 32 MB.</summary>
    public const long MaximalDimension = 2000;

    /// <summary>What is added to the Hessian's diagonal, δ ≥ 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public double Damping { get; init => field = Option.NotNegative(value); }

    /// <inheritdoc/>
    protected override void Update(Objective objective, Tensor w, Tensor g, double value, double learningRate)
    {
        if (w.numel() > MaximalDimension)
        {
            throw new ArgumentException(
                $"Newton's method needs all {w.numel()}² numbers of the Hessian; it is meant for up to {MaximalDimension} parameters. Take L-BFGS for more: new Lbfgs().", nameof(w));
        }
        using var scope = NewDisposeScope();
        var H = objective.Hessian(w).to(ScalarType.Float64) + Damping * eye(w.numel(), dtype: ScalarType.Float64, device: w.device);
        var step = Solve(H, g.to(ScalarType.Float64));
        w.add_(step.to(w.dtype), alpha: -learningRate); // w ← w − η (H + δ I)⁻¹ g
    }

    /// <inheritdoc/>
    public override string ToString() => Damping == 0 ? "Newton" : FormattableString.Invariant($"Newton, damped {Damping:G4}");

    private Tensor Solve(Tensor H, Tensor g)
    {
        try
        {
            return linalg.solve(H, g);
        }
        catch (ExternalException error)
        {
            throw new InvalidOperationException(
                $"The Hessian at step {Steps} is singular, so that Newton's step is not determined. Give some damping: new Newton {{ Damping = 1e-3 }}.", error);
        }
    }
}
