using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>Weights that shrink beside the inner rule's step, <c>w ← (1 − η λ) w</c>.</summary>
internal sealed class DecoupledWeightDecay(GradientRule inner, double λ)
    : WrappingRule(inner, FormattableString.Invariant($"decoupled weight decay {λ:G4}"))
{
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        w.mul_(1 - learningRate * λ); // w ← (1 − η λ) w
        Inner.Step(w, g, learningRate);
    }
}
