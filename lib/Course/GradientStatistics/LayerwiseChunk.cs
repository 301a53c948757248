using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>Samples' gradients as their layers tell them, from one backward pass that makes no parameter's gradient.</summary>
/// <param name="parameters">The network's parameters.</param>
/// <param name="layers">The layers with their inputs.</param>
/// <param name="δ">The derivatives of the layers' outputs, <c>δ = ∂L/∂z</c>; null where there are none.</param>
/// <param name="size">The number of samples, n.</param>
/// <param name="scale">By how much L is to be taken larger, for gradients that are each sample's own: N where L is the mean.</param>
internal sealed class LayerwiseChunk(FlatParameters parameters, IReadOnlyList<LayerRecord> layers, Tensor?[] δ, long size, double scale) : GradientChunk
{
    private Tensor? norms;

    public override long Size => size;

    /// <summary>Whether the layers had to hand on copies of their outputs.</summary>
    public bool IsCopied { get; private init; }

    /// <summary>Takes the gradients of a batch's samples, or gives null where the layers cannot tell them.</summary>
    public static LayerwiseChunk? Of(NetworkObjective network, Batch batch)
    {
        using var scope = NewDisposeScope();
        using var tracking = enable_grad();
        foreach (var copies in (bool[])[false, true])
        {
            var pass = RecordedPass.Run(network, batch, copies);
            if (pass.Refusal is not null)
            {
                pass.Dispose();
                return null;
            }
            var δ = pass.Deltas(network.Loss(pass.Outputs, batch.Targets));
            pass.ReleaseGraph();
            var chunk = new LayerwiseChunk(network.Parameters, pass.Layers, δ, batch.Size, batch.Size) { IsCopied = copies };
            if (copies || !δ.Contains(null)) return chunk;
            chunk.Dispose(); // a layer is unused, or an activation behind it works in place: copies tell
        }
        throw new System.Diagnostics.UnreachableException();
    }

    public override Tensor SquaredNorms()
    {
        if (norms is null)
        {
            norms = zeros(size, ScalarType.Float64, parameters.Vector.device).DetachFromDisposeScope();
            Each((layer, derivatives) => norms.add_(layer.SquaredNorms(derivatives)));
            norms.mul_(scale * scale);
        }
        return norms.alias();
    }

    public override Tensor Dots(Tensor v)
    {
        var dots = zeros(size, ScalarType.Float64, parameters.Vector.device);
        var pieces = parameters.Split(v);
        Each((layer, derivatives) => layer.AddDots(derivatives, pieces, dots));
        return dots.mul_(scale);
    }

    public override void AddCombination(Tensor coefficients, Tensor sum)
    {
        var (scaled, pieces) = (coefficients * scale, parameters.Split(sum));
        Each((layer, derivatives) => layer.AddCombination(derivatives, scaled, pieces));
    }

    public override void AddSquares(Tensor sum)
    {
        var squares = zeros_like(sum);
        var pieces = parameters.Split(squares);
        Each((layer, derivatives) => layer.AddSquares(derivatives, pieces));
        sum.add_(squares, alpha: scale * scale);
    }

    public override Tensor Gram()
    {
        var gram = zeros([size, size], ScalarType.Float64, parameters.Vector.device);
        Each((layer, derivatives) => layer.AddGram(derivatives, gram));
        return gram.mul_(scale * scale);
    }

    public override void Dispose()
    {
        foreach (var layer in layers) layer.Dispose();
        foreach (var derivatives in δ) derivatives?.Dispose();
        norms?.Dispose();
        base.Dispose();
    }

    private void Each(Action<LayerRecord, Tensor> use)
    {
        using var still = no_grad();
        for (var i = 0; i < layers.Count; i++)
        {
            using var scope = NewDisposeScope();
            if (δ[i] is { } derivatives) use(layers[i], derivatives);
        }
    }
}
