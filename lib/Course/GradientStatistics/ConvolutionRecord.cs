using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>
/// A convolution: a linear layer on each patch of the image (Rochette, Manoel and Tramel, "Efficient per-example gradient computations in convolutional neural
/// networks", 2019; Bu, Mao and Xu, "Scalable and efficient training of large convolutional neural networks with differential privacy", 2022).
/// </summary>
internal sealed class ConvolutionRecord(Conv2d layer, (int Weight, int Bias) parameters, Tensor input, Tensor output) : SequenceRecord(parameters, input, output)
{
    protected override long Groups => layer.groups;

    protected override (long T, long K, long O) Sizes =>
        (OutputShape[2] * OutputShape[3], layer.in_channels / layer.groups * layer.kernel_size[0] * layer.kernel_size[1], layer.out_channels / layer.groups);

    protected override (Tensor A, Tensor D) Positions(Tensor δ, long first, long count)
    {
        var (t, k, o) = Sizes;
        var (images, padding) = Padded(Precise(Input.narrow(0, first, count)));
        var patches = nn.functional.unfold(
            images, Pair(layer.kernel_size), dilation: Pair(layer.dilation), padding: padding, stride: Pair(layer.stride)); // [n, C·kernel, T], channels the slowest
        return (patches.reshape(count * Groups, k, t), δ.narrow(0, first, count).reshape(count * Groups, o, t));
    }

    protected override Tensor BiasGradients(Tensor δ) => δ.flatten(2).sum(2);

    /// <summary>The images and the zeros that stand around them; what else stands there is added to the images.</summary>
    private (Tensor Images, (long, long) Padding) Padded(Tensor images)
    {
        var isZero = layer.padding_mode == PaddingModes.Zeros;
        if (isZero && layer.padding is { } both) return (images, Pair(both));
        long[] before = [Before(0), Before(1)], sum = [Sum(0), Sum(1)];
        var padded = nn.functional.pad(images, [before[1], sum[1] - before[1], before[0], sum[0] - before[0]], isZero ? PaddingModes.Constant : layer.padding_mode);
        return (padded, (0, 0));

        long Sum(int dimension) => layer.padding is { } each ? 2 * each[dimension]
            : layer.padding_type == Padding.Same ? layer.dilation[dimension] * (layer.kernel_size[dimension] - 1) : 0;
        long Before(int dimension) => Sum(dimension) / 2; // what is over goes behind
    }

    private static (long, long) Pair(long[] values) => (values[0], values[1]);
}
