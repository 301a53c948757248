using TorchSharp;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>Samples' gradients taken one by one: slow, and right for whatever can be differentiated.</summary>
/// <param name="size">The number of samples.</param>
/// <param name="like">The point that they are taken at, <c>[P]</c>.</param>
/// <param name="gradient">A sample's number to its gradient, <c>[P]</c>.</param>
internal sealed class SingleSamples(long size, Tensor like, Func<long, Tensor> gradient) : GradientChunk
{
    private const long MostElements = 1 << 28; // 1 GB in float32

    public override long Size => size;

    public override Tensor SquaredNorms()
    {
        var norms = zeros(size, ScalarType.Float64, like.device);
        Each((g, i) => norms[i] = g.dot(g));
        return norms;
    }

    public override Tensor Dots(Tensor v)
    {
        var dots = zeros(size, ScalarType.Float64, like.device);
        var precise = v.to(ScalarType.Float64);
        Each((g, i) => dots[i] = g.dot(precise));
        return dots;
    }

    public override void AddCombination(Tensor coefficients, Tensor sum) => Each((g, i) => sum.add_(g * coefficients[i]));

    public override void AddSquares(Tensor sum) => Each((g, _) => sum.addcmul_(g, g, 1));

    public override Tensor Gram()
    {
        if (size * like.numel() > MostElements)
        {
            throw new InvalidOperationException(
                $"The gradients of {size} samples by {like.numel()} parameters are too many to be held together, which this network needs for its Gram matrix. Take fewer samples, with On(batch).");
        }
        using var rows = zeros([size, like.numel()], ScalarType.Float64, like.device);
        Each((g, i) => rows[i].copy_(g));
        return rows.mm(rows.t());
    }

    private void Each(Action<Tensor, long> use)
    {
        for (var i = 0L; i < size; i++)
        {
            using var scope = NewDisposeScope();
            using var still = no_grad();
            use(gradient(i).to(ScalarType.Float64), i);
        }
    }
}
