using static TorchSharp.torch;

namespace Course.Data;

/// <summary>Some samples of a data set, taken together.</summary>
/// <param name="Inputs">The samples' inputs, <c>[B, …]</c>.</param>
/// <param name="Targets">Their targets, <c>[B]</c> or <c>[B, …]</c>.</param>
public sealed record Batch(Tensor Inputs, Tensor Targets) : IDisposable
{
    /// <summary>Of a batch of <see cref="Dataset.Batches"/>: what further random choices for it may depend on, the same whenever its seed, epoch and place are the same.</summary>
    internal long? Draw { get; init; }

    /// <summary>The number of samples, B.</summary>
    public long Size => Inputs.shape[0];

    /// <summary>Frees the batch's tensors at once; without it they are freed when they are collected.</summary>
    public void Dispose()
    {
        Inputs.Dispose();
        Targets.Dispose();
    }
}
