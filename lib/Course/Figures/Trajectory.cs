using Course.Instruments;
using Course.Objectives;
using Course.Optimizers;
using Course.Schedules;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Figures;

/// <summary>The points that an optimizer went through, to be drawn over the surface it went down.</summary>
public sealed class Trajectory
{
    private const double FarAway = 1e6; // times the start's size: nothing that far is drawn, and float32 still holds its square

    /// <summary>A path through points.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="points">The start and the point after each step, <c>[T + 1, P]</c>.</param>
    /// <param name="values">The objective's value at each point, T + 1 of them.</param>
    /// <exception cref="ArgumentException">The points are no matrix of at least one row, or there are not as many values.</exception>
    public Trajectory(string name, Tensor points, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(values);
        if (points.dim() != 2 || points.shape[0] < 1 || points.shape[0] != values.Count)
        {
            throw new ArgumentException(
                $"A path of T steps has points [T + 1, P] and T + 1 values; the points of '{name}' are [{string.Join(", ", points.shape)}] and there are {values.Count} values.", nameof(points));
        }
        (Name, Points, Values) = (name, points.detach().to(ScalarType.Float64, CPU).DetachFromDisposeScope(), values);
    }

    /// <summary>What the legend calls it.</summary>
    public string Name { get; }

    /// <summary>The start and the point after each step, float64 <c>[T + 1, P]</c> in main memory.</summary>
    public Tensor Points { get; }

    /// <summary>The objective's value at each point, T + 1 of them.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The number of steps, T.</summary>
    public int Steps => Values.Count - 1;

    /// <summary>Whether it ended early, for the next value was not a number or the next point far away.</summary>
    public bool Diverged { get; private init; }

    /// <summary>Minimizes an objective from a point and notes every point on the way.</summary>
    /// <param name="objective">What to minimize; on all its samples where it has samples.</param>
    /// <param name="start">Where to start, <c>[P]</c>; not changed.</param>
    /// <param name="rule">How a step changes the point: a new rule, for it keeps state.</param>
    /// <param name="learningRate">The step length η at each step; a number is the same η at all.</param>
    /// <param name="steps">The number of steps, T. It may become fewer: the path ends before a point that is infinite, not a number or far away.</param>
    /// <param name="name">What the legend calls it; the rule's own name if left out.</param>
    /// <returns>The path.</returns>
    /// <exception cref="ArgumentException">The start has another length than the objective's number of parameters.</exception>
    /// <exception cref="OperationCanceledException">The notebook's cell was stopped.</exception>
    public static Trajectory Of(Objective objective, Tensor start, UpdateRule rule, Schedule learningRate, int steps, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(learningRate);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        using var scope = NewDisposeScope();
        var (w, g) = (start.detach().clone(), zeros_like(start));
        var (points, values) = (new List<double[]>(), new List<double>());
        var limit = FarAway * (1 + Curve.Numbers(w).Max(Math.Abs));
        for (var step = 0; step <= steps; step++)
        {
            RunningCell.Cancellation.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var point = Curve.Numbers(w);
            var value = objective.ValueAndGradient(w, g).ToDouble();
            if (!double.IsFinite(value) || point.Any(x => !(Math.Abs(x) <= limit))) break;
            points.Add(point);
            values.Add(value);
            if (step == steps) break;
            using var still = no_grad();
            rule.Step(objective, w, g, value, learningRate.At(step));
        }
        if (points.Count == 0)
            throw new ArgumentException("The objective is infinite or not a number at the start. Start where it is defined.", nameof(start));
        return new Trajectory(name ?? $"{rule}", Matrix(points), values) { Diverged = values.Count <= steps };
    }

    /// <summary>Lets a trainer go on for some steps, on its batches, and notes every point on the way.</summary>
    /// <param name="trainer">The trainer; it ends where the path ends, or with early stopping at the best weights.</param>
    /// <param name="steps">The number of steps, T; fewer where training stops by itself.</param>
    /// <param name="name">What the legend calls it.</param>
    /// <returns>The path; its values are the losses on the batches, and the last is that of the last step's batch again.</returns>
    public static Trajectory Of(Trainer trainer, int steps, string name)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        trainer.TakeUpLast();
        var path = new PathRecorder(Curve.Numbers(trainer.Weights));
        trainer.Instruments.Add(path);
        try
        {
            var result = trainer.RunSteps(steps);
            return new Trajectory(name, Matrix(path.Points), [.. path.Losses, path.Losses.LastOrDefault(double.NaN)]) { Diverged = result.Exit == ExitReason.Diverged };
        }
        finally
        {
            trainer.Instruments.Remove(path);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Diverged
        ? $"{Name}: diverged after {Steps} steps, f from {Values[0]:G4} to {Values[^1]:G4}"
        : $"{Name}: {Steps} steps, f from {Values[0]:G4} to {Values[^1]:G4}";

    /// <summary>The coordinates of the points along one axis.</summary>
    internal double[] Along(int axis)
    {
        using var column = Points.select(1, axis);
        return Curve.Numbers(column);
    }

    /// <summary>Notes the point after each step, but for one that is infinite or not a number.</summary>
    private sealed class PathRecorder : Instrument
    {
        public PathRecorder(double[] start) => (Points, Due) = ([start], Every.Steps(1));

        public List<double[]> Points { get; }

        public List<double> Losses { get; } = [];

        public override void Measure(TrainingMoment moment, History history)
        {
            var point = Curve.Numbers(moment.Weights);
            if (!point.All(double.IsFinite)) return;
            Points.Add(point);
            Losses.Add(moment.Loss);
        }
    }

    private static Tensor Matrix(List<double[]> rows) => tensor(rows.SelectMany(row => row).ToArray(), [rows.Count, rows[0].Length]);
}
