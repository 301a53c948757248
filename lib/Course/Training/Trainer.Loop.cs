using Course.Data;
using Course.Instruments;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Training;

public sealed partial class Trainer
{
    private TrainingResult RunSteps(long lastStep, ProgressReporter reporter, CancellationToken cancel)
    {
        // No dispose scope around the steps: it would end the state that a rule or an instrument keeps, and hold all else until the run's end.
        var w = Weights;
        using var own = network is null || master is not null ? zeros_like(w) : null;
        var g = own ?? network!.Parameters.Gradient;
        var cell = RunningCell.Cancellation;
        var steps = lastStep - position.Step;
        keptWeights?.Dispose(); // of another type or device perhaps
        keptGradient?.Dispose();
        (keptWeights, keptGradient) = (null, null);
        while (position.Step < lastStep && EarlyStopping is not { IsSpent: true })
        {
            foreach (var batch in Batches())
            {
                using var given = batch;
                if (cancel.IsCancellationRequested || cell.IsCancellationRequested)
                {
                    SaveLast();
                    cell.ThrowIfCancellationRequested();
                    return reporter.End(ExitReason.Cancelled, position.Step, WhereCancelled(lastStep));
                }
                var onBatch = batch is null ? objective : ((DatasetObjective)objective).On(batch);
                var before = new TrainingMoment(position.Step + 1, position.Epoch + 1, position.StepInEpoch + 1 == StepsPerEpoch, w, g, double.NaN, LearningRateNow(), onBatch);
                Instrument[] due = [.. Instruments.Where(instrument => instrument.Due.IsDue(before))];
                foreach (var instrument in due.OrderBy(instrument => instrument.Watches)) instrument.Prepare(before);
                var loss = Evaluate(onBatch, w, g);
                if (watch.HasBlownUp(loss)) return reporter.End(ExitReason.Diverged, position.Step, watch.Explain(position.Step, loss, LastLoss));

                var step = before with { Loss = loss };
                var seen = due.Length > 0 ? Kept(step) : step;
                MakeStep(step);
                CompleteStep(seen, due, reporter);
                if (position.Step == lastStep || EarlyStopping is { IsSpent: true }) break;
            }
        }
        if (!DivergenceWatch.AllFinite(w))
        {
            return reporter.End(ExitReason.Diverged, position.Step,
                $"The weights are infinite or not a number after step {position.Step}. {watch.WhatToTry(position.Step)}");
        }
        SaveLast();
        LeaveBest();
        var best = EarlyStopping is null ? "" : $" {EarlyStopping.Describe()}";
        if (EarlyStopping is { IsSpent: true }) return reporter.End(ExitReason.StoppedEarly, position.Step, $"Stopped early after step {position.Step} of {lastStep}.{best}");
        return reporter.End(ExitReason.Completed, position.Step, FormattableString.Invariant(
            $"Completed {steps} steps{(steps > 0 ? $", loss {watch.FirstLoss:G4} at the first and {LastLoss:G4} at the last" : "")}.{best}"));
    }

    /// <summary>What is left of the epoch; an objective without data has the one step with no batch.</summary>
    private IEnumerable<Batch?> Batches()
    {
        if (Data is null) return [null];
        var batches = Data.Batches(BatchSize, Seed, position.Epoch, position.StepInEpoch, Order);
        return Augment is null ? batches : batches.Select(Augmented);
    }

    private Batch Augmented(Batch batch)
    {
        using var random = Augmentation.RandomOf(Seed, position.Step, batch.Inputs.device);
        var changed = Augment!(batch, random) ?? throw new InvalidOperationException("Augment returned null. It gives the batch that is to be trained on.");
        if (!ReferenceEquals(changed.Inputs, batch.Inputs)) batch.Inputs.Dispose();
        if (!ReferenceEquals(changed.Targets, batch.Targets)) batch.Targets.Dispose();
        return changed with { Draw = batch.Draw };
    }

    private double Evaluate(Objective onBatch, Tensor w, Tensor g)
    {
        var rounded = master is null ? null : network!.Parameters;
        using var value = onBatch.ValueAndGradient(rounded?.Vector ?? w, rounded?.Gradient ?? g);
        if (rounded is not null) g.copy_(rounded.Gradient);
        var loss = value.ToDouble();
        watch.Observe(position.Step, loss, g);
        return loss;
    }

    private double LearningRateNow()
    {
        var learningRate = LearningRate.At(position.Step);
        if (learningRate >= 0 && double.IsFinite(learningRate)) return learningRate;
        throw new InvalidOperationException(FormattableString.Invariant($"The schedule {LearningRate} gave the learning rate {learningRate} at step {position.Step}; it must be a finite number of at least 0. What was learned until then is kept."));
    }

    private void MakeStep(TrainingMoment step)
    {
        using var still = no_grad();
        rule.Step(step.Objective, step.Weights, step.Gradient, step.Loss, step.LearningRate);
        if (master is not null) network!.Parameters.Vector.copy_(step.Weights);
    }

    /// <summary>The moment with copies of weights and gradient, which the step changes: a rule may use the gradient as working space.</summary>
    private TrainingMoment Kept(TrainingMoment step)
    {
        using var still = no_grad();
        keptWeights = keptWeights is null ? step.Weights.clone().DetachFromDisposeScope() : keptWeights.copy_(step.Weights);
        keptGradient = keptGradient is null ? step.Gradient.clone().DetachFromDisposeScope() : keptGradient.copy_(step.Gradient);
        return step with { Before = keptWeights, Gradient = keptGradient };
    }

    private void CompleteStep(TrainingMoment moment, Instrument[] due, ProgressReporter reporter)
    {
        var w = moment.Weights;
        position.Advance(StepsPerEpoch);
        History.Record(LossSeries, moment.Step, moment.Loss);
        if (moment.EpochEnded && Validation is not null) new Validation((DatasetObjective)objective, Validation).Measure(moment.Step, w, History);
        foreach (var instrument in due) instrument.Measure(moment, History);
        if (moment.EpochEnded) EndEpoch(moment.Step, w);
        if (Checkpoint is not null && Checkpoint.Due.IsDue(moment)) Save();
        reporter.Report(moment);
    }

    private void EndEpoch(long step, Tensor w)
    {
        var mean = History[LossSeries].MeanSince(step - StepsPerEpoch);
        LearningRate.Observe(Validation is null ? mean : History[ValidationLossSeries].Last);
        if (EarlyStopping is null) return;
        if (EarlyStopping.Series == LossSeries) EarlyStopping.Observe(mean, step, w, network?.Module);
        else if (History.Contains(EarlyStopping.Series) && History[EarlyStopping.Series] is var watched && watched.Steps[^1] > step - StepsPerEpoch)
            EarlyStopping.Observe(watched.Last, step, w, network?.Module);
    }

    private double LastLoss => History.Contains(LossSeries) ? History[LossSeries].Last : double.NaN;

    private void SaveLast()
    {
        if (Checkpoint is not null && savedStep != position.Step) Save();
    }

    /// <summary>What a run leaves are the best weights; the last ones, where the next goes on, are kept aside.</summary>
    private void LeaveBest()
    {
        if (EarlyStopping?.Best is not { } best) return;
        last = EarlyStopping.IsSpent ? null : NetworkCopy.Of(Weights, network?.Module);
        Put(best);
    }

    /// <summary>Puts the last weights back, unless those that the last run left were changed since.</summary>
    internal void TakeUpLast()
    {
        if (last is null) return;
        using var scope = NewDisposeScope();
        if (Weights.eq(EarlyStopping!.Best!.Weights).all().ToBoolean()) Put(last);
        last = null;
    }

    private void Put(NetworkCopy copy)
    {
        copy.CopyTo(Weights, network?.Module);
        using var still = no_grad();
        if (master is not null) network!.Parameters.Vector.copy_(master);
    }
}
