using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// Nesterov's accelerated gradient (Nesterov, "A method of solving a convex programming problem with convergence rate O(1/k²)", 1983;
/// lecture L4, equation 2): momentum with the gradient taken where the momentum alone would lead,
/// <c>v ← γ v + η ∇f(θ − γ v)</c>, <c>θ ← θ − v</c>.
/// </summary>
/// <remarks>
/// The parameters w are the point looked ahead at, <c>w = θ − γ v</c>, so that g is the gradient that the equation asks for
/// (Sutskever and others, "On the importance of initialization and momentum in deep learning", 2013, section 2; as in PyTorch).
/// In w the step is <c>w ← w − η g − γ v</c>. PyTorch leaves η out of v, as with <see cref="HeavyBall"/>.
/// </remarks>
public sealed class Nesterov : GradientRule
{
    /// <summary>How much of the last step is kept, γ in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1).</exception>
    public double Momentum { get; init => field = Option.Share(value); } = 0.9;

    /// <inheritdoc/>
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        var v = Kept("v", w);
        v.mul_(Momentum).add_(g, alpha: learningRate);               // v ← γ v + η g
        w.add_(g, alpha: -learningRate).add_(v, alpha: -Momentum);   // w ← w − η g − γ v
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Nesterov {Momentum:G4}");
}
