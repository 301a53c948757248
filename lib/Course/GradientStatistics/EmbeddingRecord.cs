using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>An embedding: a sample's gradient has δ in the rows that it looked up, summed where it looked one up twice, so <c>‖gᵢ‖² = Σₜₛ [rowₜ = rowₛ] δᵢₜ·δᵢₛ</c>.</summary>
internal sealed class EmbeddingRecord(Embedding layer, (int Weight, int Bias) parameters, Tensor input, Tensor output) : LayerRecord(parameters, input, output)
{
    private readonly Tensor learned = LearnedRows(layer);

    public override void Dispose()
    {
        learned.Dispose();
        base.Dispose();
    }

    private long T => Input.numel() / Count;
    private long Rows => learned.shape[0];
    private long Width => OutputShape[^1];

    protected override long AtOnce => Math.Max(1, Elements / (Rows * Width));

    protected override Tensor WeightGradients(Tensor δ, long first, long count)
    {
        var (rows, d) = Positions(δ, first, count);
        var shifted = rows + arange(0, count * Rows, Rows, ScalarType.Int64, δ.device).unsqueeze(1);
        return zeros([count * Rows, Width], δ.dtype, δ.device).index_add_(0, shifted.reshape(-1), d.reshape(-1, Width), 1).view(count, -1);
    }

    protected override Tensor BiasGradients(Tensor δ) => throw new InvalidOperationException("An embedding has no bias.");

    protected override Tensor WeightNorms(Tensor δ)
    {
        var norms = empty(Count, ScalarType.Float64, device: δ.device);
        var atOnce = Math.Max(1, Elements / (T * Math.Max(T, Width)));
        for (var first = 0L; first < Count; first += atOnce)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(atOnce, Count - first);
            var (rows, d) = Positions(δ, first, count);
            norms.narrow(0, first, count).copy_(d.bmm(d.transpose(1, 2)).mul_(rows.unsqueeze(1).eq(rows.unsqueeze(2))).sum([1, 2]));
        }
        return norms;
    }

    protected override Tensor WeightDots(Tensor δ, Tensor v)
    {
        var (rows, d) = Positions(δ, 0, Count);
        return v.index_select(0, rows.reshape(-1)).view_as(d).mul_(d).sum([1, 2]);
    }

    protected override Tensor WeightCombination(Tensor δ, Tensor weights)
    {
        var (rows, d) = Positions(δ, 0, Count);
        return zeros([Rows, Width], δ.dtype, δ.device).index_add_(0, rows.reshape(-1), d.mul(weights.view(-1, 1, 1)).view(-1, Width), 1);
    }

    /// <summary>The rows looked up, <c>[n, T]</c>, and δ, <c>[n, T, width]</c>, zero where a row is padding.</summary>
    private (Tensor Rows, Tensor D) Positions(Tensor δ, long first, long count)
    {
        var rows = Input.narrow(0, first, count).reshape(count, T).to(ScalarType.Int64);
        return (rows, δ.narrow(0, first, count).reshape(count, T, Width).mul(learned.to(δ.dtype).index_select(0, rows.reshape(-1)).view(count, T, 1)));
    }

    /// <summary>1 for each row that is learned and 0 for the padding row, <c>[rows]</c>: a layer does not tell its padding row, its gradient does.</summary>
    private static Tensor LearnedRows(Embedding layer)
    {
        using var scope = NewDisposeScope();
        using var tracking = enable_grad();
        Tensor weight = layer.weight!;
        var all = layer.forward(arange(weight.shape[0], ScalarType.Int64, weight.device)); // not call, which hooks watch
        return zeros_like(weight).detach().add_(autograd.grad([all.sum()], [weight])[0]).select(1, 0).clone().DetachFromDisposeScope(); // added, since it may be sparse
    }
}
