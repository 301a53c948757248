using static TorchSharp.Operator;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>x Wᵀ + b.</summary>
        public sealed class Linear : nn.Module<Tensor, Tensor>
        {
            internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear)) =>
                (this.weight, this.bias, in_features, out_features) = (weight, bias, weight.shape[1], weight.shape[0]);

            internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype)
                : this(empty(outputSize, inputSize, dtype, device).AsParameter(), hasBias ? empty(outputSize, dtype, device).AsParameter() : null) => nn.init.Reset(weight, bias);

            /// <summary>Size of the last dimension of the input.</summary>
            public long in_features { get; set; }
            /// <summary>Size of the last dimension of the result.</summary>
            public long out_features { get; set; }
            /// <summary>W [out_features, in_features].</summary>
            public Parameter weight { get; set => Set(ref field, value, nameof(weight)); } = null!;
            /// <summary>b [out_features], or null.</summary>
            public Parameter? bias { get; set => Set(ref field, value, nameof(bias)); }

            public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weight, bias);
        }

        /// <summary>A row of a table for each number.</summary>
        public sealed class Embedding : nn.Module<Tensor, Tensor>
        {
            private readonly (long Padding, double? Norm, double Order, bool ByFrequency, bool IsSparse) settings;

            internal Embedding(long num_embeddings, long embedding_dims, long? padding_idx, double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse, Device? device, ScalarType? dtype) : base(nameof(Embedding))
            {
                if (padding_idx < -num_embeddings || padding_idx >= num_embeddings)
                    throw new System.Runtime.InteropServices.ExternalException($"Padding_idx must be within num_embeddings: got {padding_idx} for {num_embeddings} embeddings.");
                var padding = (padding_idx < 0 ? padding_idx + num_embeddings : padding_idx) ?? -1;
                settings = (padding, max_norm, norm_type, scale_grad_by_freq, sparse);
                var rows = randn(num_embeddings, embedding_dims, dtype, device);
                if (padding >= 0) rows[padding].zero_();
                weight = rows.AsParameter();
            }

            /// <summary>The table [num_embeddings, embedding_dims].</summary>
            public Parameter? weight { get; set => Set(ref field, value, nameof(weight)); }

            public override Tensor forward(Tensor input)
            {
                if (settings.Norm is { } bound)
                {
                    using var _ = no_grad();
                    CallInPlace("embedding_renorm_", weight, input, bound, settings.Order);
                }
                return Call("embedding", weight, input, settings.Padding, settings.ByFrequency, settings.IsSparse);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>x Wᵀ + b: [..., inputSize] to [..., outputSize]; W [outputSize, inputSize] and b [outputSize] drawn from U(−1/√in, 1/√in).</summary>
            public static Modules.Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) => new(inputSize, outputSize, hasBias, device, dtype);
            /// <summary>x Wᵀ + b with given parameters: W [out, in] and b [out], or no b.</summary>
            public static Modules.Linear Linear(Modules.Parameter weight, Modules.Parameter? bias = null) => new(weight, bias);

            /// <summary>Row i of a learned table [num_embeddings, embedding_dims] for each index i: [...] to [..., embedding_dims]; starts N(0, 1).</summary>
            public static Modules.Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) =>
                new(num_embeddings, embedding_dims, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse, device, dtype);

            public static partial class functional
            {
                /// <summary>x Wᵀ + b: x [..., in], weights W [out, in] and bias b [out] give [..., out].</summary>
                public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Call("linear", input, weights, bias);
            }
        }
    }
}
