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
        // Libtorch's product of many small matrices keeps to one core; on a processor each core takes samples of its own.
        Parallel.For(0, (Count + atOnce - 1) / atOnce, new ParallelOptions { MaxDegreeOfParallelism = δ.device_type == DeviceType.CPU ? get_num_threads() : 1 }, part =>
        {
            using var still = no_grad(); // which is a thread's own
            using var scope = NewDisposeScope();
            var (first, count) = (part * atOnce, Math.Min(atOnce, Count - part * atOnce));
            var a = Padded(first, count).reshape(count * Groups, layer.in_channels / Groups, -1);
            var d = nn.functional.pad(δ.narrow(0, first, count), [0, over, 0, 0], PaddingModes.Constant).reshape(count * Groups, o, -1).narrow(2, 0, length).transpose(1, 2);
            var sum = norms.narrow(0, first, count);
            for (var y = 0L; y < layer.kernel_size[0]; y++)
                for (var x = 0L; x < layer.kernel_size[1]; x++)
                {
                    using var inner = NewDisposeScope();
                    var moved = a.narrow(2, y * layer.dilation[0] * row + x * layer.dilation[1], length);
                    sum.add_(Norms(moved.bmm(d).reshape(count, -1)));
                }
        });
        return norms;
    }

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
