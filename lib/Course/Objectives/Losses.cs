using static TorchSharp.torch;

namespace Course.Objectives;

/// <summary>Losses of a network's outputs against targets, each a mean over the samples.</summary>
public static class Losses
{
    /// <summary>
    /// Cross-entropy of the softmax of the outputs: <c>−(1/N) Σᵢ log softmax(zᵢ)[yᵢ]</c>, the loss for classification.
    /// </summary>
    /// <param name="outputs">Unnormalized scores z of the C classes, <c>[N, C]</c>.</param>
    /// <param name="targets">Class numbers y in 0…C−1, int64 <c>[N]</c>, or the classes' shares, <c>[N, C]</c> of the outputs' type, as mix-up makes them.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">
    /// Shapes or types do not fit. Whether class numbers are in range is looked at once, when a <see cref="NetworkObjective"/> is made.
    /// </exception>
    public static Tensor CrossEntropy(Tensor outputs, Tensor targets)
    {
        Require(outputs, targets);
        return nn.functional.cross_entropy(outputs, targets);
    }

    /// <summary>
    /// Cross-entropy with label smoothing (Szegedy et al., "Rethinking the Inception architecture", 2016, section 7; lecture L1, "Label smoothing"): against the shares
    /// <c>(1 − ε) · onehot(y) + ε/C</c>, so that a network gains nothing by making one score infinitely larger than the others.
    /// </summary>
    /// <param name="smoothing">ε, at least 0 and less than 1; the paper's is 0.1.</param>
    /// <returns>A loss of outputs and targets as <see cref="CrossEntropy"/>'s.</returns>
    /// <exception cref="ArgumentOutOfRangeException">ε is out of range.</exception>
    public static Func<Tensor, Tensor, Tensor> SmoothedCrossEntropy(double smoothing)
    {
        if (!(smoothing is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(smoothing), smoothing, "Label smoothing spreads a share of at least 0 and less than 1 over all classes, such as 0.1.");
        return (outputs, targets) =>
        {
            Require(outputs, targets);
            return nn.functional.cross_entropy(outputs, targets, label_smoothing: smoothing);
        };
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

    private static void Require(Tensor outputs, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(targets);
        var areClasses = targets.dim() == 1 && targets.dtype == ScalarType.Int64 && outputs.dim() == 2 && outputs.shape[0] == targets.shape[0];
        var areShares = targets.dim() == 2 && targets.dtype == outputs.dtype && outputs.shape.AsSpan().SequenceEqual(targets.shape);
        if (areClasses || areShares) return;
        throw new ArgumentException(
            $"Cross-entropy takes scores [N, C] and int64 class numbers [N], or the classes' shares [N, C] of the scores' type; the scores are {outputs.dtype} " +
            $"[{string.Join(", ", outputs.shape)}] and the targets {targets.dtype} [{string.Join(", ", targets.shape)}]. Convert class numbers with targets.@long().", nameof(targets));
    }
}
