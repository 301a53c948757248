using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>An objective that is a mean over samples: where its samples' gradients come from, piece by piece.</summary>
internal abstract class SampleSource
{
    /// <summary>The number of samples, N.</summary>
    public abstract long Count { get; }

    /// <summary>Whether one backward pass tells all; known once <see cref="Each"/> has run.</summary>
    public virtual bool IsOnePass => false;

    /// <summary>Whether the network's layers had to hand on copies of their outputs; known once <see cref="Each"/> has run.</summary>
    public virtual bool AreCopied => false;

    /// <summary>Takes the gradients at a point.</summary>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <param name="use">Gets the gradients of some samples and how many came before; what it makes is its own to free. True where it keeps them.</param>
    public abstract void Each(Tensor w, Func<GradientChunk, long, bool> use);

    /// <summary>The gradient of the penalties, <c>[P]</c>, which all samples share; null where there are none.</summary>
    public virtual Tensor? Penalty(Tensor w) => null;

    /// <summary>The source of an objective's samples.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static SampleSource Of(Objective objective) => objective switch
    {
        INetworkLoss loss => new NetworkSamples(loss),
        DatasetObjective data => new DataSamples(data),
        _ => throw new ArgumentException(
            $"A {objective.GetType().Name} is no mean over samples, so it has no per-sample gradients. Give a DatasetObjective, such as a NetworkObjective or its On(batch).", nameof(objective)),
    };

    private sealed class DataSamples(DatasetObjective objective) : SampleSource
    {
        public override long Count => objective.Count;

        public override void Each(Tensor w, Func<GradientChunk, long, bool> use)
        {
            using var scope = NewDisposeScope();
            var samples = objective.Samples;
            use(new SingleSamples(Count, w, i => objective.On(new Batch(samples.Inputs.narrow(0, i, 1), samples.Targets.narrow(0, i, 1))).Gradient(w)), 0);
        }
    }
}
