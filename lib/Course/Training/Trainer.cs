using System.Collections.ObjectModel;
using Course.Data;
using Course.Instruments;
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
/// run stopped, in the middle of an epoch too: two epochs and then three leave the same weights, to the bit, as five at once,
/// with <see cref="EarlyStopping"/> too, which gives back the best weights after each run.
/// A network in evaluation mode is put into training mode; one that is in training mode is left as it is, so a layer that was frozen
/// with <c>eval()</c> stays frozen. A batch larger than <see cref="NetworkObjective.ChunkSize"/> goes through the network in pieces whose
/// gradients are accumulated. A network in bfloat16 or float16 is trained through <see cref="Weights"/> in float32.
/// </remarks>
public sealed partial class Trainer
{
    /// <summary>The series that holds the loss on each step's batch, taken before the step.</summary>
    public const string LossSeries = "loss";

    /// <summary>The series that holds the loss on <see cref="Validation"/> at each epoch's end.</summary>
    public const string ValidationLossSeries = "validation loss";

    /// <summary>The series that holds the fraction of <see cref="Validation"/> that is classified correctly at each epoch's end.</summary>
    public const string ValidationAccuracySeries = "validation accuracy";

    private readonly Objective objective;
    private readonly UpdateRule rule;
    private readonly NetworkObjective? network;
    private readonly Tensor? point;
    private readonly TrainingPosition position = new();
    private readonly DivergenceWatch watch;
    private Tensor? master, keptWeights, keptGradient;
    private NetworkCopy? last;
    private long savedStep = -1;

    /// <summary>Trains a network, in place.</summary>
    /// <param name="objective">The network with its loss and its training data.</param>
    /// <param name="rule">How a step changes the parameters.</param>
    /// <param name="learningRate">The step length η at each step; a number is the same η at all.</param>
    public Trainer(NetworkObjective objective, UpdateRule rule, Schedule learningRate) : this(objective as Objective, rule, learningRate) =>
        network = objective;

    /// <summary>Minimizes any objective from a point.</summary>
    /// <param name="objective">What to minimize.</param>
    /// <param name="start">Where to start, <c>[P]</c>; changed in place, it ends at the point reached.</param>
    /// <param name="rule">How a step changes the parameters.</param>
    /// <param name="learningRate">The step length η.</param>
    /// <exception cref="ArgumentException">The start has another length than the objective's number of parameters, or the objective is a network, which is trained in place.</exception>
    public Trainer(Objective objective, Tensor start, UpdateRule rule, Schedule learningRate) : this(objective, rule, learningRate)
    {
        ArgumentNullException.ThrowIfNull(start);
        if (start.dim() != 1 || start.shape[0] != objective.Dimension)
            throw new ArgumentException($"The objective has {objective.Dimension} parameters; the start has the shape [{string.Join(", ", start.shape)}].", nameof(start));
        if (objective is NetworkObjective)
            throw new ArgumentException("A network is trained from its own parameters, in place: copy the start into objective.Parameters.Vector and leave it out here.", nameof(start));
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
        watch = new DivergenceWatch(objective, learningRate);
    }

    /// <summary>The step length η at each step.</summary>
    public Schedule LearningRate { get; }

    /// <summary>The number of samples in a batch.</summary>
    public long BatchSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(BatchSize));
            field = value;
        }
    } = 64;

    /// <summary>What the order of the samples and their augmentation depend on: the same seed and the same start give the same result.</summary>
    public long Seed { get; init; }

    /// <summary>In which order each epoch goes through the samples.</summary>
    public SampleOrder Order { get; init; } = SampleOrder.Shuffled;

    /// <summary>Changes each batch at random before it is trained on, as <see cref="Augmentation"/> does; the generator depends on <see cref="Seed"/> and the step alone.</summary>
    public Func<Batch, Generator, Batch>? Augment { get; init; }

    /// <summary>
    /// Samples that are not trained on: at each epoch's end their loss is recorded as <c>validation loss</c>, and where they have classes the
    /// fraction classified correctly as <c>validation accuracy</c>.
    /// </summary>
    public Dataset? Validation { get; init; }

    /// <summary>What ends a run that no longer gains, and leaves the best weights.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>The file that <see cref="Resume"/> goes on from.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>What is measured during training.</summary>
    public Collection<Instrument> Instruments { get; } = [];

    /// <summary>Everything recorded so far: the series <c>loss</c> at every step, those of <see cref="Validation"/>, and what the instruments record.</summary>
    public History History { get; } = new();

    /// <summary>The parameters, <c>[P]</c>.</summary>
    public Tensor Weights => network is null ? point! : master ?? network.Parameters.Vector;

    /// <summary>Steps made so far.</summary>
    public long Steps => position.Step;

    /// <summary>The number of steps in an epoch.</summary>
    public long StepsPerEpoch => Data is null ? 1 : 1 + (Data.Count - 1) / BatchSize;

    private Dataset? Data => (objective as DatasetObjective)?.Samples;

    /// <summary>Trains for a number of epochs more.</summary>
    /// <param name="epochs">How many times all samples are gone through.</param>
    /// <param name="progress">Hears where the run is: at most about ten times a second, and at each epoch's end in a run of up to 100 epochs.</param>
    /// <param name="cancel">Ends the run after the current step; what was learned is kept.</param>
    /// <returns>How the run ended, with the history.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epochs"/> is negative.</exception>
    /// <exception cref="ArgumentException">A setting does not fit the others, or a target is one that the loss does not take; nothing was trained.</exception>
    /// <exception cref="IOException">The checkpoint cannot be written; nothing was trained.</exception>
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
    /// <exception cref="ArgumentException">A setting does not fit the others, or a target is one that the loss does not take; nothing was trained.</exception>
    /// <exception cref="IOException">The checkpoint cannot be written; nothing was trained.</exception>
    /// <exception cref="OperationCanceledException">The notebook's cell was stopped, or the progress or an instrument wants no more; what was learned is kept.</exception>
    public TrainingResult RunSteps(long steps, IProgress<TrainingProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        TrainingRequirements.Check(this, objective, rule);
        if (network is { Module.training: false }) network.Module.train();
        TakeMaster();
        TakeUpLast();
        var (firstStep, lastStep) = (position.Step, position.Step + steps);
        var reporter = new ProgressReporter(progress, History, firstStep, lastStep, StepsPerEpoch);
        try
        {
            return RunSteps(lastStep, reporter, cancel);
        }
        catch (OperationCanceledException stop)
        {
            reporter.Stop(position.Step, WhereCancelled(lastStep));
            throw new OperationCanceledException(WhereCancelled(lastStep), stop, stop.CancellationToken);
        }
    }

    /// <summary>A network with fewer bits than float32 gets weights in float32; those of the last run, unless the network was changed since.</summary>
    private void TakeMaster()
    {
        if (network is null || network.Parameters.Vector is not { dtype: ScalarType.BFloat16 or ScalarType.Float16 } rounded)
        {
            master = null;
            return;
        }
        using var scope = NewDisposeScope();
        if (master is null || !master.to(rounded.dtype).eq(rounded).all().ToBoolean()) master = rounded.to(float32).DetachFromDisposeScope();
    }

    private string WhereCancelled(long lastStep) =>
        $"Cancelled after step {position.Step} of {lastStep}. What was learned until then is kept; Run goes on from there.";
}
