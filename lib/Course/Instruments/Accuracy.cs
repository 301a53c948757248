using Course.Data;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>Records the fraction of samples that a network classifies correctly, from 0 to 1.</summary>
/// <param name="module">The network, <c>[N, …] → [N, C]</c>.</param>
/// <param name="samples">Inputs with their class numbers, int64 <c>[N]</c>, such as a test set.</param>
/// <param name="name">The name of the series.</param>
public sealed class Accuracy(nn.Module<Tensor, Tensor> module, Dataset samples, string name = "accuracy") : Instrument
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => [name];

    /// <inheritdoc/>
    public override void Measure(TrainingMoment moment, History history)
    {
        ArgumentNullException.ThrowIfNull(moment);
        ArgumentNullException.ThrowIfNull(history);
        history.Record(name, moment.Step, Classification.Accuracy(module, samples));
    }
}
