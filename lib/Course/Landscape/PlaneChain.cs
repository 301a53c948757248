using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>
/// The loss of linear layers with activations on a plane through their parameters. The first layer's sums are linear in its parameters, so that at each point
/// <c>z(α, β) = z₀ + α z₁ + β z₂</c> takes the place of the largest matrix product, with <c>zᵢ = X Wᵢᵀ + bᵢ</c> of the plane's origin and directions.
/// </summary>
/// <remarks>The tensors belong to the dispose scope in which it is made.</remarks>
internal sealed class PlaneChain
{
    private const long Budget = 1L << 30; // bytes for z₀, z₁, z₂ and a row's z₀ + β z₂
    private readonly NetworkObjective network;
    private readonly IReadOnlyList<nn.Module<Tensor, Tensor>> behind; // the first layer
    private readonly (Batch Chunk, Tensor Origin, Tensor First, Tensor Second, Tensor Row)[] sums;

    private PlaneChain(NetworkObjective network, PerceptronChain chain, (Batch, Tensor, Tensor, Tensor, Tensor)[] sums) =>
        (this.network, behind, this.sums) = (network, [.. chain.Modules.Skip(1)], sums);

    /// <summary>Makes the products; null where the network is of another kind or type, its first layer is not trained or not given matrices, or they are too large.</summary>
    /// <param name="objective">The objective; its network is in evaluation mode.</param>
    /// <param name="plane">The plane.</param>
    public static PlaneChain? Of(Objective objective, WeightPlane plane)
    {
        if (objective is not INetworkLoss { Network: var network, Chunks: var chunks } || PerceptronChain.Of(network.Module) is not { } chain) return null;
        var layer = (Linear)chain.Modules[0];
        var parameters = network.Parameters.Parameters.ToList();
        var (weight, bias) = (parameters.FindIndex(parameter => ReferenceEquals(parameter, layer.weight)), parameters.FindIndex(parameter => ReferenceEquals(parameter, layer.bias)));
        if (weight < 0 || (layer.bias is not null && bias < 0)) return null;
        var vector = network.Parameters.Vector;
        if (vector.dtype is not (ScalarType.Float32 or ScalarType.Float64)) return null; // in others three sums are less exact than one
        if (4 * chunks.Sum(chunk => chunk.Size) * layer.weight.shape[0] * vector.ElementSize > Budget) return null;

        var (origin, first, second) = (network.Parameters.Split(plane.Origin), network.Parameters.Split(plane.First), network.Parameters.Split(plane.Second));
        var sums = new (Batch, Tensor, Tensor, Tensor, Tensor)[chunks.Count];
        for (var i = 0; i < chunks.Count; i++)
        {
            using var scope = NewDisposeScope();
            if (chain.InputOfFirst(chunks[i].Inputs) is not { } input) return null;
            Tensor Sums(Tensor[] of) => layer.bias is null ? input.mm(of[weight].t()) : of[bias].addmm(input, of[weight].t());
            var z = Sums(origin).MoveToOuterDisposeScope();
            sums[i] = (chunks[i], z, Sums(first).MoveToOuterDisposeScope(), Sums(second).MoveToOuterDisposeScope(), empty_like(z).MoveToOuterDisposeScope());
        }
        return new(network, chain, sums);
    }

    /// <summary>Begins a row of points.</summary>
    public void MoveTo(double beta)
    {
        foreach (var (_, origin, _, second, row) in sums) row.copy_(origin).add_(second, alpha: beta);
    }

    /// <summary>Whether the network's own loss at a point of the row is the one found here; not so where hooks change what a layer gives.</summary>
    public bool Confirms(double loss, double alpha) => Loss(alpha) is var found
        && (found.Equals(loss) || Math.Abs(found - loss) <= (network.Parameters.Vector.dtype == ScalarType.Float64 ? 1e-9 : 1e-4) * Math.Abs(loss));

    /// <summary>The loss at a point of the row, at which the network is.</summary>
    public double Loss(double alpha)
    {
        RunningCell.Cancellation.ThrowIfCancellationRequested();
        var (sum, count) = (0.0, 0L);
        foreach (var (chunk, _, first, _, row) in sums)
        {
            using var scope = NewDisposeScope();
            var h = row.add(first, alpha: alpha);
            foreach (var module in behind) h = module.call(h);
            sum += network.Penalties.Aggregate(network.Loss(h, chunk.Targets), (loss, penalty) => loss + penalty.Value(network.Module, chunk)).ToDouble() * chunk.Size;
            count += chunk.Size;
        }
        return sum / count;
    }
}
