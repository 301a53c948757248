using Course.Data;
using Course.Objectives;
using Course.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Training;

/// <summary>What must hold before a training begins.</summary>
internal static class TrainingRequirements
{
    public static void Check(Trainer trainer, Objective objective, UpdateRule rule)
    {
        CheckRule(rule, objective);
        CheckLastBatch(trainer, objective);
        CheckValidation(trainer.Validation, objective);
        CheckEarlyStopping(trainer, objective);
        rule.ClaimFor(trainer);
        trainer.EarlyStopping?.ClaimFor(trainer);
        trainer.Checkpoint?.RequireWritable();
    }

    /// <summary>A rule that evaluates the objective again would do so at weights in float32, and with gradients of a few digits.</summary>
    private static void CheckRule(UpdateRule rule, Objective objective)
    {
        if (rule is GradientRule || objective is not NetworkObjective { Parameters.Vector.dtype: var type } || type is not (ScalarType.BFloat16 or ScalarType.Float16)) return;
        throw new ArgumentException(
            $"The rule {rule} evaluates the network at points of its own, which needs float32 or float64; the network is {type}. " +
            "Train it in float32, or take a rule that needs the gradient alone, such as new Adam().");
    }

    /// <summary>Batch norm divides by one less than the samples of a batch: one sample alone makes the running variance not a number for good.</summary>
    private static void CheckLastBatch(Trainer trainer, Objective objective)
    {
        if (objective is not NetworkObjective { Module: var network, Count: var count }) return;
        var last = count % trainer.BatchSize is var rest and > 0 ? rest : trainer.BatchSize;
        if (last > 1 || !network.modules().Append(network).Any(module => module is BatchNorm1d && (module.training || !network.training))) return;
        throw new ArgumentException(
            $"Of {count} samples in batches of {trainer.BatchSize} the last batch has one, and batch norm needs two or more to have a variance. Take another batch size, or leave a sample out: data.Take({count - 1}).");
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
                $"A sample of the validation set has the shape [{string.Join(", ", validation.SampleShape)}], " +
                $"one of the training set [{string.Join(", ", samples.SampleShape)}]. Prepare both alike.");
        }
        (objective as NetworkObjective)?.RequireFit(validation);
    }

    private static void CheckEarlyStopping(Trainer trainer, Objective objective)
    {
        if (trainer.EarlyStopping is not { Series: var series }) return;
        var validated = trainer.Validation is { } samples ? new Validation((DatasetObjective)objective, samples).Series : [];
        string[] recorded = [Trainer.LossSeries, .. validated, .. trainer.Instruments.SelectMany(instrument => instrument.Series ?? [])];
        if (recorded.Contains(series)) return;
        if (series is not (Trainer.ValidationLossSeries or Trainer.ValidationAccuracySeries) && trainer.Instruments.Any(instrument => instrument.Series is null)) return;
        throw new ArgumentException(
            $"Early stopping watches '{series}', which nothing records; recorded are: {string.Join(", ", recorded)}. " +
            $"Set Validation (it has an accuracy where a network's targets are class numbers, int64 [N]), add an instrument that records it, or watch '{Trainer.LossSeries}'.");
    }
}
