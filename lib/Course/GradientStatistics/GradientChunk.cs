using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>The gradients gᵢ of some samples, of which sums and products are told and which need not be there.</summary>
internal abstract class GradientChunk : IDisposable
{
    /// <summary>The number of samples, n.</summary>
    public abstract long Size { get; }

    /// <summary>‖gᵢ‖², float64 <c>[n]</c>.</summary>
    public abstract Tensor SquaredNorms();

    /// <summary>gᵢ·v, float64 <c>[n]</c>.</summary>
    public abstract Tensor Dots(Tensor v);

    /// <summary>Adds Σ cᵢ gᵢ to a sum, float64 <c>[P]</c>.</summary>
    public abstract void AddCombination(Tensor coefficients, Tensor sum);

    /// <summary>Adds Σ gᵢ ⊙ gᵢ to a sum, float64 <c>[P]</c>.</summary>
    public abstract void AddSquares(Tensor sum);

    /// <summary>gᵢ·gⱼ, float64 <c>[n, n]</c>.</summary>
    public abstract Tensor Gram();

    /// <summary>Frees what is kept.</summary>
    public virtual void Dispose()
    {
    }
}
