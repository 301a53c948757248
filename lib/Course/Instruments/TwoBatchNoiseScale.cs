using Course.Data;
using Course.Models;
using Course.Objectives;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>
/// Records the noise scale <c>tr Σ/|G|²</c> from the gradients g₁, g₂ of two halves of each step's batch: <c>|G|² ≈ g₁ᵀg₂</c> and <c>tr Σ ≈ ‖g₁ − g₂‖²/(1/n₁ + 1/n₂)</c>, both without
/// bias (McCandlish et al., "An empirical model of large-batch training", 2018, appendix A.1, with B_big = 2 B_small).
/// </summary>
/// <remarks>
/// As <c>two-batch gradient</c> (|G|²), <c>two-batch trace</c> (tr Σ), and <c>two-batch noise scale</c>, the ratio of their means over the last measurements, since single ones are very
/// noisy; near a minimum |G|² may come out negative. From the second measurement on <c>two-batch noise scale: low</c> and <c>two-batch noise scale: high</c> are the ends of its 95 % interval
/// (Fieller's), as the spread of the measurements tells it, which counts as that of independent ones at one point; the upper end is infinite where the gradient is not told from zero. The means are taken of the history, so that a resumed run goes on with
/// them. It costs a gradient, in evaluation mode, at the weights before the step. A batch of one sample is left out.
/// </remarks>
/// <param name="window">How many measurements are averaged.</param>
public sealed class TwoBatchNoiseScale(int window = 100) : Instrument
{
    private readonly NoiseSeries noise = new("two-batch noise scale", "two-batch trace", "two-batch gradient", window);
    private (double Trace, double Gradient)? measured;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => noise.Names;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The objective is no mean over samples.</exception>
    public override void Prepare(TrainingMoment before)
    {
        ArgumentNullException.ThrowIfNull(before);
        measured = null;
        using var guard = Undisturbed.Of(before.Objective);
        using var scope = NewDisposeScope();
        var (whole, batch) = Parts(before.Objective);
        if (batch.Size < 2) return;
        var (first, second) = (batch.Size / 2, batch.Size - batch.Size / 2);
        var w = whole is NetworkObjective network ? network.Parameters.Vector : before.Weights;
        var (g1, g2) = (GradientOf(0, first), GradientOf(first, second));
        var distance = Float64.Distance(g1, g2);
        measured = (distance * distance / (1.0 / first + 1.0 / second), Float64.Dot(g1, g2));

        Tensor GradientOf(long start, long count) => whole.On(new Batch(batch.Inputs.narrow(0, start, count), batch.Targets.narrow(0, start, count))).Gradient(w);
    }

    /// <inheritdoc/>
    public override void Measure(TrainingMoment moment, History history)
    {
        ArgumentNullException.ThrowIfNull(moment);
        ArgumentNullException.ThrowIfNull(history);
        if (measured is var (trace, gradient)) noise.Record(history, moment.Step, trace, gradient);
    }

    private static (DatasetObjective Whole, Batch Batch) Parts(Objective objective) => objective switch
    {
        INetworkLoss { Network: var network, Chunks: var chunks } => (network, chunks.Count == 1 ? chunks[0] : new Batch(cat([.. chunks.Select(chunk => chunk.Inputs)]), cat([.. chunks.Select(chunk => chunk.Targets)]))),
        DatasetObjective { Samples: var samples } whole => (whole, new Batch(samples.Inputs, samples.Targets)),
        _ => throw new InvalidOperationException($"{objective.GetType().Name} is no mean over samples, so its gradient has no noise. Watch the training of a network or of a least-squares problem."),
    };
}
