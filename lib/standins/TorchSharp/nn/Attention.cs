using static TorchSharp.Operator;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>
            /// softmax(Q Kᵀ / √d + mask) V, with dropout of the weights. A mask of booleans says where to look. Made of operators that
            /// every libtorch has and that have second derivatives, which the fused ones lack.
            /// </summary>
            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_casual = false)
            {
                if (p < 0) throw new ArgumentException($"A probability of dropout is from 0 to 1, got {p}.");
                if (is_casual && attn_mask is not null) throw new ArgumentException("Causal attention has a mask of its own: give attn_mask or is_casual, not both.");
                using var scope = NewDisposeScope();
                var scale = Math.Pow(query.shape[^1], -0.25);  // half of it on either side keeps the products small
                var scores = (query * scale).matmul((key * scale).transpose(-2, -1));
                var mask = is_casual ? ones(query.shape[^2], key.shape[^2], ScalarType.Bool, query.device).tril() : attn_mask;
                Tensor weights;
                if (mask?.dtype == ScalarType.Bool)
                {
                    // Who may look nowhere sees zeros.
                    weights = scores.masked_fill(mask.logical_not(), double.NegativeInfinity).softmax(-1).masked_fill(mask.any(-1, true).logical_not(), 0);
                }
                else
                {
                    weights = (mask is null ? scores : scores + mask).softmax(-1);
                }
                return dropout(weights, p).matmul(value).MoveToOuterDisposeScope();
            }

            /// <summary>A one at the place of each label, zeros elsewhere.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) =>
                x.dtype == ScalarType.Int64 ? Call("one_hot", x, num_classes) : throw new ArgumentException($"OneHot input tensor must have elements of type Int64, got {x.dtype}");
        }
    }
}
