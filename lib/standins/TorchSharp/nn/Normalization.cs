using System.Runtime.InteropServices;
using static TorchSharp.Operator;
using static TorchSharp.torch;
using functional = TorchSharp.torch.nn.functional;

namespace TorchSharp
{
    namespace Modules
    {
        internal readonly record struct NormSettings(long Channels, double Eps, double Momentum, bool IsAffine, bool IsTracking, Device? Device, ScalarType? Type);

        /// <summary>What normalizations share that may have running statistics.</summary>
        public abstract class NormBase : nn.Module<Tensor, Tensor>
        {
            private protected NormBase(string name, NormSettings settings) : base(name)
            {
                var (channels, device, type) = (settings.Channels, settings.Device, settings.Type);
                (eps, momentum) = (settings.Eps, settings.Momentum);
                if (settings.IsAffine) (weight, bias) = (ones(channels, type, device).AsParameter(), zeros(channels, type, device).AsParameter());
                if (settings.IsTracking) (running_mean, running_var, num_batches_tracked) = (zeros(channels, type, device), ones(channels, type, device), tensor(0L, type, device));
            }

            /// <summary>ε, added to the variance.</summary>
            public double eps { get; set; }
            /// <summary>Share of the newest batch in the running statistics; null averages all batches alike.</summary>
            public double? momentum { get; set; }
            /// <summary>The scale γ [C].</summary>
            public Parameter weight { get; set => Set(ref field, value, nameof(weight)); } = null!;
            /// <summary>The shift β [C].</summary>
            public Parameter? bias { get; set => Set(ref field, value, nameof(bias)); }
            /// <summary>Running mean by channel [C]; null where none is kept.</summary>
            public Tensor? running_mean { get; set => Set(ref field, value, nameof(running_mean)); }
            /// <summary>Running variance by channel [C]; null where none is kept.</summary>
            public Tensor? running_var { get; set => Set(ref field, value, nameof(running_var)); }
            /// <summary>Number of batches in the running statistics.</summary>
            public Tensor? num_batches_tracked { get; set => Set(ref field, value, nameof(num_batches_tracked)); }

            /// <summary>Sets the running mean to 0, the running variance to 1 and the number of batches to 0.</summary>
            public void reset_running_stats()
            {
                running_mean?.zero_();
                running_var?.fill_(1);
                num_batches_tracked?.zero_();
            }

            protected abstract void ValidateInputDimensions(Tensor input);

            private protected static void Demand(Tensor input, int fewest, int most)
            {
                if (input.dim() < fewest || input.dim() > most) throw new ArgumentException($"expected {(fewest < most ? $"{fewest}D or " : "")}{most}D input, but got {input.dim()}D input.");
            }
        }

        /// <summary>Normalizes each channel over the batch, and in evaluation by the running statistics.</summary>
        public abstract class BatchNorm : NormBase
        {
            private protected BatchNorm(NormSettings settings) : base(nameof(BatchNorm1d), settings) { }  // the name of 2-D ones too, as in TorchSharp

            public override Tensor forward(Tensor input)
            {
                ValidateInputDimensions(input);
                if (training) num_batches_tracked?.add_(1);
                // Without a momentum, the running statistics are the mean over all batches so far.
                var factor = momentum ?? (training && num_batches_tracked is not null ? 1 / num_batches_tracked.ToDouble() : 0);
                return functional.batch_norm(input, running_mean, running_var, weight, bias, training || running_mean is null, factor, eps);
            }
        }

        /// <summary>Batch normalization of [N, C] or [N, C, L].</summary>
        public sealed class BatchNorm1d : BatchNorm
        {
            internal BatchNorm1d(NormSettings settings) : base(settings) { }
            protected override void ValidateInputDimensions(Tensor input) => Demand(input, 2, 3);
        }

        /// <summary>Batch normalization of images [N, C, H, W].</summary>
        public sealed class BatchNorm2d : BatchNorm
        {
            internal BatchNorm2d(NormSettings settings) : base(settings) { }
            protected override void ValidateInputDimensions(Tensor input) => Demand(input, 4, 4);
        }

        /// <summary>Normalizes each channel of each image, [N, C, H, W] or [C, H, W].</summary>
        public sealed class InstanceNorm2d : NormBase
        {
            private readonly long channels;

            // The name is TorchSharp's.
            internal InstanceNorm2d(NormSettings settings) : base("InstanceNorm1d", settings) => channels = settings.Channels;

            protected override void ValidateInputDimensions(Tensor input) => Demand(input, 3, 4);

            public override Tensor forward(Tensor input)
            {
                ValidateInputDimensions(input);
                if (input.shape[^3] != channels) throw new ArgumentException($"expected input of {channels} channels, but got [{string.Join(", ", input.shape)}].");
                if (input.dim() == 4) return Normalized(input);
                using var batch = input.unsqueeze(0);
                return Normalized(batch).squeeze_(0);
            }

            private Tensor Normalized(Tensor input) => functional.instance_norm(input, running_mean, running_var, weight, bias, training || running_mean is null, momentum ?? 0.1, eps);
        }

        /// <summary>Normalizes groups of channels of each sample.</summary>
        public sealed class GroupNorm : nn.Module<Tensor, Tensor>
        {
            private readonly long groups;

            // TorchSharp 0.107 leaves weight and bias as they are in memory; here they are PyTorch's ones and zeros.
            internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype) : base(nameof(GroupNorm))
            {
                (groups, this.eps) = (num_groups, eps);
                if (affine) (weight, bias) = (ones(num_channels, dtype, device).AsParameter(), zeros(num_channels, dtype, device).AsParameter());
            }

            /// <summary>ε, added to the variance.</summary>
            public double eps { get; set; }
            /// <summary>The scale γ [C].</summary>
            public Parameter weight { get; set => Set(ref field, value, nameof(weight)); } = null!;
            /// <summary>The shift β [C].</summary>
            public Parameter? bias { get; set => Set(ref field, value, nameof(bias)); }

            public override Tensor forward(Tensor tensor) => tensor.dim() < 3
                ? throw new ArgumentException($"Invalid number of dimensions for GroupNorm argument: {tensor.dim()}")
                : functional.group_norm(tensor, groups, weight, bias, eps);
        }

        /// <summary>Normalizes over the last dimensions.</summary>
        public sealed class LayerNorm : nn.Module<Tensor, Tensor>
        {
            private readonly long[] sizes;

            internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, Device? device, ScalarType? dtype) : base(nameof(LayerNorm))
            {
                (sizes, this.eps) = (normalized_shape, eps);
                if (elementwise_affine) weight = ones(normalized_shape, dtype, device).AsParameter();
                if (elementwise_affine && bias) this.bias = zeros(normalized_shape, dtype, device).AsParameter();
            }

            /// <summary>ε, added to the variance.</summary>
            public double eps { get; set; }
            /// <summary>The scale γ [normalized_shape].</summary>
            public Parameter weight { get; set => Set(ref field, value, nameof(weight)); } = null!;
            /// <summary>The shift β [normalized_shape], or null.</summary>
            public Parameter? bias { get; set => Set(ref field, value, nameof(bias)); }

            public override Tensor forward(Tensor tensor) => functional.layer_norm(tensor, sizes, weight, bias, eps);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>γ (x − μ) / √(σ² + ε) + β by channel of [N, C] or [N, C, L]: of the batch in training, by running statistics in evaluation.</summary>
            public static Modules.BatchNorm1d BatchNorm1d(long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(num_features, eps, momentum, affine, track_running_stats, device, dtype));

            /// <summary>γ (x − μ) / √(σ² + ε) + β by channel of [N, C, H, W]: of the batch in training, by running statistics in evaluation.</summary>
            public static Modules.BatchNorm2d BatchNorm2d(long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(num_features, eps, momentum, affine, track_running_stats, device, dtype));

            /// <summary>(x − μ) / √(σ² + ε) by channel of each image of [N, C, H, W], then γ and β if affine.</summary>
            public static Modules.InstanceNorm2d InstanceNorm2d(long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = false, bool track_running_stats = false, Device? device = null, ScalarType? dtype = null) =>
                new(new(num_features, eps, momentum, affine, track_running_stats, device, dtype));

            /// <summary>γ (x − μ) / √(σ² + ε) + β over num_groups groups of channels of each sample [N, C, ...]; γ and β a channel.</summary>
            public static Modules.GroupNorm GroupNorm(long num_groups, long num_channels, double eps = 1e-05, bool affine = true, Device? device = null, ScalarType? dtype = null) => new(num_groups, num_channels, eps, affine, device, dtype);
            /// <summary>γ (x − μ) / √(σ² + ε) + β over the last dimensions of each sample, whose sizes are normalized_shape; σ² divides by N.</summary>
            public static Modules.LayerNorm LayerNorm(long[] normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) => new(normalized_shape, eps, elementwise_affine, bias, device, dtype);
            /// <inheritdoc cref="LayerNorm(long[], double, bool, bool, Device, ScalarType?)"/>
            public static Modules.LayerNorm LayerNorm(long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) => new([normalized_shape], eps, elementwise_affine, bias, device, dtype);

            public static partial class functional
            {
                /// <summary>γ (x − μ) / √(σ² + ε) + β by channel: of the batch in training, when the running statistics follow it, else by those.</summary>
                public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-5) =>
                    Call("batch_norm", input, weight, bias, running_mean, running_var, training, momentum, eps, true);

                /// <summary>γ (x − μ) / √(σ² + ε) + β by channel of each sample.</summary>
                public static Tensor instance_norm(Tensor input, Tensor? running_mean = null, Tensor? running_var = null, Tensor? weight = null, Tensor? bias = null, bool use_input_stats = true, double momentum = 0.1, double eps = 1e-5) =>
                    Call("instance_norm", input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, true);

                /// <summary>γ (x − μ) / √(σ² + ε) + β over the last dimensions of each sample, whose sizes are normalized_shape.</summary>
                public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) => Call("layer_norm", input, normalized_shape, weight, bias, eps);
                /// <summary>γ (x − μ) / √(σ² + ε) + β over groups of channels of each sample [N, C, ...].</summary>
                public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) => Call("group_norm", input, num_groups, weight, bias, eps);

                /// <summary>x / max(‖x‖ₚ, ε) along dim: vectors of length 1.</summary>
                public static Tensor normalize(Tensor input, double p = 2.0, long dim = 1L, double eps = 1e-12)
                {
                    using var norm = Call("norm.ScalarOpt_dim", input, p, (long[])[dim], true);
                    using var bounded = norm.clamp_min(eps);
                    return input / bounded;
                }
            }
        }
    }
}
