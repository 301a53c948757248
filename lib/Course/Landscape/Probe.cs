using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>
/// Measures an objective at many points, each formed in place in <see cref="Point"/>: a network's own parameters are that vector, so that a
/// point costs no more than the network's forward pass. When it is disposed the network is as it was before.
/// </summary>
internal sealed class Probe : IDisposable
{
    private readonly Objective objective;
    private readonly NetworkObjective? network;
    private readonly IReadOnlyList<Batch> chunks = [];
    private readonly Tensor? saved;
    private readonly Undisturbed? guard;
    private readonly BatchNormAverages? averages;

    /// <summary>Makes ready to measure.</summary>
    /// <param name="objective">What to measure.</param>
    /// <param name="like">A point, <c>[P]</c>, of the type and on the device of those to come.</param>
    /// <param name="keepAverages">Whether batch norm keeps its running averages, instead of having them estimated anew at every point.</param>
    public Probe(Objective objective, Tensor like, bool keepAverages)
    {
        this.objective = objective;
        if (objective is not INetworkLoss loss)
        {
            Point = empty_like(like).DetachFromDisposeScope();
            return;
        }
        network = loss.Network;
        Point = network.Parameters.Vector;
        if (Point.dtype != like.dtype || !Point.device.IsSame(like.device))
            throw new ArgumentException($"The network is {Point.dtype} on {Point.device}, the point is {like.dtype} on {like.device}. Convert the point with w.to(…) or the network.");
        chunks = loss.Chunks;
        if (!keepAverages) averages = new BatchNormAverages(network.Module);
        averages?.Require(network.Count);
        saved = Point.clone().DetachFromDisposeScope();
        guard = new Undisturbed(network.Module);
    }

    /// <summary>Where the next point is formed, <c>[P]</c>.</summary>
    public Tensor Point { get; }

    /// <summary>The objective's value at the point.</summary>
    public double Loss()
    {
        RunningCell.Cancellation.ThrowIfCancellationRequested();
        using var scope = NewDisposeScope();
        averages?.Estimate(network!);
        return objective.Value(Point).ToDouble();
    }

    /// <summary>The objective's value at the point, and of a classifier the fraction that it gets wrong, from the same forward pass.</summary>
    public (double Loss, double? Error) LossAndError()
    {
        if (network is null || !chunks.All(chunk => chunk.Targets.dim() == 1 && chunk.Targets.dtype == ScalarType.Int64)) return (Loss(), null);
        RunningCell.Cancellation.ThrowIfCancellationRequested();
        averages?.Estimate(network);
        var (sum, count) = (0.0, 0L);
        long? wrong = 0;
        foreach (var chunk in chunks)
        {
            using var scope = NewDisposeScope();
            var outputs = network.Module.call(chunk.Inputs);
            sum += network.Penalties.Aggregate(network.Loss(outputs, chunk.Targets), (loss, penalty) => loss + penalty.Value(network.Module, chunk)).ToDouble() * chunk.Size;
            wrong = outputs.dim() == 2 ? wrong + outputs.argmax(1).ne(chunk.Targets).sum().ToInt64() : null; // else the outputs are no scores of classes
            count += chunk.Size;
        }
        return (sum / count, (double?)wrong / count);
    }

    public void Dispose()
    {
        averages?.Dispose();
        guard?.Dispose();
        if (saved is null)
        {
            Point.Dispose();
            return;
        }
        using var still = no_grad();
        Point.copy_(saved);
        saved.Dispose();
    }
}
