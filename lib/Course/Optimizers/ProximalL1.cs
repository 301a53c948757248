using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>Soft-thresholding after the inner rule's step, <c>w ← sign(w) max(|w| − η λ, 0)</c>.</summary>
internal sealed class ProximalL1(GradientRule inner, double λ) : WrappingRule(inner, FormattableString.Invariant($"L1 {λ:G4}"))
{
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        Inner.Step(w, g, learningRate);
        using var taken = w.clamp(-learningRate * λ, learningRate * λ);
        w.sub_(taken); // w ← sign(w) max(|w| − η λ, 0), exactly zero where |w| ≤ η λ
    }
}
