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
            return Array.ConvertAll(results, static handle => new Tensor(handle));
        }

        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            var (ofTensors, ofGradients, ofInputs) = (Handles(tensors), Handles(grad_tensors), Handles(inputs));
            fixed (nint* tensor = ofTensors, gradient = ofGradients, input = ofInputs)
                Native.Check(Native.Backward(tensor, ofTensors.Length, gradient, ofGradients.Length, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, input, ofInputs.Length));
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        private static nint[] Handles(IList<Tensor>? tensors)
        {
            if (tensors is null) return [];
            var handles = new nint[tensors.Count];
            for (var i = 0; i < handles.Length; i++) handles[i] = tensors[i].Handle;
            return handles;
        }
    }

    public static IDisposable no_grad() => new GradMode(false);
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);
    public static bool is_grad_enabled() => Native.GradMode() != 0;
    public static IDisposable inference_mode(bool mode = true) => new InferenceModeGuard(mode);
    public static bool is_inference_mode_enabled() => Native.InferenceMode() != 0;

    /// <summary>Sets the thread's gradient mode until disposed.</summary>
    private sealed class GradMode : IDisposable
    {
        private readonly int before = Native.GradMode();

        internal GradMode(bool enabled) => Native.SetGradMode(enabled ? 1 : 0);

        public void Dispose() => Native.SetGradMode(before);
    }

    private sealed class InferenceModeGuard(bool mode) : IDisposable
    {
        private nint guard = Native.EnterInferenceMode(mode ? 1 : 0);

        public void Dispose()
        {
            if (guard != 0) Native.LeaveInferenceMode(guard);
            guard = 0;
        }
    }
}
