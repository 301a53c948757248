using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Schedules;

/// <summary>
/// The learning-rate range test (Smith, "Cyclical learning rates for training neural networks", 2017, section 3.3): training with a rate
/// that grows step by step until the loss explodes, to see which rates are too low, good and too high.
/// </summary>
/// <remarks>
/// The rate grows by the same factor at each step, where Smith's grows by the same amount. The losses are smoothed to
/// <c>m ← β m + (1 − β) ℓ</c>, <c>ℓ̄ = m / (1 − βᵏ)</c> with β = 0.9. The suggestion is a tenth of the rate at which the smoothed loss is
/// lowest: there the loss still falls, and a step ten times as long does not yet harm.
/// </remarks>
public sealed class RangeTest
{
    private const double Smoothing = 0.9; // averages over about ten batches
    private const double Explosion = 4; // times the lowest smoothed loss: then the test has seen enough
    private const double Safety = 10;

    private RangeTest(IReadOnlyList<double> rates, IReadOnlyList<double> losses, IReadOnlyList<double> smoothed) =>
        (Rates, Losses, Smoothed) = (rates, losses, smoothed);

    /// <summary>The rate of each step, rising.</summary>
    public IReadOnlyList<double> Rates { get; }

    /// <summary>The loss on each step's batch, before the step.</summary>
    public IReadOnlyList<double> Losses { get; }

    /// <summary>The smoothed losses.</summary>
    public IReadOnlyList<double> Smoothed { get; }

    /// <summary>A rate to begin with: a tenth of that at which the smoothed loss is lowest.</summary>
    public double Suggestion => Rates[Smoothed.Index().MinBy(entry => entry.Item).Index] / Safety;

    /// <summary>Trains with rising rates, in training mode as the trainer does. The network's weights and buffers are put back to what they were, and its mode.</summary>
    /// <param name="objective">The network with its loss and its training data.</param>
    /// <param name="rule">The rule to test: a new one, for its state is spent.</param>
    /// <param name="lowest">The first rate.</param>
    /// <param name="highest">The last rate, if the loss has not exploded before it.</param>
    /// <param name="steps">The number of steps, at least 2.</param>
    /// <param name="batchSize">The samples in a batch: the range depends on it.</param>
    /// <param name="seed">What the order of the samples depends on.</param>
    /// <returns>The rates and the losses.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rates do not rise from above zero, or a number is too small.</exception>
    /// <exception cref="ArgumentException">The loss is infinite or not a number at the start already.</exception>
    /// <exception cref="OperationCanceledException">The notebook's cell was stopped.</exception>
    public static RangeTest Run(
        NetworkObjective objective, UpdateRule rule, double lowest = 1e-6, double highest = 10, int steps = 100, long batchSize = 64, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(rule);
        if (!(lowest > 0) || !(highest > lowest) || !double.IsFinite(highest))
            throw new ArgumentOutOfRangeException(nameof(lowest), lowest, FormattableString.Invariant($"A range of rates goes from above zero to a higher one, such as 1e-6 to 10; given: {lowest} to {highest}."));
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        using var scope = NewDisposeScope();
        var (w, network) = (objective.Parameters.Vector, objective.Module);
        var (before, wasTraining) = (NetworkCopy.Of(w, network), network.training);
        try
        {
            if (!wasTraining) network.train();
            return Run(objective, rule, w, step => lowest * Math.Pow(highest / lowest, (double)step / (steps - 1)), steps, batchSize, seed);
        }
        finally
        {
            before.CopyTo(w, network);
            if (!wasTraining) network.eval();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"Range test over {Rates.Count} steps, rates from {Rates[0]:G3} to {Rates[^1]:G3}: the smoothed loss is lowest at {Suggestion * Safety:G3}; a tenth of that is {Suggestion:G3}.");

    private static RangeTest Run(NetworkObjective objective, UpdateRule rule, Tensor w, Func<int, double> rateAt, int steps, long batchSize, long seed)
    {
        var (rates, losses, smoothed) = (new List<double>(), new List<double>(), new List<double>());
        var (g, mean, least) = (zeros_like(w), 0.0, double.PositiveInfinity);
        foreach (var batch in Enumerable.Range(0, steps).SelectMany(epoch => objective.Samples.Batches(batchSize, seed, epoch)).Take(steps))
        {
            RunningCell.Cancellation.ThrowIfCancellationRequested();
            using var given = batch;
            using var still = no_grad();
            var onBatch = objective.On(batch);
            using var value = onBatch.ValueAndGradient(w, g);
            var loss = value.ToDouble();
            if (!double.IsFinite(loss)) break;
            var step = rates.Count;
            mean = Smoothing * mean + (1 - Smoothing) * loss;
            var level = mean / (1 - Math.Pow(Smoothing, step + 1));
            if (level - least > (Explosion - 1) * Math.Abs(least) && step > 0) break;
            least = Math.Min(least, level);
            rates.Add(rateAt(step));
            losses.Add(loss);
            smoothed.Add(level);
            rule.Step(onBatch, w, g, loss, rates[^1]);
        }
        return rates.Count > 0
            ? new RangeTest(rates, losses, smoothed)
            : throw new ArgumentException("The loss is infinite or not a number at the start already. Check the inputs and the loss.", nameof(objective));
    }
}
