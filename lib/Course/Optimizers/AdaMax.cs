using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// AdaMax, Adam with the largest recent gradient in the place of the root of the mean square (Kingma and Ba, 2015, algorithm 2;
/// lecture L4, "Adam extensions"): <c>m ← β₁ m + (1 − β₁) g</c>, <c>u ← max(β₂ u, |g| + ε)</c>, <c>w ← w − η / (1 − β₁ᵗ) · m / u</c>.
/// </summary>
/// <remarks>The paper has no ε; PyTorch adds it to |g|, which keeps the step finite where there has been no gradient yet.</remarks>
public sealed class AdaMax : GradientRule
{
    /// <summary>How much of the gradient's running mean is kept from step to step, β₁ in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1).</exception>
    public double Beta1 { get; init => field = Option.Share(value); } = 0.9;

    /// <summary>How much of the largest gradient is kept from step to step, β₂ in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1).</exception>
    public double Beta2 { get; init => field = Option.Share(value); } = 0.999;

    /// <summary>What keeps the step finite where the gradient has vanished, ε &gt; 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public double Epsilon { get; init => field = Option.Positive(value); } = 1e-8;

    /// <inheritdoc/>
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        var (m, u) = (Kept("m", w), Kept("u", w));
        m.mul_(Beta1).add_(g, alpha: 1 - Beta1);          // m ← β₁ m + (1 − β₁) g
        using var size = g.abs().add_(Epsilon);
        u.mul_(Beta2).clamp_(min: size);                  // u ← max(β₂ u, |g| + ε)
        w.addcdiv_(m, u, value: -learningRate / (1 - Math.Pow(Beta1, Steps)));
    }

    /// <inheritdoc/>
    public override string ToString() => "AdaMax";
}
