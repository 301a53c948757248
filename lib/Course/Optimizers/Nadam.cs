using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// Nadam, Adam with Nesterov's look-ahead (Dozat, "Incorporating Nesterov momentum into Adam", 2016, algorithm 2; lecture L4):
/// with <c>μₜ = β₁ (1 − ½ · 0.96^(tψ))</c>, <c>m ← β₁ m + (1 − β₁) g</c>, <c>v ← β₂ v + (1 − β₂) g²</c>, <c>v̂ = v / (1 − β₂ᵗ)</c>,
/// the step is <c>w ← w − η ((1 − μₜ) / (1 − Πμ) · g + μₜ₊₁ / (1 − Πμ · μₜ₊₁) · m) / (√v̂ + ε)</c>, where <c>Πμ = μ₁ ⋯ μₜ</c>.
/// </summary>
/// <remarks>
/// The mean m decays with the constant β₁, as in PyTorch; the paper's algorithm lets it decay with μₜ too. PyTorch 1.13 has a factor
/// μₜ too many in the last correction, <c>1 − Πμ · μₜ μₜ₊₁</c>; later versions agree with this rule.
/// </remarks>
public sealed class Nadam : GradientRule
{
    private (long Step, double Value) product = (0, 1); // Πμ after that step

    /// <summary>How much of the gradient's running mean is kept from step to step, β₁ in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1).</exception>
    public double Beta1 { get; init => field = Option.Share(value); } = 0.9;

    /// <summary>How much of the squared gradient's running mean is kept from step to step, β₂ in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1).</exception>
    public double Beta2 { get; init => field = Option.Share(value); } = 0.999;

    /// <summary>What keeps the step finite where the gradient has vanished, ε &gt; 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public double Epsilon { get; init => field = Option.Positive(value); } = 1e-8;

    /// <summary>How fast the momentum μₜ rises from β₁/2 to β₁, ψ ≥ 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public double MomentumDecay { get; init => field = Option.NotNegative(value); } = 0.004;

    /// <inheritdoc/>
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        var (m, v, t) = (Kept("m", w), Kept("v", w), Steps);
        var (μ, next, Πμ) = (Momentum(t), Momentum(t + 1), Product(t));
        var root = Math.Sqrt(1 - Math.Pow(Beta2, t)); // √(1 − β₂ᵗ)

        m.mul_(Beta1).add_(g, alpha: 1 - Beta1);               // m ← β₁ m + (1 − β₁) g
        v.mul_(Beta2).addcmul_(g, g, value: 1 - Beta2);        // v ← β₂ v + (1 − β₂) g²
        using var denominator = v.sqrt().add_(Epsilon * root); // (√v̂ + ε) √(1 − β₂ᵗ)
        w.addcdiv_(g, denominator, value: -learningRate * root * (1 - μ) / (1 - Πμ));
        w.addcdiv_(m, denominator, value: -learningRate * root * next / (1 - Πμ * next));
    }

    /// <summary>μₜ.</summary>
    private double Momentum(long t) => Beta1 * (1 - 0.5 * Math.Pow(0.96, t * MomentumDecay));

    /// <summary>μ₁ ⋯ μₜ, multiplied in that order, after a restore too, so that it is the same to the bit.</summary>
    private double Product(long t)
    {
        if (product.Step > t) product = (0, 1);
        while (product.Step < t) product = (product.Step + 1, product.Value * Momentum(product.Step + 1));
        return product.Value;
    }

    /// <inheritdoc/>
    public override string ToString() => "Nadam";
}
