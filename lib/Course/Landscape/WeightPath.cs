using Course.Instruments;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>
/// The path that the weights take during training: an instrument that keeps weight vectors, for their principal directions, their distances and their
/// projection on a plane.
/// </summary>
/// <remarks>
/// It keeps the weights before the first step at which it is due, after every n-th at which it is due, and after the newest. n is 1 at first; each time
/// that more than the capacity would be kept every second is dropped and n doubles, so that the memory stays bounded however long the run is.
/// </remarks>
public sealed class WeightPath : Instrument
{
    private readonly int capacity;
    private readonly List<Point> kept = [];
    private Point? newest;
    private long seen, stride = 1;

    /// <summary>Makes a path that is due at every step.</summary>
    /// <param name="capacity">How many weight vectors are kept at most, at least 4; of a million parameters in float32 each takes 4 MB.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 4.</exception>
    public WeightPath(int capacity = 100)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 4);
        this.capacity = capacity;
        Due = Every.Steps(1);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => [];

    /// <summary>The steps after which the weights were kept; 0 is the start.</summary>
    public IReadOnlyList<long> Steps => [.. Path.Select(point => point.Step)];

    /// <summary>The loss on the batch of the step that led to each point, before that step; at the first point that of the step that leads away from it.</summary>
    public IReadOnlyList<double> Losses => [.. Path.Select(point => point.Loss)];

    /// <summary>The weights kept, in their order, <c>[K, P]</c>: a copy, which belongs to the caller.</summary>
    /// <exception cref="InvalidOperationException">Nothing was kept yet.</exception>
    public Tensor Points => stack(Require().Select(point => point.Weights));

    /// <summary>How far from the first point each is, <c>‖w_k − w_0‖</c>.</summary>
    /// <exception cref="InvalidOperationException">Nothing was kept yet.</exception>
    public IReadOnlyList<double> Distances => Require() is var path ? [.. path.Select(point => Float64.Distance(point.Weights, path[0].Weights))] : [];

    /// <summary>How far the last point is from the first, <c>‖w_K − w_0‖</c>.</summary>
    /// <exception cref="InvalidOperationException">Nothing was kept yet.</exception>
    public double Distance => Distances[^1];

    /// <summary>The length of the path, <c>Σ ‖w_{k+1} − w_k‖</c> over the points kept: where not every step's are, a lower bound of the length walked.</summary>
    /// <exception cref="InvalidOperationException">Nothing was kept yet.</exception>
    public double Length => Strides.Sum();

    /// <summary>The distance over the length: 1 on a straight path, near 0 on one that winds or turns back.</summary>
    /// <exception cref="InvalidOperationException">Nothing was kept yet.</exception>
    public double Straightness => Length is var length and > 0 ? Distance / length : 1;

    /// <summary>The update-to-weight ratios <c>‖w_{k+1} − w_k‖ / ‖w_k‖</c> from each point kept to the next.</summary>
    /// <exception cref="InvalidOperationException">Nothing was kept yet.</exception>
    public IReadOnlyList<double> UpdateRatios => [.. Strides.Zip(Path, (length, from) => length / Float64.Norm(from.Weights))];

    private List<Point> Path => newest is not null && newest.Step > kept[^1].Step ? [.. kept, newest] : kept;

    private double[] Strides => Require() is var path ? [.. path.Zip(path.Skip(1), (from, to) => Float64.Distance(to.Weights, from.Weights))] : [];

    /// <inheritdoc/>
    public override void Measure(TrainingMoment moment, History history)
    {
        ArgumentNullException.ThrowIfNull(moment);
        if (kept.Count == 0) kept.Add(new Point(moment.Step - 1, moment.Loss, Copy(moment.Before)));
        if (++seen % stride == 0)
        {
            if (kept.Count + 1 >= capacity) Thin();
            if (seen % stride == 0) kept.Add(new Point(moment.Step, moment.Loss, Copy(moment.Weights)));
        }
        if (kept[^1].Step == moment.Step) return;
        using var still = no_grad();
        newest = new Point(moment.Step, moment.Loss, newest is null ? Copy(moment.Weights) : newest.Weights.copy_(moment.Weights));
    }

    /// <inheritdoc/>
    public override string ToString() => kept.Count == 0
        ? "An empty path"
        : FormattableString.Invariant($"{Path.Count} points from step {Steps[0]} to {Steps[^1]}: distance {Distance:G4}, length {Length:G4}, straightness {Straightness:G3}");

    private void Thin()
    {
        for (var i = kept.Count - 1 - kept.Count % 2; i > 0; i -= 2)
        {
            kept[i].Weights.Dispose();
            kept.RemoveAt(i);
        }
        stride *= 2;
    }

    private List<Point> Require() => kept.Count > 0
        ? Path
        : throw new InvalidOperationException("The path is empty: add it to a trainer's Instruments and run the trainer first.");

    private static Tensor Copy(Tensor weights)
    {
        using var still = no_grad();
        return weights.detach().clone().DetachFromDisposeScope();
    }

    private sealed record Point(long Step, double Loss, Tensor Weights);
}
