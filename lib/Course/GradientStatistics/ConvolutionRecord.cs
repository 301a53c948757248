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
        var images = Padded(first, count);
        var patches = new List<Tensor>(); // one a kernel's element: a copy by rows, which costs less than gathering each patch
        for (var y = 0L; y < layer.kernel_size[0]; y++)
            for (var x = 0L; x < layer.kernel_size[1]; x++)
                patches.Add(Every(Every(images, 0, y), 1, x));
        return (stack(patches, 2).reshape(count * Groups, k, t), δ.narrow(0, first, count).reshape(count * Groups, o, t));

        Tensor Every(Tensor from, int dimension, long at)
        {
            var (start, step) = (at * layer.dilation[dimension], layer.stride[dimension]);
            return from.slice(2 + dimension, start, start + (OutputShape[2 + dimension] - 1) * step + 1, step);
        }
    }

    protected override long NumbersMade
    {
        get
        {
            if (!IsDirect || IsGhost) return base.NumbersMade;
            var (t, k, o) = Sizes;
            var forAllCores = Elements / (Groups * 2 * get_num_threads()); // who takes samples; fewer numbers than that are made at a time only if they are all there are
            return Math.Max(Math.Min(k * o, Math.Max(1, forAllCores)), Math.Max(o * t, Input.numel() / Count / Groups) / 512); // of what is read, a span holds 512 times as many
        }
    }

    /// <summary>Whether gradients are summed straight from the image.</summary>
    private bool IsDirect => Input.dtype == ScalarType.Float32 && Input.device_type == DeviceType.CPU;

    protected override Tensor WeightGradients(Tensor δ, long first, long count)
    {
        if (!IsDirect || count * Groups * Sizes.K * Sizes.O > int.MaxValue / sizeof(float)) return base.WeightGradients(δ, first, count);
        var isZeroPadded = layer.padding_mode == PaddingModes.Zeros;
        var (images, border) = isZeroPadded ? (Input.narrow(0, first, count), new ZeroBorder(Sides(0), Sides(1))) : (Padded(first, count), new ZeroBorder((0, 0), (0, 0)));
        var (height, row) = ((int)(images.shape[2] + border.Rows.Before + border.Rows.Behind), (int)(images.shape[3] + border.Columns.Before + border.Columns.Behind));
        var channels = layer.in_channels / Groups;
        return PatchProducts.Of(
            images.reshape(count * Groups, channels, images.shape[2], images.shape[3]), border, δ.narrow(0, first, count).reshape(count * Groups, Sizes.O, -1),
            Pixels(1, 0, OutputShape[2], row * (int)layer.stride[0], OutputShape[3], (int)layer.stride[1]),
            Pixels(channels, height * row, layer.kernel_size[0], row * (int)layer.dilation[0], layer.kernel_size[1], (int)layer.dilation[1])).reshape(count, -1);
    }

    /// <summary>Where numbers stand in an image whose channels lie so many pixels apart, rows so many, and columns so many.</summary>
    private static int[] Pixels(long channels, int channel, long rows, int row, long columns, int column) =>
        [.. from z in Enumerable.Range(0, (int)channels) from y in Enumerable.Range(0, (int)rows) from x in Enumerable.Range(0, (int)columns) select z * channel + y * row + x * column];

    protected override Tensor BiasGradients(Tensor δ) => δ.flatten(2).sum(2);

    /// <summary>Some samples' images with what stands around them.</summary>
    private Tensor Padded(long first, long count)
    {
        var images = Precise(Input.narrow(0, first, count));
        var ((above, below), (left, right)) = (Sides(0), Sides(1));
        if (above + below + left + right == 0) return images;
        return nn.functional.pad(images, [left, right, above, below], layer.padding_mode == PaddingModes.Zeros ? PaddingModes.Constant : layer.padding_mode);
    }

    private (long Before, long Behind) Sides(int dimension)
    {
        if (layer.padding is { } each) return (each[dimension], each[dimension]);
        var both = layer.padding_type == Padding.Same ? layer.dilation[dimension] * (layer.kernel_size[dimension] - 1) : 0;
        return (both / 2, both - both / 2); // what is over goes behind
    }
}
