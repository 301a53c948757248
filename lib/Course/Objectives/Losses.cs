using static TorchSharp.torch;

namespace Course.Objectives;

/// <summary>Losses of a network's outputs against targets, each a mean over the samples.</summary>
public static class Losses
{
    /// <summary>
    /// Cross-entropy of the softmax of the outputs: <c>−(1/N) Σᵢ log softmax(zᵢ)[yᵢ]</c>, the loss for classification.
    /// </summary>
    /// <param name="outputs">Unnormalized scores z of the C classes, <c>[N, C]</c>.</param>
    /// <param name="targets">Class numbers y in 0…C−1, int64 <c>[N]</c>.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">
    /// Shapes or types do not fit. Whether class numbers are in range is looked at once, when a <see cref="NetworkObjective"/> is made.
    /// </exception>
    public static Tensor CrossEntropy(Tensor outputs, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (outputs.dim() != 2 || targets.dim() != 1 || targets.dtype != ScalarType.Int64 || outputs.shape[0] != targets.shape[0])
        {
            throw new ArgumentException(
                $"Cross-entropy takes scores [N, C] and int64 class numbers [N]; the scores are [{string.Join(", ", outputs.shape)}] and " +
                $"the targets {targets.dtype} [{string.Join(", ", targets.shape)}]. Convert targets with targets.@long().", nameof(targets));
        }
        return nn.functional.cross_entropy(outputs, targets);
    }

    /// <summary>Mean squared error: the mean of <c>(z − y)²</c> over all elements, the loss for regression.</summary>
    /// <param name="outputs">Predictions z, of any shape.</param>
    /// <param name="targets">Targets y, of the same shape.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">
    /// The shapes differ. Broadcasting <c>[N, 1]</c> against <c>[N]</c> would compare each prediction with every target.
    /// </exception>
    public static Tensor MeanSquaredError(Tensor outputs, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (!outputs.shape.AsSpan().SequenceEqual(targets.shape))
        {
            throw new ArgumentException(
                $"Predictions have the shape [{string.Join(", ", outputs.shape)}] and targets [{string.Join(", ", targets.shape)}]; " +
                "they must be the same. Reshape one of them, for example targets.unsqueeze(1).", nameof(targets));
        }
        return nn.functional.mse_loss(outputs, targets);
    }
}
