using Course.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Regularization;

/// <summary>
/// Half the squared Euclidean norm of the weights, <c>λ/2 ‖w‖²</c> (lectures L0 "Weight decay: Tikhonov regularization" and L1): its gradient λw makes every
/// step of gradient descent shrink the weights, and along an eigenvector of the Hessian the minimum shrinks by <c>λᵢ/(λᵢ + λ)</c>.
/// </summary>
/// <remarks>
/// L0 writes <c>λ ‖w‖₂</c>, though its statements on eigenvectors are those of the square, and L1 <c>λ ‖w‖²</c>, twice this one. The gradient is that of
/// PyTorch's <c>weight_decay</c>, which however takes biases too.
/// </remarks>
/// <param name="strength">λ, at least 0.</param>
public sealed class L2Penalty(double strength) : Penalty(strength)
{
    /// <inheritdoc/>
    public override Tensor Value(nn.Module<Tensor, Tensor> network, Batch batch)
    {
        using var scope = NewDisposeScope();
        return stack([.. Weights(network).Select(weight => weight.square().sum())]).sum().mul(Strength / 2).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"L2 {Strength:G3}");
}
