using static TorchSharp.Operator;
using static TorchSharp.torch;
using functional = TorchSharp.torch.nn.functional;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>The largest element of each window.</summary>
        public sealed class MaxPool2d : ParameterLessModule<Tensor, Tensor>
        {
            internal MaxPool2d(long[] kernel_size, long[] stride, long[] padding, long[] dilation, bool ceil_mode)
                : base(nameof(MaxPool2d), (_, x) => functional.max_pool2d(x, kernel_size, stride, padding, dilation, ceil_mode)) { }
        }

        /// <summary>The mean of each window.</summary>
        public sealed class AvgPool2d : ParameterLessModule<Tensor, Tensor>
        {
            internal AvgPool2d(long[] kernel_size, long[] stride, long[] padding, bool ceil_mode, bool count_include_pad, long? divisor_override)
                : base(nameof(AvgPool2d), (_, x) => functional.avg_pool2d(x, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)) { }
        }

        /// <summary>Means of as many windows as give the output its size.</summary>
        public sealed class AdaptiveAvgPool2d : ParameterLessModule<Tensor, Tensor>
        {
            internal AdaptiveAvgPool2d(long[] output_size) : base(nameof(AdaptiveAvgPool2d), (_, x) => functional.adaptive_avg_pool2d(x, output_size)) { }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Largest element of each window of [N, C, H, W]; the windows lie side by side unless a stride is given.</summary>
            public static Modules.MaxPool2d MaxPool2d(long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                new(functional.Both(kernel_size), functional.Both(stride ?? kernel_size), functional.Both(padding ?? 0), functional.Both(dilation ?? 1), ceil_mode);

            /// <inheritdoc cref="MaxPool2d(long, long?, long?, long?, bool)"/>
            public static Modules.MaxPool2d MaxPool2d((long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false) =>
                new(functional.Both(kernel_size), functional.Both(stride ?? kernel_size), functional.Both(padding ?? (0, 0)), functional.Both(dilation ?? (1, 1)), ceil_mode);

            /// <summary>Mean of each window of [N, C, H, W]; the windows lie side by side unless a stride is given.</summary>
            public static Modules.AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                new(functional.Both(kernel_size), functional.Both(stride ?? kernel_size), functional.Both(padding ?? 0), ceil_mode, count_include_pad, divisor_override);

            /// <inheritdoc cref="AvgPool2d(long, long?, long?, bool, bool, long?)"/>
            public static Modules.AvgPool2d AvgPool2d((long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                new(functional.Both(kernel_size), functional.Both(stride ?? kernel_size), functional.Both(padding ?? (0, 0)), ceil_mode, count_include_pad, divisor_override);

            /// <inheritdoc cref="AdaptiveAvgPool2d(long)"/>
            public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d((long, long) output_size) => new(functional.Both(output_size));
            /// <summary>Means of as many windows of [N, C, H, W] as make the result [N, C, output_size].</summary>
            public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d(long output_size) => new(functional.Both(output_size));

            public static partial class functional
            {
                /// <summary>Largest element of each window of [N, C, H, W]; the windows lie side by side unless a stride is given.</summary>
                public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                    Call("max_pool2d", input, kernel_size, strides ?? kernel_size, padding ?? [0, 0], dilation ?? [1, 1], ceil_mode);

                /// <inheritdoc cref="max_pool2d(Tensor, long[], long[], long[], long[], bool)"/>
                public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                    max_pool2d(input, Both(kernel_size), Both(stride ?? kernel_size), Both(padding ?? 0), Both(dilation ?? 1), ceil_mode);

                /// <summary>Mean of each window of [N, C, H, W]; the windows lie side by side unless a stride is given.</summary>
                public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                    Call("avg_pool2d", input, kernel_size, stride ?? kernel_size, padding ?? [0, 0], ceil_mode, count_include_pad, divisor_override);

                /// <inheritdoc cref="avg_pool2d(Tensor, long[], long[], long[], bool, bool, long?)"/>
                public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                    avg_pool2d(input, Both(kernel_size), Both(stride ?? kernel_size), Both(padding), ceil_mode, count_include_pad, divisor_override);

                /// <summary>Means of as many windows of [N, C, H, W] as make the result [N, C, output_size].</summary>
                public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => Call("adaptive_avg_pool2d", input, output_size);
                /// <inheritdoc cref="adaptive_avg_pool2d(Tensor, long[])"/>
                public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) => adaptive_avg_pool2d(input, Both(output_size));
                /// <inheritdoc cref="adaptive_avg_pool2d(Tensor, long[])"/>
                public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => adaptive_avg_pool2d(input, Both(output_size));
            }
        }
    }
}
