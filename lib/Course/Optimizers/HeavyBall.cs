using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// Gradient descent with momentum, the heavy ball (Polyak, "Some methods of speeding up the convergence of iteration methods", 1964;
/// lecture L4, equation 1): <c>v ← γ v + η g</c>, <c>w ← w − v</c>.
/// </summary>
/// <remarks>
/// The same as L1's <c>xₖ₊₁ = xₖ − η ∇f(xₖ) + γ (xₖ − xₖ₋₁)</c>, because v is the last step taken. PyTorch leaves η out of v,
/// <c>v ← γ v + g</c>, <c>w ← w − η v</c>: the same path while η stays the same; when η changes, PyTorch scales the whole of v
/// with it at once, and here the steps of the past keep the η that they were made with. L0 has lost a term: its momentum
/// holds the last gradient alone, not the sum <c>γ v + η g</c>.
/// </remarks>
public sealed class HeavyBall : GradientRule
{
    /// <summary>How much of the last step is kept, γ in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1).</exception>
    public double Momentum { get; init => field = Option.Share(value); } = 0.9;

    /// <inheritdoc/>
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        var v = Kept("v", w);
        v.mul_(Momentum).add_(g, alpha: learningRate); // v ← γ v + η g
        w.sub_(v);                                     // w ← w − v
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"heavy ball {Momentum:G4}");
}
