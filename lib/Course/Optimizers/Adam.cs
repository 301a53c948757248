using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// Adam, adaptive moment estimation (Kingma and Ba, 2015, algorithm 1; lectures L0, L1 "Method 3", L4, equations 13 to 15):
/// running means of the gradient and of its square, <c>m ← β₁ m + (1 − β₁) g</c> and <c>v ← β₂ v + (1 − β₂) g²</c>,
/// freed of their start at zero, <c>m̂ = m / (1 − β₁ᵗ)</c> and <c>v̂ = v / (1 − β₂ᵗ)</c>, give the step
/// <c>w ← w − η m̂ / (√v̂ + ε)</c>.
/// </summary>
/// <remarks>
/// Computed as the paper's section 2 proposes, with the corrections drawn into the step:
/// <c>η √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε √(1 − β₂ᵗ))</c>, which is the same and passes over the vectors less often.
/// ε stands outside the root, as in the paper, L4 and PyTorch; L1 has it inside, and leaves the corrections out. L0 corrects with
/// the exponent k of the step before, which divides by zero at the first (k = 0); t counts from 1. AMSGrad is PyTorch's, with
/// the corrections; its paper (Reddi, Kale and Kumar, "On the convergence of Adam and beyond", 2018, algorithm 2) has none.
/// </remarks>
public sealed class Adam : GradientRule
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

    /// <summary>Whether the largest v so far stands in the place of v, so that a coordinate's step never grows again.</summary>
    public bool AmsGrad { get; init; }

    /// <inheritdoc/>
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        var (m, v, t) = (Kept("m", w), Kept("v", w), Steps);
        var root = Math.Sqrt(1 - Math.Pow(Beta2, t)); // √(1 − β₂ᵗ)

        m.mul_(Beta1).add_(g, alpha: 1 - Beta1);               // m ← β₁ m + (1 − β₁) g
        v.mul_(Beta2).addcmul_(g, g, value: 1 - Beta2);        // v ← β₂ v + (1 − β₂) g²
        if (AmsGrad) v = Kept("largest", w).clamp_(min: v);    // largest ← max(largest, v)
        using var denominator = v.sqrt().add_(Epsilon * root); // √v + ε √(1 − β₂ᵗ)
        w.addcdiv_(m, denominator, value: -learningRate * root / (1 - Math.Pow(Beta1, t)));
    }

    /// <inheritdoc/>
    public override string ToString() => AmsGrad ? "AMSGrad" : "Adam";
}
