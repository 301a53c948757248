using static TorchSharp.Operator;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>x Wᵀ + b.</summary>
        public sealed class Linear : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            private Parameter? _weight;
            private Parameter? _bias;

            internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
            {
                (in_features, out_features) = (weight.shape[1], weight.shape[0]);
                this.weight = weight;
                this.bias = bias;
            }

            internal Linear(long inputSize, long outputSize, bool hasBias, torch.Device? device, torch.ScalarType? dtype) : base(nameof(Linear))
            {
                (in_features, out_features) = (inputSize, outputSize);
                // PyTorch's initialization: U(-1/√fan-in, 1/√fan-in) for both, which is He's with a = √5.
                weight = torch.empty(outputSize, inputSize, dtype, device).AsParameter();
                torch.nn.init.kaiming_uniform_(weight, a: Math.Sqrt(5));
                if (!hasBias) return;
                bias = torch.empty(outputSize, dtype, device).AsParameter();
                var bound = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
                torch.nn.init.uniform_(bias, -bound, bound);
            }

            public long in_features { get; set; }
            public long out_features { get; set; }

            public Parameter weight { get => _weight!; set => SetParameter(ref _weight, value, nameof(weight)); }
            public Parameter? bias { get => _bias; set => SetParameter(ref _bias, value, nameof(bias)); }

            public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.linear(tensor, weight, _bias);

            // The two are registered as they are set, under their own names.
            protected override void RegisterComponents() { }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) => new(inputSize, outputSize, hasBias, device, dtype);
            public static Modules.Linear Linear(Modules.Parameter weight, Modules.Parameter? bias = null) => new(weight, bias);

            public static partial class functional
            {
                public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Call("linear", input, weights, bias);
            }
        }
    }
}
