using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>
/// Batch normalization in evaluation mode, <c>z = γ x̂ + β</c> with x̂ from the running averages: a sample's gradient by γ is δ x̂, by β it is δ, summed over a
/// channel's positions.
/// </summary>
internal sealed class NormalizationRecord(BatchNorm layer, (int Weight, int Bias) parameters, Tensor input, Tensor output) : LayerRecord(parameters, input, output)
{
    // Kept as they are: training moves the layer's own on.
    private readonly Tensor mean = Kept(layer.running_mean!), deviation = Kept((layer.running_var! + layer.eps).sqrt());

    protected override long AtOnce => Math.Max(1, Elements / (Input.numel() / Count));

    /// <summary>Whether each sample is normalized by itself; with the batch's own averages no sample has a gradient of its own.</summary>
    public static bool Takes(BatchNorm layer) => !layer.training && layer.running_mean is not null;

    protected override Tensor WeightGradients(Tensor δ, long first, long count)
    {
        var normalized = (ByChannel(Precise(Input.narrow(0, first, count))) - mean) / deviation;
        return (normalized * ByChannel(δ.narrow(0, first, count))).sum(2);
    }

    protected override Tensor BiasGradients(Tensor δ) => ByChannel(δ).sum(2);

    public override void Dispose()
    {
        mean.Dispose();
        deviation.Dispose();
        base.Dispose();
    }

    private static Tensor Kept(Tensor averages) => Precise(averages).detach().clone().view(1, -1, 1).DetachFromDisposeScope();

    private static Tensor ByChannel(Tensor values) => values.reshape(values.shape[0], values.shape[1], -1);
}
