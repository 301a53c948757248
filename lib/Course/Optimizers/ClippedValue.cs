using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>A gradient whose every element is kept within ±c, before the inner rule's step.</summary>
internal sealed class ClippedValue(GradientRule inner, double c) : WrappingRule(inner, FormattableString.Invariant($"values clipped at {c:G4}"))
{
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        g.clamp_(-c, c); // gᵢ ← min(max(gᵢ, −c), c)
        Inner.Step(w, g, learningRate);
    }
}
