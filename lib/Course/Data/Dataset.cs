using TorchSharp;
using static TorchSharp.torch;

namespace Course.Data;

/// <summary>Inputs with their targets, one sample a row of each, in memory on one device.</summary>
public sealed class Dataset
{
    /// <summary>Makes a data set of tensors, which it keeps and does not copy.</summary>
    /// <param name="inputs">The inputs, <c>[N, …]</c>.</param>
    /// <param name="targets">The targets, <c>[N]</c> or <c>[N, …]</c>; for classification class numbers, int64 <c>[N]</c>.</param>
    /// <param name="classNames">The names of the classes 0…C−1, where the targets are class numbers.</param>
    /// <exception cref="ArgumentException">
    /// The numbers of samples or the devices differ, there are class names but targets are not int64 <c>[N]</c>, or a class number has no name.
    /// </exception>
    public Dataset(Tensor inputs, Tensor targets, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (inputs.dim() == 0 || targets.dim() == 0 || inputs.shape[0] != targets.shape[0])
        {
            throw new ArgumentException(
                $"Inputs and targets need the same first dimension, the number of samples; inputs are [{string.Join(", ", inputs.shape)}], " +
                $"targets [{string.Join(", ", targets.shape)}].", nameof(targets));
        }
        if (!inputs.device.IsSame(targets.device))
            throw new ArgumentException($"Inputs are on {inputs.device} and targets on {targets.device}; move them to one device.", nameof(targets));
        ClassNames = classNames ?? [];
        if (ClassNames.Count > 0) RequireClasses(targets, ClassNames.Count);
        (Inputs, Targets) = (inputs, targets);
    }

    /// <summary>The inputs, <c>[N, …]</c>.</summary>
    public Tensor Inputs { get; }

    /// <summary>The targets, <c>[N]</c> or <c>[N, …]</c>.</summary>
    public Tensor Targets { get; }

    /// <summary>The names of the classes 0…C−1; empty where targets are not class numbers.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The number of samples, N.</summary>
    public long Count => Inputs.shape[0];

    /// <summary>The shape of one sample's input.</summary>
    public IReadOnlyList<long> SampleShape => Inputs.shape[1..];

    /// <summary>Where the data lie.</summary>
    public Device Device => Inputs.device;

    /// <summary>The data on another device, or themselves where they are there already.</summary>
    /// <param name="device">The device, such as <see cref="Compute.Device"/>.</param>
    /// <returns>A data set on that device.</returns>
    public Dataset To(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return new(Inputs.to(device), Targets.to(device), ClassNames);
    }

    /// <summary>The first samples, as views.</summary>
    /// <param name="count">How many, at most N.</param>
    /// <returns>A data set of them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many.</exception>
    public Dataset Take(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return new(Inputs.narrow(0, 0, count), Targets.narrow(0, 0, count), ClassNames);
    }

    /// <summary>Splits the samples at random into two data sets, the first of a given size.</summary>
    /// <param name="firstCount">How many samples the first part gets; the second gets the rest.</param>
    /// <param name="seed">What the random choice depends on: the same seed, the same split.</param>
    /// <returns>Both parts, copies, without a common sample.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A part would be empty.</exception>
    public (Dataset First, Dataset Second) Split(long firstCount, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(firstCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(firstCount, Count);
        using var order = tensor(new RandomStream(seed).NextPermutation(Count), device: Device);
        return (Select(order.narrow(0, 0, firstCount)), Select(order.narrow(0, firstCount, Count - firstCount)));
    }

    /// <summary>Splits the samples at random into two data sets, the first with a given fraction of them.</summary>
    /// <param name="firstFraction">The first part's fraction, above 0 and below 1.</param>
    /// <param name="seed">What the random choice depends on: the same seed, the same split.</param>
    /// <returns>Both parts, copies, without a common sample.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is out of range or a part would be empty.</exception>
    public (Dataset First, Dataset Second) Split(double firstFraction, long seed)
    {
        if (firstFraction is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(firstFraction), firstFraction, "A fraction is above 0 and below 1; a whole number of samples is given without a decimal point.");
        return Split((long)Math.Round(firstFraction * Count), seed);
    }

    /// <summary>
    /// K-fold cross-validation: the samples, in random order, are cut into K parts whose sizes differ by at most one, and each part in turn
    /// validates what the others train (lectures L0 and L1, hyperparameters).
    /// </summary>
    /// <param name="count">The number of parts, K, from 2 to N.</param>
    /// <param name="seed">What the random order depends on.</param>
    /// <returns>K pairs of copies, made one at a time.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two parts, or more than samples.</exception>
    public IEnumerable<(Dataset Train, Dataset Validation)> Folds(int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return Cut();

        IEnumerable<(Dataset, Dataset)> Cut()
        {
            var order = new RandomStream(seed).NextPermutation(Count);
            for (var k = 0; k < count; k++)
            {
                var (start, end) = (checked((int)(Count * k / count)), checked((int)(Count * (k + 1) / count)));
                yield return (Select(tensor([.. order[..start], .. order[end..]], device: Device)), Select(tensor(order[start..end], device: Device)));
            }
        }
    }

    /// <summary>
    /// One epoch of mini-batches: the samples in an order, cut into batches; the last batch may be smaller
    /// (lecture L1, "Practical stochastic gradient descent").
    /// </summary>
    /// <param name="size">The number of samples in a batch, B.</param>
    /// <param name="seed">What the order depends on.</param>
    /// <param name="epoch">Which epoch: each has its own order, the same whenever seed and epoch are the same.</param>
    /// <param name="first">The batch to start with, to go on in the middle of an epoch.</param>
    /// <param name="order">The order; <see cref="SampleOrder.Shuffled"/>, every sample once, if left out.</param>
    /// <returns>The batches, made one at a time; dispose of each when done with it, or leave that to the garbage collector.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is not positive.</exception>
    /// <exception cref="ArgumentException">The order is for another number of samples (thrown with the first batch).</exception>
    public IEnumerable<Batch> Batches(long size, long seed, long epoch = 0, long first = 0, SampleOrder? order = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        return Draw();

        IEnumerable<Batch> Draw()
        {
            using var drawn = tensor((order ?? SampleOrder.Shuffled).Indices(Count, seed, epoch), device: Device).DetachFromDisposeScope();
            var draws = unchecked((long)new RandomStream(seed, ~epoch).NextBits()); // another stream than the order's
            for (var start = first * size; start < Count; start += size)
            {
                using var indices = drawn.narrow(0, start, Math.Min(size, Count - start));
                yield return new Batch(Inputs.index_select(0, indices), Targets.index_select(0, indices)) { Draw = unchecked(draws + start / size) };
            }
        }
    }

    /// <summary>All samples in their own order, in consecutive pieces that are views, for going through a data set with bounded memory.</summary>
    /// <param name="size">The largest number of samples in a piece.</param>
    /// <returns>The pieces.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is not positive.</exception>
    public IEnumerable<Batch> Chunks(long size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return Cut();

        IEnumerable<Batch> Cut()
        {
            for (var start = 0L; start < Count; start += size)
            {
                var count = Math.Min(size, Count - start);
                yield return new Batch(Inputs.narrow(0, start, count), Targets.narrow(0, start, count));
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Count} samples of [{string.Join(", ", SampleShape)}] on {Device}" + (ClassNames.Count > 0 ? $", {ClassNames.Count} classes" : "");

    private Dataset Select(Tensor indices)
    {
        using (indices) return new(Inputs.index_select(0, indices), Targets.index_select(0, indices), ClassNames);
    }

    private static void RequireClasses(Tensor targets, int classes)
    {
        if (targets.dim() != 1 || targets.dtype != ScalarType.Int64)
        {
            throw new ArgumentException(
                $"Class numbers are int64 [N]; targets are {targets.dtype} [{string.Join(", ", targets.shape)}]. Convert them with targets.@long().", nameof(targets));
        }
        if (targets.numel() == 0) return;
        using var least = targets.min();
        using var most = targets.max();
        var (low, high) = (least.ToInt64(), most.ToInt64());
        if (low >= 0 && high < classes) return;
        throw new ArgumentException(
            $"There are {classes} class names, for the class numbers 0 to {classes - 1}; the targets go from {low} to {high}.", nameof(targets));
    }
}
