using Course.Data;
using Course.Objectives;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>A chunk's <c>(1/n) Σᵢ gᵢgᵢᵀ</c>: with <c>gᵢ = Jᵢᵀδᵢ</c> it is <c>Jᵀ M J</c>, where M has the blocks <c>δᵢδᵢᵀ/n</c>.</summary>
internal sealed class FisherGraph(NetworkObjective network, Batch chunk) : OutputGraph(network, chunk)
{
    private readonly double root = Math.Sqrt(chunk.Size);

    protected override Tensor? Between(Tensor directions)
    {
        if (Loss.Gradient is not { } gradient) return null;
        var factors = gradient.mul(root).reshape(directions.shape[0], -1); // δᵢ/√n, since the loss is a mean
        return ((factors * directions.reshape(factors.shape)).sum([1L], keepdim: true) * factors).view(directions.shape);
    }
}
