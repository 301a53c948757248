using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, "Decoupled weight decay regularization", 2019, algorithm 2; lecture L1):
/// <c>w ← (1 − η λ) w − η m̂ / (√v̂ + ε)</c>, with m̂ and v̂ as in <see cref="Adam"/>, of the gradient without the penalty.
/// </summary>
/// <remarks>
/// As in PyTorch λ is multiplied by the learning rate η; the paper multiplies it by the schedule's factor alone, so that its λ is
/// this one's times the largest η.
/// </remarks>
public sealed class AdamW : GradientRule
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

    /// <summary>How fast the weights shrink, λ ≥ 0: by the factor 1 − ηλ a step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public double WeightDecay { get; init => field = Option.NotNegative(value); } = 0.01;

    /// <inheritdoc/>
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        var (m, v, t) = (Kept("m", w), Kept("v", w), Steps);
        var root = Math.Sqrt(1 - Math.Pow(Beta2, t)); // √(1 − β₂ᵗ)

        w.mul_(1 - learningRate * WeightDecay);                // w ← (1 − η λ) w
        m.mul_(Beta1).add_(g, alpha: 1 - Beta1);               // m ← β₁ m + (1 − β₁) g
        v.mul_(Beta2).addcmul_(g, g, value: 1 - Beta2);        // v ← β₂ v + (1 − β₂) g²
        using var denominator = v.sqrt().add_(Epsilon * root); // √v + ε √(1 − β₂ᵗ)
        w.addcdiv_(m, denominator, value: -learningRate * root / (1 - Math.Pow(Beta1, t)));
    }

    /// <inheritdoc/>
    public override string ToString() => "AdamW";
}
