using Course.Data;
using Course.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>What a classifier answers, and how often it is right.</summary>
public static class Classification
{
    private const int ChunkSize = 4096; // as many samples go through the network at a time

    /// <summary>The class that a network gives the highest score, for each sample. The network is put into evaluation mode meanwhile.</summary>
    /// <param name="module">The network, <c>[N, …] → [N, C]</c>.</param>
    /// <param name="samples">The samples.</param>
    /// <returns>Class numbers, int64 <c>[N]</c>.</returns>
    /// <exception cref="ArgumentException">There are no samples.</exception>
    public static Tensor Predict(nn.Module<Tensor, Tensor> module, Dataset samples)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Count == 0) throw new ArgumentException("There are no samples to classify.", nameof(samples));
        using var scope = NewDisposeScope();
        using var still = no_grad();
        using var mode = new Undisturbed(module);
        var pieces = new List<Tensor>();
        foreach (var chunk in samples.Chunks(ChunkSize))
        {
            using var inner = NewDisposeScope();
            pieces.Add(module.call(chunk.Inputs).argmax(1).MoveToOuterDisposeScope());
        }
        return cat(pieces).MoveToOuterDisposeScope();
    }

    /// <summary>The fraction of samples that a network classifies correctly.</summary>
    /// <param name="module">The network, <c>[N, …] → [N, C]</c>.</param>
    /// <param name="samples">Inputs with their class numbers, int64 <c>[N]</c>.</param>
    /// <returns>From 0 to 1.</returns>
    /// <exception cref="ArgumentException">There are no samples, or their targets are not class numbers.</exception>
    public static double Accuracy(nn.Module<Tensor, Tensor> module, Dataset samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Targets.dim() != 1 || samples.Targets.dtype != ScalarType.Int64) // others would be broadcast against all predictions
        {
            throw new ArgumentException(
                $"Accuracy needs class numbers, int64 [N]; targets are {samples.Targets.dtype} [{string.Join(", ", samples.Targets.shape)}].", nameof(samples));
        }
        using var scope = NewDisposeScope();
        var predicted = Predict(module, samples);
        return (double)predicted.eq(samples.Targets).sum().ToInt64() / samples.Count;
    }

    /// <summary>How often samples of each class were taken for each class.</summary>
    /// <param name="targets">True class numbers, int64 <c>[N]</c>.</param>
    /// <param name="predicted">Predicted class numbers, int64 <c>[N]</c>.</param>
    /// <param name="classes">The number of classes, C.</param>
    /// <returns>Counts, <c>[C, C]</c>: the true class is the row, the predicted one the column.</returns>
    /// <exception cref="ArgumentException">The two are not int64 vectors of one length, or a class number is out of range.</exception>
    public static long[,] ConfusionMatrix(Tensor targets, Tensor predicted, int classes)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (targets.dtype != ScalarType.Int64 || predicted.dtype != ScalarType.Int64 || targets.dim() != 1 || predicted.dim() != 1 || targets.shape[0] != predicted.shape[0])
        {
            throw new ArgumentException(
                $"True and predicted classes are int64 [N] both; given {targets.dtype} [{string.Join(", ", targets.shape)}] " +
                $"and {predicted.dtype} [{string.Join(", ", predicted.shape)}].", nameof(predicted));
        }
        using var scope = NewDisposeScope();
        var (truth, answer) = (targets.cpu().data<long>().ToArray(), predicted.cpu().data<long>().ToArray());
        var counts = new long[classes, classes];
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] < 0 || truth[i] >= classes || answer[i] < 0 || answer[i] >= classes)
                throw new ArgumentException($"Sample {i} has the true class {truth[i]} and the predicted class {answer[i]}; with {classes} classes they go from 0 to {classes - 1}.", nameof(classes));
            counts[truth[i], answer[i]]++;
        }
        return counts;
    }
}
