namespace TorchSharp;

public static partial class torch
{
    /// <summary>Automatic differentiation.</summary>
    public static unsafe partial class autograd
    {
        /// <summary>The sum of gradients of outputs with respect to inputs; an unused input's is an invalid tensor.</summary>
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            var (ofOutputs, ofInputs, ofGradients) = (Handles(outputs), Handles(inputs), Handles(grad_outputs));
            var results = new nint[inputs.Count];
            fixed (nint* output = ofOutputs, input = ofInputs, gradient = ofGradients, result = results)
                Native.Check(Native.Gradients(output, ofOutputs.Length, input, ofInputs.Length, gradient, ofGradients.Length, retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, result));
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return Array.ConvertAll(results, Tensor.Owning);
        }

        /// <summary>Adds d(tensor)/d(leaf), times grad_tensor where it is not a scalar, to the grad of the leaves, or of the given inputs only.</summary>
        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            var (ofTensors, ofGradients, ofInputs) = (Handles(tensors), Handles(grad_tensors), Handles(inputs));
            fixed (nint* tensor = ofTensors, gradient = ofGradients, input = ofInputs)
                Native.Check(Native.Backward(tensor, ofTensors.Length, gradient, ofGradients.Length, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, input, ofInputs.Length));
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        /// <inheritdoc cref="backward(IList{Tensor}, IList{Tensor}, bool?, bool, IList{Tensor})"/>
        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        /// <inheritdoc cref="backward(IList{Tensor}, IList{Tensor}, bool?, bool, IList{Tensor})"/>
        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        /// <summary>Functions of functions.</summary>
        public static partial class functional
        {
            /// <summary>For each output the derivatives of its elements with respect to each input: [output's shape, input's shape].</summary>
            public static IEnumerable<Tensor> jacobian(Func<Tensor[], Tensor[]> function, params Tensor[] inputs)
            {
                using var scope = NewDisposeScope();
                using var mode = enable_grad();
                var at = Array.ConvertAll(inputs, static input => input.detach().requires_grad_());
                var jacobians = new List<Tensor>();
                foreach (var output in function(at))
                {
                    var rows = output.reshape(-1).unbind().Select(element => grad([element], at, retain_graph: true, allow_unused: true)).ToArray();
                    for (var i = 0; i < at.Length; i++)
                    {
                        var derivatives = rows.Select(row => row[i].IsInvalid ? zeros_like(at[i]) : row[i]);
                        jacobians.Add(stack(derivatives).view([.. output.shape, .. at[i].shape]).MoveToOuterDisposeScope());
                    }
                }
                return jacobians;
            }

            /// <inheritdoc cref="jacobian(Func{Tensor[], Tensor[]}, Tensor[])"/>
            public static Tensor jacobian(Func<Tensor, Tensor> function, Tensor inputs) => jacobian(x => [function(x[0])], [inputs]).Single();
        }

        private static nint[] Handles(IList<Tensor>? tensors)
        {
            if (tensors is null) return [];
            var handles = new nint[tensors.Count];
            for (var i = 0; i < handles.Length; i++) handles[i] = tensors[i] is { } tensor ? tensor.Handle : 0;
            return handles;
        }
    }

    /// <summary>Until disposed, operations of this thread are not recorded: no gradients, less memory. Write using var _ = torch.no_grad();</summary>
    public static IDisposable no_grad() => new GradMode(false);
    /// <summary>Until disposed, operations of this thread are recorded for backward (or not, for false), also inside no_grad.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);
    /// <summary>Until disposed, operations of this thread are recorded for backward, or not.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);
    /// <summary>Whether operations of this thread are recorded for backward.</summary>
    public static bool is_grad_enabled() => Native.GradMode() != 0;

    /// <summary>Sets the thread's gradient mode until disposed.</summary>
    private sealed class GradMode : IDisposable
    {
        private readonly int before = Native.GradMode();

        internal GradMode(bool enabled) => Native.SetGradMode(enabled ? 1 : 0);

        public void Dispose() => Native.SetGradMode(before);
    }
}
