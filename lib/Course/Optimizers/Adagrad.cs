using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// Adagrad (Duchi, Hazan and Singer, "Adaptive subgradient methods", 2011; lectures L0, L1 "Method 1", L4, equation 3):
/// each coordinate's step is divided by the size of its gradients so far, <c>G ← G + g²</c>, <c>w ← w − η g / (√G + ε)</c>.
/// </summary>
/// <remarks>
/// ε stands outside the root, as in the paper, L0 and PyTorch; L1 and L4 write <c>√(G + ε)</c>. L0 has no η, and divides by the sum
/// before this step's gradient is in it, which is zero at the first step.
/// </remarks>
public sealed class Adagrad : GradientRule
{
    /// <summary>What keeps the step finite where there has been no gradient yet, ε &gt; 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public double Epsilon { get; init => field = Option.Positive(value); } = 1e-10;

    /// <inheritdoc/>
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        var G = Kept("G", w);
        G.addcmul_(g, g, value: 1);                        // G ← G + g²
        using var denominator = G.sqrt().add_(Epsilon);    // √G + ε
        w.addcdiv_(g, denominator, value: -learningRate);
    }

    /// <inheritdoc/>
    public override string ToString() => "Adagrad";
}
