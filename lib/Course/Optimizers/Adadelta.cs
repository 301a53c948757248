using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// Adadelta (Zeiler, "ADADELTA: an adaptive learning rate method", 2012, algorithm 1; lecture L4, equations 4 to 11): running means of
/// the squared gradient, <c>s ← γ s + (1 − γ) g²</c>, and of the squared steps, <c>d ← γ d + (1 − γ) Δ²</c>, give a step in the
/// parameters' own units, <c>Δ = √(d + ε) / √(s + ε) · g</c>, <c>w ← w − η Δ</c>.
/// </summary>
/// <remarks>
/// ε stands inside both roots everywhere. Paper and lecture have no learning rate, which is η = 1; η is PyTorch's. The first steps
/// are about √ε long, whatever the gradient.
/// </remarks>
public sealed class Adadelta : GradientRule
{
    /// <summary>How much of the running means is kept from step to step, γ in [0, 1) (the paper's ρ).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1).</exception>
    public double Decay { get; init => field = Option.Share(value); } = 0.9;

    /// <summary>What gets the first steps going, ε &gt; 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public double Epsilon { get; init => field = Option.Positive(value); } = 1e-6;

    /// <inheritdoc/>
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        var (s, d) = (Kept("s", w), Kept("d", w));
        s.mul_(Decay).addcmul_(g, g, value: 1 - Decay);                              // s ← γ s + (1 − γ) g²
        using var Δ = d.add(Epsilon).div_(Work(s).add_(Epsilon)).sqrt_().mul_(g);    // Δ = √((d + ε) / (s + ε)) · g
        d.mul_(Decay).addcmul_(Δ, Δ, value: 1 - Decay);                              // d ← γ d + (1 − γ) Δ²
        w.add_(Δ, alpha: -learningRate);
    }

    /// <inheritdoc/>
    public override string ToString() => "Adadelta";
}
