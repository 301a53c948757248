using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Training;

/// <summary>
/// The loss on samples that are not trained on, without penalties, and a classifier's accuracy on them; a network is in evaluation mode meanwhile.
/// </summary>
internal sealed class Validation(DatasetObjective objective, Dataset samples)
{
    /// <summary>As many samples go through the network at a time; what has no network needs little memory a sample.</summary>
    private int ChunkSize => objective is NetworkObjective network ? network.ChunkSize : 4096;

    private bool HasClasses => objective is NetworkObjective && samples.Targets.dim() == 1 && samples.Targets.dtype == ScalarType.Int64;

    /// <summary>The series that are recorded.</summary>
    public IReadOnlyList<string> Series => HasClasses ? [Trainer.ValidationLossSeries, Trainer.ValidationAccuracySeries] : [Trainer.ValidationLossSeries];

    public void Measure(long step, Tensor w, History history)
    {
        using var still = no_grad();
        var (loss, right) = objective is NetworkObjective network ? Measure(network) : (Sum(chunk => objective.On(chunk).Value(w)), null);
        history.Record(Trainer.ValidationLossSeries, step, loss / samples.Count);
        if (right is { } count) history.Record(Trainer.ValidationAccuracySeries, step, (double)count / samples.Count);
    }

    private (double Loss, long? Right) Measure(NetworkObjective network)
    {
        using var mode = new Undisturbed(network.Module);
        long? right = HasClasses ? 0 : null;
        var loss = Sum(chunk =>
        {
            var outputs = network.Module.call(chunk.Inputs);
            right += outputs.argmax(1).eq(chunk.Targets).sum().ToInt64();
            return network.LossFunction(outputs, chunk.Targets);
        });
        return (loss, right);
    }

    /// <summary>The sum over the samples of a mean over each chunk.</summary>
    private double Sum(Func<Batch, Tensor> mean)
    {
        var sum = 0.0;
        foreach (var chunk in samples.Chunks(ChunkSize))
        {
            using var scope = NewDisposeScope();
            sum += mean(chunk).ToDouble() * chunk.Size;
        }
        return sum;
    }
}
