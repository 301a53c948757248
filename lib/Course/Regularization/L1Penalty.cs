using Course.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Regularization;

/// <summary>
/// The sum of the weights' sizes, <c>λ ‖w‖₁ = λ Σᵢ |wᵢ|</c> (lecture L0, "L₁-regularization"), which draws weights to zero that matter little.
/// </summary>
/// <remarks>
/// Its derivative λ sign(w), 0 at 0, makes a gradient step jump over zero and back: weights become small, not zero. A proximal step after the gradient step,
/// as <c>rule.WithProximalL1(λ)</c> makes, sets them to exactly zero.
/// </remarks>
/// <param name="strength">λ, at least 0.</param>
public sealed class L1Penalty(double strength) : Penalty(strength)
{
    /// <inheritdoc/>
    public override Tensor Value(nn.Module<Tensor, Tensor> network, Batch batch)
    {
        using var scope = NewDisposeScope();
        return stack([.. Weights(network).Select(weight => weight.abs().sum())]).sum().mul(Strength).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"L1 {Strength:G3}");
}
