using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// Gradient descent, and with the gradient of a mini-batch stochastic gradient descent:
/// <c>w ← w − η g</c> (Robbins and Monro, 1951; lectures L0, L1 "Stochastic gradient descent", L4).
/// </summary>
public sealed class Sgd : GradientRule
{
    /// <inheritdoc/>
    protected override void Update(Tensor w, Tensor g, double learningRate) =>
        w.add_(g, alpha: -learningRate); // w ← w − η g

    /// <inheritdoc/>
    public override string ToString() => "SGD";
}
