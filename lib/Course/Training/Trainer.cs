using System.Collections.ObjectModel;
using Course.Data;
using Course.Instruments;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Schedules;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Training;

/// <summary>
/// Minimizes an objective step by step (lecture L1, "Practical stochastic gradient descent"): for each epoch permute the samples,
/// cut them into batches, and for each batch take its gradient and let the update rule make a step.
/// </summary>
/// <remarks>
/// An objective without data is minimized on itself, one step an epoch. <c>Run</c> can be called again and goes on where the last
/// run stopped, in the middle of an epoch too: two epochs and then three leave the same weights, to the bit, as five at once.
/// </remarks>
public sealed class Trainer
{
    /// <summary>The series that holds the loss on each step's batch, taken before the step.</summary>
    public const string LossSeries = "loss";

    private const double BlowUp = 1e6; // times the first loss: far beyond what noise or a bad start does, well before float32 overflows

    private readonly Objective objective;
    private readonly UpdateRule rule;
    private readonly FlatParameters? network;
    private readonly Tensor? point;
    private long step;
    private long epoch;
    private long stepInEpoch;
    private double firstLoss = double.NaN;
    private double gradientNorm = double.NaN;
    private long gradientNormStep;

    /// <summary>Trains a network, in place.</summary>
    /// <param name="objective">The network with its loss and its training data.</param>
    /// <param name="rule">How a step changes the parameters.</param>
    /// <param name="learningRate">The step length η at each step; a number is the same η at all.</param>
    public Trainer(NetworkObjective objective, UpdateRule rule, Schedule learningRate) : this(objective as Objective, rule, learningRate) =>
        network = objective.Parameters;

    /// <summary>Minimizes any objective from a point.</summary>
    /// <param name="objective">What to minimize.</param>
    /// <param name="start">Where to start, <c>[P]</c>; changed in place, it ends at the point reached.</param>
    /// <param name="rule">How a step changes the parameters.</param>
    /// <param name="learningRate">The step length η.</param>
    /// <exception cref="ArgumentException">The start has another length than the objective's number of parameters.</exception>
    public Trainer(Objective objective, Tensor start, UpdateRule rule, Schedule learningRate) : this(objective, rule, learningRate)
    {
        ArgumentNullException.ThrowIfNull(start);
        if (start.dim() != 1 || start.shape[0] != objective.Dimension)
            throw new ArgumentException($"The objective has {objective.Dimension} parameters; the start has the shape [{string.Join(", ", start.shape)}].", nameof(start));
        point = start;
    }

    private Trainer(Objective objective, UpdateRule rule, Schedule learningRate)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(learningRate);
        this.objective = objective;
        this.rule = rule;
        LearningRate = learningRate;
    }

    /// <summary>The step length η at each step.</summary>
    public Schedule LearningRate { get; }

    /// <summary>The number of samples in a batch.</summary>
    public long BatchSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 64;

    /// <summary>What the order of the samples depends on: the same seed and the same start give the same result.</summary>
    public long Seed { get; init; }

    /// <summary>What is measured during training.</summary>
    public Collection<Instrument> Instruments { get; } = [];

    /// <summary>Everything recorded so far: the series <c>loss</c> at every step, and what the instruments record.</summary>
    public History History { get; } = new();

    /// <summary>The parameters, <c>[P]</c>.</summary>
    public Tensor Weights => network?.Vector ?? point!;

    /// <summary>The number of steps in an epoch.</summary>
    public long StepsPerEpoch => objective is DatasetObjective data ? 1 + (data.Count - 1) / BatchSize : 1;

    /// <summary>Trains for a number of epochs more.</summary>
    /// <param name="epochs">How many times all samples are gone through.</param>
    /// <param name="progress">Hears where the run is: at most about ten times a second, and at each epoch's end in a run of up to 100 epochs.</param>
    /// <param name="cancel">Ends the run after the current step; what was learned is kept.</param>
    /// <returns>How the run ended, with the history.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epochs"/> is negative.</exception>
    /// <exception cref="OperationCanceledException">The notebook's cell was stopped, or the progress or an instrument wants no more; what was learned is kept.</exception>
    public TrainingResult Run(long epochs, IProgress<TrainingProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        return RunSteps(epochs * StepsPerEpoch, progress, cancel);
    }

    /// <summary>Trains for a number of steps more.</summary>
    /// <param name="steps">How many steps.</param>
    /// <param name="progress">Hears where the run is: at most about ten times a second, and at each epoch's end in a run of up to 100 epochs.</param>
    /// <param name="cancel">Ends the run after the current step; what was learned is kept.</param>
    /// <returns>How the run ended, with the history.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is negative.</exception>
    /// <exception cref="OperationCanceledException">The notebook's cell was stopped, or the progress or an instrument wants no more; what was learned is kept.</exception>
    public TrainingResult RunSteps(long steps, IProgress<TrainingProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        (objective as NetworkObjective)?.Module.train();
        var w = Weights;
        // No dispose scope around the steps: it would end the state that a rule or an instrument keeps, and hold all else until the run's end.
        using var own = network is null ? zeros_like(w) : null;
        var g = own ?? network!.Gradient;
        var (firstStep, lastStep) = (step, step + steps);
        var reporter = new ProgressReporter(progress, History, firstStep, lastStep, StepsPerEpoch);
        try
        {
            return RunSteps(lastStep, w, g, reporter, cancel);
        }
        catch (OperationCanceledException stop)
        {
            reporter.Stop(step, WhereCancelled(lastStep));
            throw new OperationCanceledException(WhereCancelled(lastStep), stop, stop.CancellationToken);
        }
    }

    private TrainingResult RunSteps(long lastStep, Tensor w, Tensor g, ProgressReporter reporter, CancellationToken cancel)
    {
        var cell = RunningCell.Cancellation;
        var steps = lastStep - step;
        while (step < lastStep)
        {
            foreach (var batch in Batches())
            {
                using var given = batch;
                if (cancel.IsCancellationRequested) return reporter.End(ExitReason.Cancelled, step, WhereCancelled(lastStep));
                cell.ThrowIfCancellationRequested();
                var onBatch = batch is null ? objective : ((DatasetObjective)objective).On(batch);
                var loss = Evaluate(onBatch, w, g);
                if (!double.IsFinite(loss) || loss > BlowUp * (1 + Math.Abs(firstLoss)))
                    return reporter.End(ExitReason.Diverged, step, ExplainDivergence(loss));

                var learningRate = LearningRate.At(step);
                using (no_grad()) rule.Step(onBatch, w, g, loss, learningRate);
                CompleteStep(loss, learningRate, w, g, reporter);
                if (step == lastStep) break;
            }
        }
        if (!AllFinite(w))
            return reporter.End(ExitReason.Diverged, step, $"The weights are infinite or not a number after step {step}. {WhatToTry()}");
        return reporter.End(ExitReason.Completed, step, FormattableString.Invariant(
            $"Completed {steps} steps{(steps > 0 ? $", loss {firstLoss:G4} at the first and {History[LossSeries].Last:G4} at the last" : "")}."));
    }

    private string WhereCancelled(long lastStep) =>
        $"Cancelled after step {step} of {lastStep}. What was learned until then is kept; Run goes on from there.";

    /// <summary>What is left of the epoch; an objective without data has the one step with no batch.</summary>
    private IEnumerable<Batch?> Batches()
    {
        if (objective is DatasetObjective data) return data.Samples.Batches(BatchSize, Seed, epoch, stepInEpoch);
        return [null];
    }

    private double Evaluate(Objective onBatch, Tensor w, Tensor g)
    {
        using var value = onBatch.ValueAndGradient(w, g);
        var loss = value.ToDouble();
        // A norm costs a pass over the gradient, so it is taken only where it may be wanted: at the start and when the loss is rising beyond it.
        if (step == 0 || loss > firstLoss)
        {
            if (step == 0) firstLoss = loss;
            using var norm = linalg.vector_norm(g);
            var size = norm.ToDouble();
            if (double.IsFinite(size)) (gradientNorm, gradientNormStep) = (size, step + 1);
        }
        return loss;
    }

    private void CompleteStep(double loss, double learningRate, Tensor w, Tensor g, ProgressReporter reporter)
    {
        step++;
        stepInEpoch++;
        var moment = new TrainingMoment(step, epoch + 1, stepInEpoch == StepsPerEpoch, w, g, loss, learningRate);
        if (moment.EpochEnded) (epoch, stepInEpoch) = (epoch + 1, 0);
        History.Record(LossSeries, step, loss);
        foreach (var instrument in Instruments)
            if (instrument.Due.IsDue(moment)) instrument.Measure(moment, History);
        reporter.Report(moment);
    }

    private string ExplainDivergence(double loss)
    {
        var at = FormattableString.Invariant($"Stopped before step {step + 1}: the loss is {loss:G4}");
        if (objective is DatasetObjective data && !AllFinite(data.Samples.Inputs))
            return $"{at}, and the inputs hold values that are infinite or not a number. Remove or replace those samples.";
        if (step == 0)
            return $"{at} at the start already. Check the start for values that are infinite or not a number, and the loss for a logarithm, root or division that is not defined there.";
        return FormattableString.Invariant(
            $"{at}; it was {firstLoss:G4} at the first step and {History[LossSeries].Last:G4} at the last. The gradient's norm was {gradientNorm:G4} at step {gradientNormStep}. {WhatToTry()}");
    }

    private string WhatToTry() => FormattableString.Invariant(
        $"The learning rate is {LearningRate.At(step):G4}, and most often that is too large: each step then overshoots by more than the last. Try {LearningRate.At(step) / 10:G4}.");

    private static bool AllFinite(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.isfinite().all().ToBoolean();
    }
}
