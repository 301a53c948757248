using System.Runtime.InteropServices;
using static TorchSharp.Operator;
using static TorchSharp.torch;
using functional = TorchSharp.torch.nn.functional;

namespace TorchSharp
{
    /// <summary>What stands beyond the border of an input.</summary>
    public enum PaddingModes { Zeros = 0, Reflect = 1, Replicate = 2, Circular = 3, Constant = 4 }

    /// <summary>How much padding: none, or what keeps the size.</summary>
    public enum Padding { Valid = 0, Same = 1 }

    namespace Modules
    {
        /// <summary>A convolution: kernels that are learned, and how they go over their input.</summary>
        public abstract class Convolution : nn.Module<Tensor, Tensor>
        {
            private protected Convolution(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type, long[] dilation, PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype) : base(name)
            {
                if (groups < 1 || in_channels % groups != 0 || out_channels % groups != 0)
                    throw new ExternalException($"in_channels ({in_channels}) and out_channels ({out_channels}) must be divisible by groups ({groups}).");
                (this.in_channels, this.out_channels, this.kernel_size, this.stride, this.dilation) = (in_channels, out_channels, kernel_size, stride, dilation);
                (this.padding, this.padding_type, this.padding_mode, this.groups) = (padding, padding_type, padding_mode, groups);
                weight = empty([out_channels, in_channels / groups, .. kernel_size], dtype, device).AsParameter();
                if (bias) this.bias = empty(out_channels, dtype, device).AsParameter();
                nn.init.Reset(weight, this.bias);
            }

            /// <summary>Channels of the input.</summary>
            public long in_channels { get; }
            /// <summary>Channels of the result.</summary>
            public long out_channels { get; }
            /// <summary>Padding on either side by dimension, or null where <see cref="padding_type"/> says it.</summary>
            public long[]? padding { get; }
            /// <summary>None, or what keeps the size; null where <see cref="padding"/> says it.</summary>
            public Padding? padding_type { get; }
            /// <summary>What stands beyond the border.</summary>
            public PaddingModes padding_mode { get; set; }
            /// <summary>Groups of channels that are convolved apart from each other.</summary>
            public long groups { get; set; }
            /// <summary>Size of the kernel by dimension.</summary>
            public long[] kernel_size { get; set; }
            /// <summary>Step of the kernel by dimension.</summary>
            public long[] stride { get; set; }
            /// <summary>Distance of the kernel's elements by dimension.</summary>
            public long[] dilation { get; set; }

            /// <summary>The kernels [C_out, C_in / groups, kH, kW].</summary>
            public Parameter weight { get; set => Set(ref field, value, nameof(weight)); } = null!;
            /// <summary>b [C_out], or null.</summary>
            public Parameter? bias { get; set => Set(ref field, value, nameof(bias)); }
        }

        /// <summary>A convolution over images [N, C, H, W].</summary>
        public sealed class Conv2d : Convolution
        {
            internal Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long) stride, (long, long)? padding, Padding? padding_type, (long, long) dilation, PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
                : base(nameof(Conv2d), in_channels, out_channels, functional.Both(kernel_size), functional.Both(stride), padding is { } given ? functional.Both(given) : null, padding_type, functional.Both(dilation), padding_mode, groups, bias, device, dtype)
            { }

            public override Tensor forward(Tensor input)
            {
                var shape = input.shape;
                if (shape.Length is not (3 or 4) || shape[^3] != in_channels)
                    throw new ArgumentException($"Expected 3D (unbatched) or 4D (batched) input with {in_channels} channels to Conv2d, got [{string.Join(", ", shape)}].");
                var (above, below) = Sides(0);
                var (left, right) = Sides(1);
                if (padding_mode == PaddingModes.Zeros && above == below && left == right) return functional.conv2d(input, weight, bias, stride, [above, left], dilation, groups);
                using var padded = functional.pad(input, [left, right, above, below], padding_mode);
                return functional.conv2d(padded, weight, bias, stride, [0, 0], dilation, groups);
            }

            /// <summary>Padding before and behind; what is over goes behind.</summary>
            private (long Before, long Behind) Sides(int dimension)
            {
                if (padding is not null) return (padding[dimension], padding[dimension]);
                var both = padding_type == Padding.Same ? dilation[dimension] * (kernel_size[dimension] - 1) : 0;
                return (both / 2, both - both / 2);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Convolution of images [N, C_in, H, W] to [N, C_out, H', W'], H' = ⌊(H + 2 padding − dilation (kernel − 1) − 1) / stride⌋ + 1.</summary>
            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                Conv2d(in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding), (dilation, dilation), padding_mode, groups, bias, device, dtype);

            /// <inheritdoc cref="Conv2d(long, long, long, long, long, long, PaddingModes, long, bool, Device, ScalarType?)"/>
            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, kernel_size, stride ?? (1, 1), padding ?? (0, 0), null, dilation ?? (1, 1), padding_mode, groups, bias, device, dtype);

            /// <inheritdoc cref="Conv2d(long, long, long, long, long, long, PaddingModes, long, bool, Device, ScalarType?)"/>
            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null)
            {
                if (padding == Padding.Same && stride != 1) throw new ArgumentException("padding='same' is not supported for strided convolutions");
                return new(in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), null, padding, (dilation, dilation), padding_mode, groups, bias, device, dtype);
            }

            public static partial class functional
            {
                internal static long[] Both(long value) => [value, value];
                internal static long[] Both((long, long) values) => [values.Item1, values.Item2];

                /// <summary>Convolution (cross-correlation) of images [N, C_in, H, W] with kernels [C_out, C_in / groups, kH, kW].</summary>
                public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                    Call("conv2d", input, weight, bias, strides ?? [1, 1], padding ?? [0, 0], dilation ?? [1, 1], groups);

                /// <summary>Widens the last dimensions: pad is what to add before and behind, the last one's pair first; mode says what stands there.</summary>
                // Zeros are padded as the constant that value says, as in TorchSharp.
                public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                    Call("pad", input, pad, (mode == PaddingModes.Zeros ? PaddingModes.Constant : mode).ToString().ToLowerInvariant(), mode is PaddingModes.Constant or PaddingModes.Zeros ? value : (double?)null);

                /// <inheritdoc cref="pad(Tensor, long[], PaddingModes, double)"/>
                public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                    functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

                /// <summary>Every patch of the images [N, C, H, W] as a column: [N, C·kernel, patches].</summary>
                public static Tensor unfold(Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                    Call("im2col", input, Both(kernel_size), Both(dilation ?? (1, 1)), Both(padding ?? (0, 0)), Both(stride ?? (1, 1)));

                /// <summary>Every patch of the images [N, C, H, W] as a column: [N, C·kernel², patches].</summary>
                public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                    Call("im2col", input, Both(kernel_size), Both(dilation), Both(padding), Both(stride));
            }
        }
    }
}
