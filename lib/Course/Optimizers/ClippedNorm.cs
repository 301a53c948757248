using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>A gradient that is shortened where it is longer than c, <c>g ← min(1, c / ‖g‖) g</c>, before the inner rule's step.</summary>
internal sealed class ClippedNorm(GradientRule inner, double c) : WrappingRule(inner, FormattableString.Invariant($"norm clipped at {c:G4}"))
{
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        // All on the device: on a GPU, asking whether the norm is larger would wait for it. At ‖g‖ = 0, c / ‖g‖ = ∞ and the factor is 1.
        using var norm = linalg.vector_norm(g);
        using var factor = (c / norm).clamp_max_(1);
        g.mul_(factor); // g ← min(1, c / ‖g‖) g
        Inner.Step(w, g, learningRate);
    }
}
