using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>
/// A linear layer that is applied at T positions of each sample, whose gradient is <c>Σₜ δᵢₜ aᵢₜᵀ</c>. Its squared norm is <c>Σₜₛ (aᵢₜ·aᵢₛ)(δᵢₜ·δᵢₛ)</c>
/// (the ghost norm: Li et al., "Large language models can be strong differentially private learners", 2022, section 4); where the gradient itself is less work it is made.
/// </summary>
internal class SequenceRecord((int Weight, int Bias) parameters, Tensor input, Tensor output) : LayerRecord(parameters, input, output)
{
    /// <summary>Groups of units, each with inputs of its own.</summary>
    protected virtual long Groups => 1;

    /// <summary>The number of positions T, of inputs K of a unit, and of units O in a group.</summary>
    protected virtual (long T, long K, long O) Sizes => (Input.numel() / Count / Input.shape[^1], Input.shape[^1], OutputShape[^1]);

    /// <summary>Some samples' inputs and derivatives by position, <c>[n · groups, K, T]</c> and <c>[n · groups, O, T]</c>.</summary>
    protected virtual (Tensor A, Tensor D) Positions(Tensor δ, long first, long count) => (
        Precise(Input.narrow(0, first, count)).reshape(count, Sizes.T, Sizes.K).transpose(1, 2),
        δ.narrow(0, first, count).reshape(count, Sizes.T, Sizes.O).transpose(1, 2));

    protected sealed override long AtOnce => Math.Max(1, Elements / (Groups * NumbersMade));

    /// <summary>How many numbers are made of a sample at a time, for a group.</summary>
    protected virtual long NumbersMade
    {
        get
        {
            var (t, k, o) = Sizes;
            return Math.Max(t * Math.Max(k, o), IsGhost ? t * t : k * o);
        }
    }

    protected override Tensor WeightGradients(Tensor δ, long first, long count)
    {
        var (a, d) = Positions(δ, first, count);
        return d.bmm(a.transpose(1, 2)).reshape(count, -1);
    }

    protected override Tensor BiasGradients(Tensor δ) => δ.reshape(Count, Sizes.T, -1).sum(1);

    protected override Tensor WeightNorms(Tensor δ)
    {
        if (!IsGhost) return base.WeightNorms(δ);
        var norms = empty(Count, ScalarType.Float64, device: δ.device);
        for (var first = 0L; first < Count; first += AtOnce)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(AtOnce, Count - first);
            var (a, d) = Positions(δ, first, count);
            norms.narrow(0, first, count).copy_(a.transpose(1, 2).bmm(a).mul_(d.transpose(1, 2).bmm(d)).reshape(count, -1).sum(1));
        }
        return norms;
    }

    /// <summary>Whether T × T products of positions are less work than the gradient.</summary>
    protected bool IsGhost => Sizes is var (t, k, o) && t * (k + o) < k * o;
}
