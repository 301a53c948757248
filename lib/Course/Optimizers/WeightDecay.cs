using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>The penalty ½ λ ‖w‖² in the gradient, <c>g ← g + λ w</c>, before the inner rule's step.</summary>
internal sealed class WeightDecay(GradientRule inner, double λ) : WrappingRule(inner, FormattableString.Invariant($"weight decay {λ:G4}"))
{
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        g.add_(w, alpha: λ); // g ← g + λ w
        Inner.Step(w, g, learningRate);
    }
}
