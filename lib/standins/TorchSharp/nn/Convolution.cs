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
        /// <summary>What convolutions of any dimension share.</summary>
        public abstract class Convolution : nn.Module<Tensor, Tensor>
        {
            private protected Convolution(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type, long[] dilation, long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype) : base(name)
            {
                if (padding_type == Padding.Same && stride.Any(static step => step != 1)) throw new ArgumentException("padding='same' is not supported for strided convolutions");
                (this.in_channels, this.out_channels, this.groups, this.padding_mode) = (in_channels, out_channels, groups, padding_mode);
                (this.kernel_size, this.stride, this.padding, this.padding_type, this.dilation) = (kernel_size, stride, padding, padding_type, dilation);
                weight = empty([out_channels, in_channels / groups, .. kernel_size], dtype, device).AsParameter();
                if (bias) this.bias = empty(out_channels, dtype, device).AsParameter();
                reset_parameters();
            }

            public long in_channels { get; }
            public long out_channels { get; }
            public long[] kernel_size { get; set; }
            public long[] stride { get; set; }
            public long[]? padding { get; private set; }
            public Padding? padding_type { get; private set; }
            public long[] dilation { get; set; }
            public long groups { get; set; }
            public PaddingModes padding_mode { get; set; }
            public Parameter weight { get; set => Set(ref field, value, nameof(weight)); } = null!;
            public Parameter? bias { get; set => Set(ref field, value, nameof(bias)); }

            public void reset_parameters() => nn.init.Reset(weight, bias);

            /// <summary>Padding on both sides of each dimension, the last dimension first, as functional.pad takes it.</summary>
            private protected long[] Sides() =>
                [.. kernel_size.Select((size, i) => padding_type == Padding.Same ? dilation[i] * (size - 1) : 2 * (padding?[i] ?? 0)).Reverse().SelectMany(static total => new[] { total / 2, total - total / 2 })];
        }

        /// <summary>A convolution over images [N, C, H, W].</summary>
        public sealed class Conv2d : Convolution
        {
            internal Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long) stride, (long, long)? padding, Padding? padding_type, (long, long) dilation, PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
                : base(nameof(Conv2d), in_channels, out_channels, functional.Both(kernel_size), functional.Both(stride), padding is { } given ? functional.Both(given) : null, padding_type, functional.Both(dilation), groups, bias, padding_mode, device, dtype) { }

            public override Tensor forward(Tensor input)
            {
                var shape = input.shape;
                if (shape.Length is not (3 or 4) || shape[^3] != in_channels) throw new ArgumentException($"Expected 3D (unbatched) or 4D (batched) input with {in_channels} channels to Conv2d.");
                if (padding_mode != PaddingModes.Zeros)
                {
                    using var padded = functional.pad(input, Sides(), padding_mode);
                    return functional.conv2d(padded, weight, bias, stride, [0, 0], dilation, groups);
                }
                return padding_type is { } type
                    ? functional.conv2d_padding(input, weight, bias, stride, type, dilation, groups)
                    : functional.conv2d(input, weight, bias, stride, padding, dilation, groups);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding), null, (dilation, dilation), padding_mode, groups, bias, device, dtype);

            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, kernel_size, stride ?? (1, 1), padding ?? (0, 0), null, dilation ?? (1, 1), padding_mode, groups, bias, device, dtype);

            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), null, padding, (dilation, dilation), padding_mode, groups, bias, device, dtype);

            public static partial class functional
            {
                internal static long[] Both(long value) => [value, value];
                internal static long[] Both((long, long) values) => [values.Item1, values.Item2];

                public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                    Call("conv2d", input, weight, bias, strides ?? [1, 1], padding ?? [0, 0], dilation ?? [1, 1], groups);

                public static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                    Call("conv2d.padding", input, weight, bias, strides ?? [1, 1], padding == Padding.Same ? "same" : "valid", dilation ?? [1, 1], groups);

                // Zeros are padded as the constant that value says, as in TorchSharp.
                public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                    Call("pad", input, pad, (mode == PaddingModes.Zeros ? PaddingModes.Constant : mode).ToString().ToLowerInvariant(), mode is PaddingModes.Constant or PaddingModes.Zeros ? value : (double?)null);

                public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => functional.pad(input, Both(pad), mode, value);
                public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);
                public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => functional.pad(input, Enumerable.Repeat(pad, 2 * (int)input.dim()).ToArray(), mode, value);

                /// <summary>Every patch of the images [N, C, H, W] as a column: [N, C·kernel, patches].</summary>
                public static Tensor unfold(Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                    Call("im2col", input, Both(kernel_size), Both(dilation ?? (1, 1)), Both(padding ?? (0, 0)), Both(stride ?? (1, 1)));

                public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                    Call("im2col", input, Both(kernel_size), Both(dilation), Both(padding), Both(stride));

                /// <summary>The sum of patches at their places: the transpose of <see cref="unfold(Tensor, long, long, long, long)"/>.</summary>
                public static Tensor fold(Tensor input, (long, long) output_size, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                    Call("col2im", input, Both(output_size), Both(kernel_size), Both(dilation ?? (1, 1)), Both(padding ?? (0, 0)), Both(stride ?? (1, 1)));

                public static Tensor fold(Tensor input, long output_size, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                    Call("col2im", input, Both(output_size), Both(kernel_size), Both(dilation), Both(padding), Both(stride));
            }
        }
    }
}
