using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Training;

/// <summary>What must hold before a training begins.</summary>
internal static class TrainingRequirements
{
    public static void Check(Trainer trainer, Objective objective)
    {
        CheckValidation(trainer.Validation, objective);
        CheckEarlyStopping(trainer);
        trainer.Checkpoint?.RequireWritable();
        if (objective is NetworkObjective network && trainer.Steps == 0)
        {
            CheckTargets(network, network.Samples, "training");
            if (trainer.Validation is not null) CheckTargets(network, trainer.Validation, "validation");
        }
    }

    private static void CheckValidation(Dataset? validation, Objective objective)
    {
        if (validation is null) return;
        if (objective is not DatasetObjective { Samples: var samples })
            throw new ArgumentException($"{objective.GetType().Name} is not an average over samples, so there is nothing to validate on others. Leave Validation out.");
        if (validation.Count == 0) throw new ArgumentException("The validation set is empty. Give it samples or leave Validation out.");
        if (!validation.Device.IsSame(samples.Device))
            throw new ArgumentException($"The validation set is on {validation.Device} and the training set on {samples.Device}. Move one: data.To(device).");
        if (!validation.SampleShape.SequenceEqual(samples.SampleShape))
        {
            throw new ArgumentException(
                $"A sample of the validation set has the shape [{string.Join(", ", validation.SampleShape)}], one of the training set [{string.Join(", ", samples.SampleShape)}]. Prepare both alike.");
        }
    }

    private static void CheckEarlyStopping(Trainer trainer)
    {
        if (trainer.EarlyStopping is not { Series: var series } || trainer.Instruments.Count > 0 || series == Trainer.LossSeries || trainer.History.Contains(series)) return;
        if (trainer.Validation is not null && series is Trainer.ValidationLossSeries or Trainer.ValidationAccuracySeries) return;
        throw new ArgumentException($"Early stopping watches '{series}', which nothing records. Set Validation, add an instrument that records it, or watch '{Trainer.LossSeries}'.");
    }

    /// <summary>Tries the loss on the samples with the lowest and the highest class number, on the CPU: a GPU's process does not survive a class number out of range.</summary>
    private static void CheckTargets(NetworkObjective network, Dataset samples, string name)
    {
        if (samples.Targets.dim() != 1 || samples.Targets.dtype != ScalarType.Int64) return;
        using var scope = NewDisposeScope();
        using var still = no_grad();
        using var mode = new EvaluationMode(network.Module);
        var extremes = stack([samples.Targets.argmin(), samples.Targets.argmax()]);
        var targets = samples.Targets.index_select(0, extremes);
        var outputs = network.Module.call(samples.Inputs.index_select(0, extremes));
        try
        {
            network.LossFunction(outputs.cpu(), targets.cpu());
        }
        catch (Exception error) when (error.Message.Contains("out of bounds", StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"The {name} set's class numbers go from {targets[0].ToInt64()} to {targets[1].ToInt64()}, and the network has {outputs.shape[^1]} outputs, " +
                $"for the classes 0 to {outputs.shape[^1] - 1}. Give the network an output for each class, or number the classes from 0.", error);
        }
    }
}
