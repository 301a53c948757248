using static TorchSharp.Operator;
using static TorchSharp.torch;
using functional = TorchSharp.torch.nn.functional;

namespace TorchSharp
{
    namespace Modules
    {
        public interface IParameterLessModule { }

        /// <summary>A module with nothing to learn or to move.</summary>
        public abstract class ParameterLessModule<T1, TResult> : nn.Module<T1, TResult>, IParameterLessModule
        {
            protected ParameterLessModule(string name) : base(name) { }

            public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw new InvalidOperationException("Cannot register a buffer on a module that is declared 'parameter-less.'");
            public override void register_parameter(string name, Parameter param) => throw new InvalidOperationException("Cannot register a parameter on a module that is declared 'parameter-less.'");

            public override void register_module(string name, nn.Module submodule)
            {
                if (submodule is not IParameterLessModule) throw new InvalidOperationException("Submodules of a parameter-less module must also be parameter-less.");
                base.register_module(name, submodule);
            }
        }

        public sealed class ReLU : ParameterLessModule<Tensor, Tensor>
        {
            internal ReLU(bool inplace) : base(nameof(ReLU)) => this.inplace = inplace;
            public bool inplace { get; set; }
            public override Tensor forward(Tensor tensor) => functional.relu(tensor, inplace);
        }

        public sealed class Tanh : ParameterLessModule<Tensor, Tensor>
        {
            internal Tanh(bool inplace) : base(nameof(Tanh)) => this.inplace = inplace;
            public bool inplace { get; set; }
            public override Tensor forward(Tensor tensor) => functional.tanh(tensor, inplace);
        }

        public sealed class Sigmoid : ParameterLessModule<Tensor, Tensor>
        {
            internal Sigmoid(bool inplace) : base(nameof(Sigmoid)) => this.inplace = inplace;
            public bool inplace { get; set; }
            public override Tensor forward(Tensor tensor) => functional.sigmoid(tensor, inplace);
        }

        public sealed class LeakyReLU : ParameterLessModule<Tensor, Tensor>
        {
            internal LeakyReLU(double negative_slope, bool inplace) : base(nameof(LeakyReLU)) => (this.negative_slope, this.inplace) = (negative_slope, inplace);
            public bool inplace { get; set; }
            public double negative_slope { get; set; }
            public override Tensor forward(Tensor tensor) => functional.leaky_relu(tensor, negative_slope, inplace);
        }

        public sealed class ELU : ParameterLessModule<Tensor, Tensor>
        {
            internal ELU(double alpha, bool inplace) : base(nameof(ELU)) => (this.alpha, this.inplace) = (alpha, inplace);
            public double alpha { get; set; }
            public bool inplace { get; set; }
            public override Tensor forward(Tensor tensor) => functional.elu(tensor, alpha, inplace);
        }

        public sealed class GELU : ParameterLessModule<Tensor, Tensor>
        {
            public enum Approximate { none, tanh }

            internal GELU(Approximate approximate, bool inplace) : base(nameof(GELU)) => (this.approximate, this.inplace) = (approximate, inplace);
            public bool inplace { get; set; }
            public Approximate approximate { get; set; }
            public override Tensor forward(Tensor tensor) => functional.gelu(tensor, approximate, inplace);
        }

        public sealed class SiLU : ParameterLessModule<Tensor, Tensor>
        {
            internal SiLU(bool inplace) : base(nameof(SiLU)) => this.inplace = inplace;
            public bool inplace { get; set; }
            public override Tensor forward(Tensor tensor) => functional.silu(tensor, inplace);
        }

        public sealed class Softplus : ParameterLessModule<Tensor, Tensor>
        {
            internal Softplus(double beta, double threshold) : base(nameof(Softplus)) => (this.beta, this.threshold) = (beta, threshold);
            public double beta { get; set; }
            public double threshold { get; set; }
            public override Tensor forward(Tensor tensor) => functional.softplus(tensor, beta, threshold);
        }

        public sealed class Softmax : ParameterLessModule<Tensor, Tensor>
        {
            internal Softmax(long dim) : base(nameof(Softmax)) => this.dim = dim;
            public long dim { get; set; }
            public override Tensor forward(Tensor tensor) => functional.softmax(tensor, dim);
        }

        public sealed class LogSoftmax : ParameterLessModule<Tensor, Tensor>
        {
            internal LogSoftmax(long dim) : base(nameof(LogSoftmax)) => this.dim = dim;
            public long dim { get; set; }
            public override Tensor forward(Tensor tensor) => functional.log_softmax(tensor, dim);
        }

        public sealed class Flatten : ParameterLessModule<Tensor, Tensor>
        {
            internal Flatten(long start_dim, long end_dim) : base(nameof(Flatten)) => (this.start_dim, this.end_dim) = (start_dim, end_dim);
            public long start_dim { get; set; }
            public long end_dim { get; set; }
            public override Tensor forward(Tensor input) => input.flatten(start_dim, end_dim);
        }

        public sealed class Identity : ParameterLessModule<Tensor, Tensor>
        {
            internal Identity() : base(nameof(Identity)) { }
            public override Tensor forward(Tensor tensor) => tensor.alias();
        }

        public sealed class Dropout : ParameterLessModule<Tensor, Tensor>
        {
            internal Dropout(double p, bool inplace) : base(nameof(Dropout)) => (this.p, this.inplace) = (p, inplace);
            public bool inplace { get; set; }
            public double p { get; set; }
            public override Tensor forward(Tensor tensor) => functional.dropout(tensor, p, training, inplace);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ReLU ReLU(bool inplace = false) => new(inplace);
            public static Modules.Tanh Tanh(bool inplace = false) => new(inplace);
            public static Modules.Sigmoid Sigmoid() => new(false);
            public static Modules.Sigmoid Sigmoid(bool inplace) => new(inplace);
            public static Modules.LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) => new(negative_slope, inplace);
            public static Modules.ELU ELU(double alpha = 1.0, bool inplace = false) => new(alpha, inplace);
            public static Modules.GELU GELU() => new(Modules.GELU.Approximate.none, false);
            public static Modules.GELU GELU(bool inplace) => new(Modules.GELU.Approximate.none, inplace);
            public static Modules.GELU GELU(Modules.GELU.Approximate approximate, bool inplace = false) => new(approximate, inplace);
            public static Modules.SiLU SiLU() => new(false);
            public static Modules.SiLU SiLU(bool inplace) => new(inplace);
            public static Modules.Softplus Softplus(double beta = 1.0, double threshold = 20.0) => new(beta, threshold);
            public static Modules.Softmax Softmax(long dim) => new(dim);
            public static Modules.LogSoftmax LogSoftmax(long dim) => new(dim);
            public static Modules.Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);
            public static Modules.Identity Identity() => new();
            public static Modules.Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            /// <summary>The layers as functions.</summary>
            public static partial class functional
            {
                // In place, the result is still a tensor of its own, which may be disposed without the input.
                public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_().alias() : x.relu();
                public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_().alias() : x.tanh();
                public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_().alias() : x.sigmoid();
                public static Tensor sigmoid(Tensor x) => x.sigmoid();
                public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) => inplace ? input.leaky_relu_(negative_slope).alias() : input.leaky_relu(negative_slope);
                public static Tensor elu(Tensor x, double alpha, bool inplace = false) => inplace ? x.elu_(alpha).alias() : x.elu(alpha);
                public static Tensor gelu(Tensor x) => x.gelu();
                public static Tensor gelu(Tensor x, bool inplace) => gelu(x, Modules.GELU.Approximate.none, inplace);
                public static Tensor gelu(Tensor x, Modules.GELU.Approximate approximate, bool inplace = false) => inplace ? CallInPlace("gelu_", x, approximate.ToString()).alias() : x.gelu(approximate);
                public static Tensor silu(Tensor x, bool inplace = false) => inplace ? x.silu_().alias() : x.silu();
                public static Tensor softplus(Tensor x, double beta = 1.0, double threshold = 20.0) => x.softplus(beta, threshold);
                public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
                public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);
                public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) => inplace ? CallInPlace("dropout_", input, p, training).alias() : Call("dropout", input, p, training);
            }
        }
    }
}
