namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales the gradients so that their joint norm is at most <paramref name="max_norm"/>; gives the norm they had. A norm that is not a number makes all of them so.</summary>
            public static double clip_grad_norm_(IEnumerable<Modules.Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                var gradients = Gradients(tensors);
                if (gradients.Length == 0) return 0;
                // Order 0 counts the gradients, as in libtorch.
                var total = norm_type == 0 ? tensor((double)gradients.Length) : linalg.vector_norm(stack(Array.ConvertAll(gradients, gradient => linalg.vector_norm(gradient, norm_type))), norm_type);
                var scale = (max_norm / (total + 1e-6)).clamp_max(1);
                foreach (var gradient in gradients) gradient.mul_(scale);
                return total.ToDouble();
            }

            /// <summary>Limits each element of the gradients to [−clip_value, clip_value].</summary>
            public static void clip_grad_value_(IEnumerable<Modules.Parameter> tensors, double clip_value)
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                foreach (var gradient in Gradients(tensors)) gradient.clamp_(-clip_value, clip_value);
            }

            /// <summary>All parameters, flattened and joined to one vector [P].</summary>
            public static Tensor parameters_to_vector(IEnumerable<Modules.Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat(tensors.Select(static tensor => tensor.view(-1)).ToArray()).MoveToOuterDisposeScope();
            }

            /// <summary>The parameters become views of the vector: what is written to either is in both.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Modules.Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                var start = 0L;
                foreach (var tensor in tensors)
                {
                    tensor.set_(vec.detach().narrow(0, start, tensor.numel()).view_as(tensor));
                    start += tensor.numel();
                }
            }

            private static Tensor[] Gradients(IEnumerable<Modules.Parameter> tensors) => tensors.Select(static tensor => tensor.grad).OfType<Tensor>().ToArray();
        }
    }
}
