using Course.Data;
using Course.Models;
using Course.Objectives;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>What a batch's gradient adds to the full one: the noise of stochastic gradient descent.</summary>
public static class GradientNoise
{
    private const long Largest = 500_000_000; // elements: 2 GB in float32

    /// <summary>
    /// Draws the noise <c>∇f_B(w) − ∇f(w)</c> of several batches. Each batch has B different samples; the batches are independent of each other, unlike
    /// those of one epoch, whose noise adds up to zero.
    /// </summary>
    /// <remarks>A network is measured in evaluation mode.</remarks>
    /// <param name="objective">f, the mean over a data set.</param>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <param name="batchSize">B, from 1 to N − 1: with all N samples there is no noise.</param>
    /// <param name="count">The number of batches, M.</param>
    /// <param name="seed">What the batches, and the coordinates, depend on.</param>
    /// <param name="coordinates">How many of the P coordinates to keep, drawn at random and then kept in their order, where all of them would take too much memory; all if left out.</param>
    /// <returns>The noise, <c>[M, P]</c> or <c>[M, coordinates]</c>, a row for each batch, of w's type.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">The result would have more than 500 million elements.</exception>
    public static Tensor Sample(DatasetObjective objective, Tensor w, long batchSize, long count, long seed, long? coordinates = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(w);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (batchSize >= objective.Count)
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"A batch of all {objective.Count} samples has no noise; give fewer.");
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var kept = coordinates ?? objective.Dimension;
        ArgumentOutOfRangeException.ThrowIfLessThan(kept, 1, nameof(coordinates));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(kept, objective.Dimension, nameof(coordinates));
        if (count > Largest / kept)
            throw new ArgumentException($"The noise of {count} batches in {kept} coordinates has {(double)count * kept:G3} elements, more than {Largest:G1}. Give fewer batches, or coordinates: 10_000 say.", nameof(coordinates));

        using var scope = NewDisposeScope();
        using var undisturbed = Undisturbed.Of(objective);
        using var still = no_grad();
        long[] chosen = kept == objective.Dimension ? [] : [.. new RandomStream(seed, stream: -1).NextPermutation(objective.Dimension).Take((int)kept).Order()];
        var places = chosen.Length == 0 ? null : tensor(chosen, device: w.device);
        Tensor Kept(Tensor gradient) => places is null ? gradient : gradient.index_select(0, places);

        var full = Kept(objective.Gradient(w)).clone();
        var noise = empty([count, kept], w.dtype, w.device);
        var batchGradient = empty_like(w);
        for (var k = 0L; k < count; k++)
        {
            using var inner = NewDisposeScope();
            using var batch = objective.Samples.Batches(batchSize, seed, epoch: k).First(); // each epoch's order is another, independent one
            objective.On(batch).ValueAndGradient(w, batchGradient);
            noise[k].copy_(Kept(batchGradient) - full);
        }
        return noise.MoveToOuterDisposeScope();
    }
}
