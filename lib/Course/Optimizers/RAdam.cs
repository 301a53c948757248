using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// Rectified Adam (Liu and others, "On the variance of the adaptive learning rate and beyond", 2020, algorithm 2): Adam's step times r,
/// which grows from 0 to 1 as the mean square becomes worth relying on, and a plain step <c>w ← w − η m̂</c> before that. With
/// <c>ρ∞ = 2 / (1 − β₂) − 1</c> and <c>ρ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)</c>, while <c>ρ ≤ 5</c> the step is the plain one; then
/// <c>r² = (ρ − 4)(ρ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρ)</c> and <c>w ← w − η r m̂ √(1 − β₂ᵗ) / (√v + ε)</c>.
/// </summary>
/// <remarks>
/// The paper has no ε, and begins at ρ &gt; 4; both are as in PyTorch, whose ε stands beside the uncorrected √v, unlike <see cref="Adam"/>'s.
/// </remarks>
public sealed class RAdam : GradientRule
{
    /// <summary>How much of the gradient's running mean is kept from step to step, β₁ in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1).</exception>
    public double Beta1 { get; init => field = Option.Share(value); } = 0.9;

    /// <summary>How much of the squared gradient's running mean is kept from step to step, β₂ in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1).</exception>
    public double Beta2 { get; init => field = Option.Share(value); } = 0.999;

    /// <summary>What keeps the step finite where the gradient has vanished, ε &gt; 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public double Epsilon { get; init => field = Option.Positive(value); } = 1e-8;

    /// <inheritdoc/>
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        var (m, v, t) = (Kept("m", w), Kept("v", w), Steps);
        var fill = 1 - Math.Pow(Beta2, t); // 1 − β₂ᵗ
        var step = learningRate / (1 - Math.Pow(Beta1, t)); // η m̂ = step · m
        var limit = 2 / (1 - Beta2) - 1; // ρ∞
        var ρ = limit - 2 * t * Math.Pow(Beta2, t) / fill;

        m.mul_(Beta1).add_(g, alpha: 1 - Beta1);           // m ← β₁ m + (1 − β₁) g
        v.mul_(Beta2).addcmul_(g, g, value: 1 - Beta2);    // v ← β₂ v + (1 − β₂) g²
        if (ρ <= 5)
        {
            w.add_(m, alpha: -step);                       // w ← w − η m̂
            return;
        }
        var r = Math.Sqrt((ρ - 4) * (ρ - 2) * limit / ((limit - 4) * (limit - 2) * ρ));
        using var denominator = v.sqrt().add_(Epsilon);    // √v + ε
        w.addcdiv_(m, denominator, value: -step * r * Math.Sqrt(fill));
    }

    /// <inheritdoc/>
    public override string ToString() => "RAdam";
}
