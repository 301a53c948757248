using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static unsafe partial class autograd
    {
        /// <summary>What a function's forward leaves for its backward.</summary>
        public class AutogradContext
        {
            private readonly Dictionary<string, object> data = [];
            private nint native;  // zero but while forward or backward runs
            private ExceptionDispatchInfo? failure;

            private readonly string name;
            private readonly Func<AutogradContext, object[], List<Tensor>> forward;
            private readonly Func<AutogradContext, List<Tensor>, List<Tensor>> backward;
            private readonly bool[] differentiable;  // for each argument whether it is a tensor
            private object[]? vars;  // the arguments, until forward has run

            internal AutogradContext(string name, Func<AutogradContext, object[], List<Tensor>> forward, Func<AutogradContext, List<Tensor>, List<Tensor>> backward, object[] vars)
            {
                (this.name, this.forward, this.backward, this.vars) = (name, forward, backward, vars);
                differentiable = Array.ConvertAll(vars, static argument => argument is Tensor { IsInvalid: false });
            }

            /// <summary>Keeps tensors for backward: inputs and results of forward are to be kept in this way, so that memory is let go in time.</summary>
            public void save_for_backward(List<Tensor> tensors) => Mark(0, tensors);
            /// <summary>Says which inputs forward changed in place.</summary>
            public void mark_dirty(List<Tensor> tensors) => Mark(1, tensors);
            /// <summary>Says which results have no gradient.</summary>
            public void mark_non_differentiable(List<Tensor> tensors) => Mark(2, tensors);

            /// <summary>Whether backward is given zeros in place of gradients that are missing.</summary>
            public bool MaterializeGrads { get; private set; } = true;

            /// <summary>Sets whether backward is given zeros in place of gradients that are missing.</summary>
            public void set_materialize_grads(bool value)
            {
                Native.FunctionMaterialize(Running, value ? 1 : 0);
                MaterializeGrads = value;
            }

            /// <summary>The saved tensors; null where null was saved.</summary>
            public List<Tensor> get_saved_variables()
            {
                Native.Tensors saved;
                Native.Check(Native.FunctionSaved(Running, &saved));
                return Take(saved).ConvertAll(static tensor => tensor.IsInvalid ? null! : tensor);
            }

            /// <summary>Keeps something that is not a tensor for backward, under a name.</summary>
            public void save_data(string key, object value) => data[key] = value;

            /// <summary>What save_data kept under a name; null where there is nothing.</summary>
            public object? get_data(string key) => data.GetValueOrDefault(key);

            internal List<Tensor> Apply()
            {
                var inputs = vars!.OfType<Tensor>().Where(static tensor => !tensor.IsInvalid).ToArray();
                var callbacks = new Native.Callbacks { Run = &Run, Release = &Release };
                Native.Tensors outputs;
                fixed (nint* handles = Handles(inputs))
                {
                    var done = Native.FunctionApply(handles, inputs.Length, GCHandle.ToIntPtr(GCHandle.Alloc(this)), callbacks, &outputs);
                    GC.KeepAlive(inputs);
                    vars = null;
                    if (done < 0) failure?.Throw();
                    Native.Check(done);
                }
                return Take(outputs);
            }

            private nint Running => native != 0 ? native : throw new InvalidOperationException("The context of a function can be used only while its forward or its backward runs.");

            private void Mark(int kind, List<Tensor> tensors)
            {
                fixed (nint* handles = Handles(tensors)) Native.Check(Native.FunctionMark(Running, kind, handles, tensors.Count));
                GC.KeepAlive(tensors);
            }

            private List<Tensor> Gradients(List<Tensor> ofOutputs)
            {
                var gradients = backward(this, ofOutputs);
                var count = differentiable.Length;
                if (gradients.Count < count || gradients.Skip(count).Any(static gradient => gradient is { IsInvalid: false }))
                    throw new InvalidOperationException($"Function {name} returned {gradients.Count} gradients for {count} arguments of apply. Return one for each, in their order, null for one without a gradient.");
                for (var i = 0; i < count; i++)
                    if (!differentiable[i] && gradients[i] is { IsInvalid: false })
                        throw new InvalidOperationException($"Function {name} returned a gradient at position {i + 1}, but that argument of apply is not a tensor. Return null there.");
                return gradients.Take(count).Where((_, i) => differentiable[i]).Select(static gradient => gradient is { IsInvalid: false } ? gradient : null!).ToList();
            }

            // Both are called by libtorch, on any of its threads: no exception may leave them.
            [UnmanagedCallersOnly]
            private static nint Run(nint function, nint native, int isBackward, Native.Tensors given, nint results)
            {
                var context = (AutogradContext)GCHandle.FromIntPtr(function).Target!;
                try
                {
                    context.native = native;
                    var made = isBackward == 0 ? context.forward(context, context.vars!) : context.Gradients(Take(given));
                    fixed (nint* handles = Handles(made)) Native.FunctionReturn(results, handles, made.Count);
                    GC.KeepAlive(made);
                    return 0;
                }
                catch (Exception exception)
                {
                    context.failure = ExceptionDispatchInfo.Capture(exception);
                    return Marshal.StringToCoTaskMemUTF8($"{exception.GetType().Name} in {context.name}.{(isBackward == 0 ? "forward" : "backward")}: {exception.Message}");
                }
                finally
                {
                    context.native = 0;
                }
            }

            [UnmanagedCallersOnly]
            private static void Release(nint function) => GCHandle.FromIntPtr(function).Free();

            private static List<Tensor> Take(Native.Tensors given)
            {
                var tensors = new List<Tensor>();
                for (var i = 0; i < given.Count; i++) tensors.Add(Tensor.Owning(given.Items[i]));
                NativeMemory.Free(given.Items);
                return tensors;
            }
        }

        /// <summary>An operation with a derivative of its own.</summary>
        public abstract class Function<T> where T : Function<T>, new()
        {
            private static readonly T Instance = new();

            /// <summary>What the function is called in error messages.</summary>
            public abstract string Name { get; }

            /// <summary>Runs forward on the arguments and records it, so that backward finds its gradients.</summary>
            public static List<Tensor> apply_internal(params object[] vars) =>
                new AutogradContext(Instance.Name, Instance.forward_internal, Instance.backward_internal, vars).Apply();

            internal abstract List<Tensor> forward_internal(AutogradContext ctx, params object[] vars);
            internal abstract List<Tensor> backward_internal(AutogradContext ctx, List<Tensor> grad_outputs);
        }

        /// <summary>A function with one result.</summary>
        public abstract class SingleTensorFunction<T> : Function<T> where T : SingleTensorFunction<T>, new()
        {
            /// <summary>Runs forward on the arguments and records it, so that gradients flow by its backward; gives the one result.</summary>
            public static Tensor apply(params object[] vars) => apply_internal(vars)[0];

            /// <summary>Computes the result; what backward will need is kept in ctx.</summary>
            public abstract Tensor forward(AutogradContext ctx, params object[] vars);
            /// <summary>Of the gradient of the result, the gradient of each argument of apply, in their order; null for one that has none.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            internal sealed override List<Tensor> forward_internal(AutogradContext ctx, params object[] vars) => [forward(ctx, vars)];
            internal sealed override List<Tensor> backward_internal(AutogradContext ctx, List<Tensor> grad_outputs) => backward(ctx, grad_outputs[0]);
        }

        /// <summary>A function with several results.</summary>
        public abstract class MultiTensorFunction<T> : Function<T> where T : MultiTensorFunction<T>, new()
        {
            /// <summary>Runs forward on the arguments and records it, so that gradients flow by its backward; gives the results.</summary>
            public static List<Tensor> apply(params object[] vars) => apply_internal(vars);

            /// <summary>Computes the results; what backward will need is kept in ctx.</summary>
            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);
            /// <summary>Of the gradients of the results, the gradient of each argument of apply, in their order; null for one that has none.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            internal sealed override List<Tensor> forward_internal(AutogradContext ctx, params object[] vars) => forward(ctx, vars);
            internal sealed override List<Tensor> backward_internal(AutogradContext ctx, List<Tensor> grad_outputs) => backward(ctx, grad_outputs);
        }
    }
}

internal static unsafe partial class Native
{
    /// <summary>Laid out as Tensors in shim/function.cpp.</summary>
    internal struct Tensors
    {
        internal nint* Items;
        internal int Count;
    }

    internal struct Callbacks
    {
        internal delegate* unmanaged<nint, nint, int, Tensors, nint, nint> Run;
        internal delegate* unmanaged<nint, void> Release;
    }

    [LibraryImport(Library, EntryPoint = "torch_function_apply")] internal static partial int FunctionApply(nint* inputs, int count, nint function, Callbacks callbacks, Tensors* outputs);
    [LibraryImport(Library, EntryPoint = "torch_function_return")] internal static partial void FunctionReturn(nint results, nint* items, int count);
    [LibraryImport(Library, EntryPoint = "torch_function_mark")] internal static partial int FunctionMark(nint context, int kind, nint* items, int count);
    [LibraryImport(Library, EntryPoint = "torch_function_materialize")] internal static partial void FunctionMaterialize(nint context, int value);
    [LibraryImport(Library, EntryPoint = "torch_function_saved")] internal static partial int FunctionSaved(nint context, Tensors* saved);
}
