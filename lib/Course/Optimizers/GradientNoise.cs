using Course.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>Noise that fades, added to the gradient before the inner rule's step: <c>g ← g + σₜ ξ</c>, <c>σₜ² = variance / (1 + t)^decay</c>, ξ standard normal.</summary>
internal sealed class GradientNoise(GradientRule inner, double variance, double decay, long seed)
    : WrappingRule(inner, FormattableString.Invariant($"gradient noise {variance:G4}"))
{
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        var t = Steps - 1; // the paper's t is 0 at the first step
        var σ = Math.Sqrt(variance / Math.Pow(1 + t, decay));
        // A generator for each step: a run that was stopped goes on with the same noise, and no generator's state need be kept.
        using (var generator = new Generator(new RandomStream(seed, t).NextBits(), g.device))
        using (var ξ = randn(g.numel(), g.dtype, g.device, generator: generator))
        {
            g.add_(ξ, alpha: σ); // g ← g + σₜ ξ
        }
        Inner.Step(w, g, learningRate);
    }
}
