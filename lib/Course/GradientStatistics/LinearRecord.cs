using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>
/// A linear layer that is applied once to each sample: the gradient is the outer product <c>δᵢ aᵢᵀ</c>, whose squared norm is <c>‖δᵢ‖² ‖aᵢ‖²</c>
/// (Goodfellow 2015, section 4).
/// </summary>
internal sealed class LinearRecord((int Weight, int Bias) parameters, Tensor input, Tensor output) : LayerRecord(parameters, input, output)
{
    private Tensor? inputNorms; // one input serves the δ of many scalars

    private Tensor A => Precise(Input);

    protected override long AtOnce => Math.Max(1, Elements / (Input.shape[1] * OutputShape[1]));

    protected override Tensor WeightGradients(Tensor δ, long first, long count) =>
        δ.narrow(0, first, count).unsqueeze(2).mul(A.narrow(0, first, count).unsqueeze(1)).flatten(1);

    protected override Tensor BiasGradients(Tensor δ) => δ;

    protected override Tensor SquaredNorms(Tensor δ, bool ofWeight, bool ofBias)
    {
        if (!ofWeight) return Norms(δ);
        inputNorms ??= Norms(A).DetachFromDisposeScope();
        return Norms(δ).mul_(ofBias ? inputNorms + 1 : inputNorms);
    }

    protected override Tensor WeightDots(Tensor δ, Tensor v) => A.mm(v.t()).mul_(δ).sum(1);

    protected override Tensor WeightCombination(Tensor δ, Tensor weights) => δ.mul(weights.unsqueeze(1)).t().mm(A);

    protected override Tensor WeightSquares(Tensor δ) => δ.square().t().mm(A.square());

    protected override Tensor WeightGram(Tensor δ) => Gram(δ).mul_(Gram(A));

    public override void Dispose()
    {
        inputNorms?.Dispose();
        base.Dispose();
    }
}
