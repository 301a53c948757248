using TorchSharp;
using static TorchSharp.torch;

namespace Course.Data;

/// <summary>
/// In which order an epoch goes through the samples. It depends on the seed and the epoch alone, so that a run that was stopped goes on with
/// the same batches.
/// </summary>
public abstract class SampleOrder
{
    /// <summary>Every sample once, in random order (lecture L1, "Practical stochastic gradient descent"; L3, "Randomly permute data").</summary>
    public static SampleOrder Shuffled { get; } = new ShuffledOrder();

    /// <summary>
    /// N independent draws: a sample may come several times or not at all. It is what theory most often assumes, and the variance of a batch's
    /// gradient is then σ²/B, without the factor (N − B)/(N − 1) of <see cref="Shuffled"/>.
    /// </summary>
    public static SampleOrder WithReplacement { get; } = new ReplacementOrder();

    /// <summary>
    /// A curriculum, from easy to hard (Bengio, Louradour, Collobert and Weston, "Curriculum learning", 2009; lecture L4, "Additional
    /// strategies"): epoch e draws from the easiest share <c>min(1, s + (1 − s) e/E)</c> of the samples, N draws an epoch all the same.
    /// </summary>
    /// <remarks>The share grows linearly, the pace of Platanios et al., "Competence-based curriculum learning", 2019. −difficulty goes from hard to easy.</remarks>
    /// <param name="difficulty">Each sample's difficulty, <c>[N]</c>, such as its loss under a small network; larger is harder.</param>
    /// <param name="epochs">E, the number of epochs until all samples are drawn from; at least 1.</param>
    /// <param name="start">s, the share of the first epoch, above 0 and at most 1.</param>
    /// <returns>The order, for a data set of N samples.</returns>
    /// <exception cref="ArgumentException">The difficulty is empty, no vector, or not a number somewhere.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static SampleOrder Curriculum(Tensor difficulty, long epochs, double start = 0.2)
    {
        ArgumentNullException.ThrowIfNull(difficulty);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        if (start is not (> 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(start), start, "The first epoch's share of the samples is above 0 and at most 1.");
        if (difficulty.dim() != 1 || difficulty.numel() == 0)
            throw new ArgumentException($"A curriculum needs one difficulty a sample, [N]; given: [{string.Join(", ", difficulty.shape)}].", nameof(difficulty));
        using var scope = NewDisposeScope();
        var values = difficulty.detach().to(ScalarType.Float64, CPU).contiguous().data<double>().ToArray();
        if (Array.FindIndex(values, double.IsNaN) is var stranger and >= 0)
            throw new ArgumentException($"The difficulty of sample {stranger} is not a number, so it has no place in the order.", nameof(difficulty));
        return new CurriculumOrder([.. Enumerable.Range(0, values.Length).OrderBy(i => values[i]).Select(i => (long)i)], epochs, start);
    }

    /// <summary>The order of one epoch.</summary>
    /// <param name="count">The number of samples, N.</param>
    /// <param name="seed">What the order depends on.</param>
    /// <param name="epoch">Which epoch, from 0; each has its own order.</param>
    /// <returns>N numbers of samples, each in 0…N−1.</returns>
    public abstract long[] Indices(long count, long seed, long epoch);

    private sealed class ShuffledOrder : SampleOrder
    {
        public override long[] Indices(long count, long seed, long epoch) => new RandomStream(seed, epoch).NextPermutation(count);

        public override string ToString() => "shuffled";
    }

    private sealed class ReplacementOrder : SampleOrder
    {
        public override long[] Indices(long count, long seed, long epoch)
        {
            var random = new RandomStream(seed, epoch);
            var indices = new long[count];
            for (var i = 0L; i < count; i++) indices[i] = random.NextBelow(count);
            return indices;
        }

        public override string ToString() => "with replacement";
    }

    private sealed class CurriculumOrder(long[] fromEasyToHard, long epochs, double start) : SampleOrder
    {
        public override long[] Indices(long count, long seed, long epoch)
        {
            if (count != fromEasyToHard.LongLength)
                throw new ArgumentException($"The curriculum was made for {fromEasyToHard.LongLength} samples and the data set has {count}.", nameof(count));
            var random = new RandomStream(seed, epoch);
            var share = Math.Min(1, start + (1 - start) * epoch / epochs);
            var known = Math.Clamp((long)Math.Ceiling(share * count - 1e-9), 1, count); // a share of 0.6 may come out a rounding above it
            var indices = new List<long>((int)count);
            while (indices.Count < count)
                indices.AddRange(random.NextPermutation(known).Take((int)(count - indices.Count)).Select(i => fromEasyToHard[i]));
            return [.. indices];
        }

        public override string ToString() => FormattableString.Invariant($"from the easiest {100 * start:G4} % to all within {epochs} epochs");
    }
}
