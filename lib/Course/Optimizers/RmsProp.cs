using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// RMSprop (Tieleman and Hinton, "Neural networks for machine learning", lecture 6.5, 2012; lectures L0, L1 "Method 2", L4, equation 12):
/// each coordinate's step is divided by the size of its recent gradients, <c>s ← γ s + (1 − γ) g²</c>, <c>w ← w − η g / (√s + ε)</c>.
/// </summary>
/// <remarks>
/// Centred, it divides by the gradients' standard deviation instead, <c>√(s − m²) + ε</c> with <c>m ← γ m + (1 − γ) g</c>
/// (Graves, "Generating sequences with recurrent neural networks", 2013, section 4.2). ε stands outside the root, as in L0 and PyTorch;
/// L1, L4 and Graves have it inside. γ starts at 0.9, as in the lectures; PyTorch's is called alpha and is 0.99.
/// </remarks>
public sealed class RmsProp : GradientRule
{
    /// <summary>How much of the running means is kept from step to step, γ in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1).</exception>
    public double Decay { get; init => field = Option.Share(value); } = 0.9;

    /// <summary>What keeps the step finite where the gradient has vanished, ε &gt; 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public double Epsilon { get; init => field = Option.Positive(value); } = 1e-8;

    /// <summary>Whether the mean gradient's square is taken off the mean square.</summary>
    public bool Centred { get; init; }

    /// <inheritdoc/>
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        var s = Kept("s", w);
        s.mul_(Decay).addcmul_(g, g, value: 1 - Decay);                          // s ← γ s + (1 − γ) g²
        using var denominator = (Centred ? Variance(s, g) : s.sqrt()).add_(Epsilon);
        w.addcdiv_(g, denominator, value: -learningRate);
    }

    private Tensor Variance(Tensor s, Tensor g)
    {
        var m = Kept("m", g);
        m.mul_(Decay).add_(g, alpha: 1 - Decay);                  // m ← γ m + (1 − γ) g
        return s.addcmul(m, m, value: -1).clamp_(min: 0).sqrt_(); // √(s − m²), which rounding takes below zero where g hardly varies
    }

    /// <inheritdoc/>
    public override string ToString() => Centred ? "centred RMSprop" : "RMSprop";
}
