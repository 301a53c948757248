using static TorchSharp.Operator;
using static TorchSharp.torch;
using functional = TorchSharp.torch.nn.functional;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A function as a module: with nothing to learn or to move.</summary>
        public abstract class ParameterLessModule<T1, TResult> : nn.Module<T1, TResult>
        {
            private readonly Func<nn.Module, T1, TResult> function;

            private protected ParameterLessModule(string name, Func<nn.Module, T1, TResult> function) : base(name) => this.function = function;

            public override TResult forward(T1 input) => function(this, input);
        }

        /// <summary>max(0, x).</summary>
        public sealed class ReLU : ParameterLessModule<Tensor, Tensor>
        {
            internal ReLU(bool inplace) : base(nameof(ReLU), (_, x) => functional.relu(x, inplace)) { }
        }

        /// <summary>tanh x = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ).</summary>
        public sealed class Tanh : ParameterLessModule<Tensor, Tensor>
        {
            internal Tanh(bool inplace) : base(nameof(Tanh), (_, x) => functional.tanh(x, inplace)) { }
        }

        /// <summary>σ(x) = 1 / (1 + e⁻ˣ).</summary>
        public sealed class Sigmoid : ParameterLessModule<Tensor, Tensor>
        {
            internal Sigmoid() : base(nameof(Sigmoid), static (_, x) => functional.sigmoid(x)) { }
        }

        /// <summary>x where it is positive, else the slope times x.</summary>
        public sealed class LeakyReLU : ParameterLessModule<Tensor, Tensor>
        {
            internal LeakyReLU(double negative_slope, bool inplace) : base(nameof(LeakyReLU), (_, x) => functional.leaky_relu(x, negative_slope, inplace)) { }
        }

        /// <summary>x where it is positive, else α (eˣ − 1).</summary>
        public sealed class ELU : ParameterLessModule<Tensor, Tensor>
        {
            internal ELU(double alpha, bool inplace) : base(nameof(ELU), (_, x) => functional.elu(x, alpha, inplace)) { }
        }

        /// <summary>x Φ(x), Φ being the normal distribution's.</summary>
        public sealed class GELU : ParameterLessModule<Tensor, Tensor>
        {
            public enum Approximate { none, tanh }

            internal GELU(Approximate approximate, bool inplace) : base(nameof(GELU), (_, x) => functional.gelu(x, approximate, inplace)) { }
        }

        /// <summary>x σ(x).</summary>
        public sealed class SiLU : ParameterLessModule<Tensor, Tensor>
        {
            internal SiLU() : base(nameof(SiLU), static (_, x) => functional.silu(x)) { }
        }

        /// <summary>log(1 + e^(βx)) / β, and x where βx is above the threshold.</summary>
        public sealed class Softplus : ParameterLessModule<Tensor, Tensor>
        {
            internal Softplus(double beta, double threshold) : base(nameof(Softplus), (_, x) => functional.softplus(x, beta, threshold)) { }
        }

        /// <summary>eˣ, divided by its sum over a dimension.</summary>
        public sealed class Softmax : ParameterLessModule<Tensor, Tensor>
        {
            internal Softmax(long dim) : base(nameof(Softmax), (_, x) => functional.softmax(x, dim)) { }
        }

        /// <summary>x − log Σ eˣ over a dimension: the logarithm of softmax.</summary>
        public sealed class LogSoftmax : ParameterLessModule<Tensor, Tensor>
        {
            internal LogSoftmax(long dim) : base(nameof(LogSoftmax), (_, x) => functional.log_softmax(x, dim)) { }
        }

        /// <summary>The dimensions from one to another made one.</summary>
        public sealed class Flatten : ParameterLessModule<Tensor, Tensor>
        {
            internal Flatten(long start_dim, long end_dim) : base(nameof(Flatten), (_, x) => x.flatten(start_dim, end_dim)) { }
        }

        /// <summary>x.</summary>
        public sealed class Identity : ParameterLessModule<Tensor, Tensor>
        {
            internal Identity() : base(nameof(Identity), static (_, x) => x.alias()) { }
        }

        /// <summary>In training, zeros with probability p, and the rest divided by 1 − p.</summary>
        public sealed class Dropout : ParameterLessModule<Tensor, Tensor>
        {
            internal Dropout(double p, bool inplace) : base(nameof(Dropout), (module, x) => functional.dropout(x, p, module.training, inplace)) { }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.ReLU"/>
            public static Modules.ReLU ReLU(bool inplace = false) => new(inplace);
            /// <inheritdoc cref="Modules.Tanh"/>
            public static Modules.Tanh Tanh(bool inplace = false) => new(inplace);
            /// <inheritdoc cref="Modules.Sigmoid"/>
            public static Modules.Sigmoid Sigmoid() => new();
            /// <inheritdoc cref="Modules.LeakyReLU"/>
            public static Modules.LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) => new(negative_slope, inplace);
            /// <inheritdoc cref="Modules.ELU"/>
            public static Modules.ELU ELU(double alpha = 1.0, bool inplace = false) => new(alpha, inplace);
            /// <inheritdoc cref="Modules.GELU"/>
            public static Modules.GELU GELU() => new(Modules.GELU.Approximate.none, false);
            /// <inheritdoc cref="Modules.GELU"/>
            public static Modules.GELU GELU(Modules.GELU.Approximate approximate, bool inplace = false) => new(approximate, inplace);
            /// <inheritdoc cref="Modules.SiLU"/>
            public static Modules.SiLU SiLU() => new();
            /// <inheritdoc cref="Modules.Softplus"/>
            public static Modules.Softplus Softplus(double beta = 1.0, double threshold = 20.0) => new(beta, threshold);
            /// <summary>Softmax along dim: exp(xᵢ) / Σⱼ exp(xⱼ).</summary>
            public static Modules.Softmax Softmax(long dim) => new(dim);
            /// <summary>Logarithm of softmax along dim: xᵢ − ln Σⱼ exp(xⱼ).</summary>
            public static Modules.LogSoftmax LogSoftmax(long dim) => new(dim);
            /// <summary>Makes the dimensions from start_dim to end_dim one: with the defaults [N, C, H, W] becomes [N, C·H·W].</summary>
            public static Modules.Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);
            /// <summary>Gives its input unchanged.</summary>
            public static Modules.Identity Identity() => new();
            /// <summary>In training, sets each element to 0 with probability p and divides the rest by 1 − p; in evaluation gives its input.</summary>
            public static Modules.Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            /// <summary>The layers as functions.</summary>
            public static partial class functional
            {
                /// <inheritdoc cref="Tensor.relu"/>
                // In place, the result is still a tensor of its own, which may be disposed without the input.
                public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_().alias() : x.relu();
                /// <inheritdoc cref="Tensor.tanh"/>
                public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_().alias() : x.tanh();
                /// <inheritdoc cref="Tensor.sigmoid"/>
                public static Tensor sigmoid(Tensor x) => x.sigmoid();
                /// <inheritdoc cref="Tensor.leaky_relu"/>
                public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) => inplace ? input.leaky_relu_(negative_slope).alias() : input.leaky_relu(negative_slope);
                /// <inheritdoc cref="Tensor.elu"/>
                public static Tensor elu(Tensor x, double alpha, bool inplace = false) => inplace ? x.elu_(alpha).alias() : x.elu(alpha);
                /// <inheritdoc cref="Tensor.gelu()"/>
                public static Tensor gelu(Tensor x) => x.gelu();
                /// <inheritdoc cref="Tensor.gelu()"/>
                public static Tensor gelu(Tensor x, Modules.GELU.Approximate approximate, bool inplace = false) => inplace ? CallInPlace("gelu_", x, approximate.ToString()).alias() : x.gelu(approximate);
                /// <inheritdoc cref="Tensor.silu"/>
                public static Tensor silu(Tensor x, bool inplace = false) => inplace ? x.silu_().alias() : x.silu();
                /// <inheritdoc cref="Tensor.softplus"/>
                public static Tensor softplus(Tensor x, double beta = 1.0, double threshold = 20.0) => x.softplus(beta, threshold);
                /// <inheritdoc cref="Tensor.softmax"/>
                public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
                /// <inheritdoc cref="Tensor.log_softmax"/>
                public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);
                /// <summary>In training, sets each element to 0 with probability p and divides the rest by 1 − p; else gives x.</summary>
                public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) => inplace ? CallInPlace("dropout_", input, p, training).alias() : Call("dropout", input, p, training);
            }
        }
    }
}
