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
    private const long FewestChannels = 8; // with fewer, patches are cheaper than many small products

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

    /// <summary>
    /// Where the kernel goes on by single pixels, no patches are copied: with the images' rows and those of δ, padded with zeros to the same length, one behind the
    /// other, each of the kernel's elements multiplies δ with the images moved by so many pixels.
    /// </summary>
    protected override Tensor WeightNorms(Tensor δ)
    {
        if (IsGhost || layer.stride.Any(step => step != 1) || layer.in_channels / layer.groups < FewestChannels) return base.WeightNorms(δ);
        var (_, _, o) = Sizes;
        var (height, width) = (OutputShape[2], OutputShape[3]);
        var over = (layer.kernel_size[1] - 1) * layer.dilation[1];
        var (row, length) = (width + over, height * (width + over) - over);
        var norms = zeros(Count, ScalarType.Float64, device: δ.device);
        var atOnce = Math.Max(1, Elements / 2 / (row * (height * layer.out_channels + Input.shape[2] * layer.in_channels)));
        for (var first = 0L; first < Count; first += atOnce)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(atOnce, Count - first);
            var (images, (high, wide)) = Padded(Precise(Input.narrow(0, first, count)));
            var a = nn.functional.pad(images, [wide, wide, high, high], PaddingModes.Constant).reshape(count * Groups, layer.in_channels / Groups, -1);
            var d = nn.functional.pad(δ.narrow(0, first, count), [0, over, 0, 0], PaddingModes.Constant).reshape(count * Groups, o, -1).narrow(2, 0, length).transpose(1, 2);
            for (var y = 0L; y < layer.kernel_size[0]; y++)
                for (var x = 0L; x < layer.kernel_size[1]; x++)
                {
                    using var inner = NewDisposeScope();
                    var moved = a.narrow(2, y * layer.dilation[0] * row + x * layer.dilation[1], length);
                    norms.narrow(0, first, count).add_(moved.bmm(d).reshape(count, -1).square().sum(1));
                }
        }
        return norms;
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
