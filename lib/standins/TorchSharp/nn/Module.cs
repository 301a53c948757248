using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Neural networks.</summary>
    public static partial class nn
    {
        /// <summary>A part of a network: parameters, buffers and further modules, by name.</summary>
        public class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Module> submodules = [];
            private readonly OrderedDictionary<string, (Tensor Tensor, bool Persistent)> ownBuffers = [];
            private readonly OrderedDictionary<string, Parameter> ownParameters = [];
            private bool registered;
            private bool isTraining = true;

            /// <summary>What the module is called.</summary>
            protected string? name;

            /// <summary>A module of the given name; RegisterComponents, called when the fields are set, registers what they hold.</summary>
            protected Module(string name) => this.name = name;

            /// <summary>Disposes the module's parameters and buffers, and the modules in it.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (var (buffer, _) in ownBuffers.Values) buffer.DetachFromDisposeScope().Dispose();
                foreach (var parameter in ownParameters.Values) parameter.DetachFromDisposeScope().Dispose();
                foreach (var module in children()) module.Dispose();
            }

            /// <summary>What the module is called: by default its class.</summary>
            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            /// <summary>Whether it is in training: dropout drops, batch normalization uses the batch's statistics.</summary>
            public virtual bool training => isTraining;

            /// <summary>Puts it and all modules in it in training, or in evaluation.</summary>
            public virtual void train(bool train = true)
            {
                isTraining = train;
                foreach (var module in children()) module.train(train);
            }

            /// <summary>Puts it and all modules in it in evaluation: dropout gives its input, batch normalization uses running statistics.</summary>
            public virtual void eval() => train(false);

            /// <summary>Calls a function on all modules in it, then on itself, and gives itself.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var module in children()) module.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Takes the gradients of all parameters away, or sets them to 0.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    using var gradient = set_to_none ? null : parameter.grad;
                    if (set_to_none) parameter.grad = null;
                    else gradient?.zero_();
                }
            }

            /// <summary>The modules directly in it, by name.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() => submodules.Select(static pair => (pair.Key, pair.Value));
            /// <summary>All modules in it, at any depth, by path such as "layers.0".</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules() => named_children().Concat(Within(static module => module.named_modules()));
            /// <summary>The modules directly in it.</summary>
            public virtual IEnumerable<Module> children() => named_children().Select(static pair => pair.module);
            /// <summary>All modules in it, at any depth.</summary>
            public virtual IEnumerable<Module> modules() => named_modules().Select(static pair => pair.module);

            /// <summary>All parameters, each once, by path such as "layers.0.weight"; not recurse, its own only.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
                Distinct(ownParameters.Select(static pair => (pair.Key, pair.Value)), recurse, static module => module.named_parameters());

            /// <summary>All buffers that are saved with it, by path: tensors that are not learned, such as running means.</summary>
            // As in TorchSharp, buffers that are not persistent are left out whatever include_nonpersistent says, and so do not move either.
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true) =>
                Distinct(ownBuffers.Where(static pair => pair.Value.Persistent).Select(static pair => (pair.Key, pair.Value.Tensor)), recurse, static module => module.named_buffers());

            /// <summary>All parameters, each once; not recurse, its own only.</summary>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(static pair => pair.parameter);
            /// <summary>All buffers that are saved with it: tensors that are not learned, such as running means.</summary>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) => named_buffers(recurse, include_nonpersistent).Select(static pair => pair.buffer);

            private IEnumerable<(string, T)> Within<T>(Func<Module, IEnumerable<(string, T)>> parts) =>
                named_children().SelectMany(child => parts(child.module), static (child, part) => ($"{child.name}.{part.Item1}", part.Item2));

            /// <summary>A tensor that several modules share goes by its first name.</summary>
            private IEnumerable<(string, T)> Distinct<T>(IEnumerable<(string, T)> own, bool recurse, Func<Module, IEnumerable<(string, T)>> parts) where T : Tensor =>
                (recurse ? own.Concat(Within(parts)) : own).Where(static pair => !pair.Item2.IsInvalid).DistinctBy(static pair => pair.Item2.Handle);

            /// <summary>All parameters and buffers by path: the tensors themselves, not copies.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var start = string.IsNullOrEmpty(prefix) ? "" : $"{prefix}.";
                foreach (var (key, parameter) in named_parameters()) destination.TryAdd(start + key, parameter);
                foreach (var (key, buffer) in named_buffers()) destination.TryAdd(start + key, buffer);
                foreach (var (key, module) in submodules) module.state_dict(destination, start + key);  // shared tensors under their further names
                return destination;
            }

            /// <summary>Copies tensors by path into parameters and buffers; strict throws where names differ. Gives those missing on either side.</summary>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var destination = state_dict();
                var missing = destination.Keys.Except(source.Keys).Except(skip ?? []).ToList();
                var unexpected = source.Keys.Except(destination.Keys).Except(skip ?? []).ToList();
                var loaded = source.Keys.Intersect(destination.Keys).Except(skip ?? []).ToList();
                // copy_ alone would repeat a smaller tensor.
                var shapes = loaded.Where(key => !destination[key].shape.SequenceEqual(source[key].shape))
                    .Select(key => $" {key} is of shape [{string.Join(", ", destination[key].shape)}], the loaded one of [{string.Join(", ", source[key].shape)}].").ToList();
                if (strict && missing.Count + unexpected.Count > 0)
                    throw new InvalidOperationException($"The loaded state_dict is not identical to the target dictionary. Missing: [{string.Join(", ", missing)}], unexpected: [{string.Join(", ", unexpected)}]. strict: false loads the rest.{string.Concat(shapes)}");
                if (shapes.Count > 0) throw new ArgumentException($"The loaded state_dict is of another network; nothing was loaded.{string.Concat(shapes)} skip: leaves tensors out by name.");
                using var _ = no_grad();
                foreach (var key in loaded) destination[key].copy_(source[key]);
                return (missing, unexpected);
            }

            /// <summary>Makes a tensor part of the module that is moved and saved with it, but not learned.</summary>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                if (tensor is null || tensor.IsInvalid) throw new ArgumentNullException(nameof(tensor), "A null tensor cannot be registered as a buffer.");
                if (!ownBuffers.TryAdd(name, (tensor, persistent))) throw new InvalidOperationException($"Tensor {name} is already registered.");
            }

            /// <summary>Makes a tensor part of the module that is learned.</summary>
            public virtual void register_parameter(string name, Parameter param)
            {
                if (param is null || param.IsInvalid) throw new ArgumentNullException(nameof(param), "A null tensor cannot be registered as a parameter.");
                if (!ownParameters.TryAdd(name, param)) throw new InvalidOperationException($"Parameter {name} is already registered.");
            }

            /// <summary>Makes a module part of this one; null takes it away.</summary>
            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    submodules.Remove(name);
                    return;
                }
                if (name.Contains('.')) throw new ArgumentException($"module name can't contain \".\", got: {name}");
                if (name.Length == 0) throw new ArgumentException("module name can't be empty string \"\"");
                if (submodules.ContainsKey(name)) throw new InvalidOperationException($"Sub-module {name} is already registered.");
                submodule.RegisterComponents();
                submodules.Add(name, submodule);
            }

            /// <summary>Puts a tensor in a property's place and registers it by the property's name, disposing the one before.</summary>
            private protected void Set<T>(ref T? field, T? value, string name) where T : Tensor
            {
                registered = true;  // nothing is left for RegisterComponents to find
                if (ReferenceEquals(value, field)) return;
                field?.Dispose();
                value?.DetachFromDisposeScope();
                field = value;
                Register(name, value);
            }

            private void Register(string name, Tensor? value)
            {
                if (value is Parameter parameter) ownParameters[name] = parameter;
                else if (value is not null) ownBuffers[name] = (value, true);
                else if (!ownParameters.Remove(name)) ownBuffers.Remove(name);
            }

            /// <summary>Registers the fields that hold modules, parameters and tensors, by the fields' names.</summary>
            protected virtual void RegisterComponents()
            {
                if (registered) return;
                foreach (var field in Fields())
                {
                    if (submodules.ContainsKey(field.Name) || ownParameters.ContainsKey(field.Name) || ownBuffers.ContainsKey(field.Name)) continue;
                    switch (field.GetValue(this))
                    {
                        case Module module: register_module(field.Name, module); break;
                        case Parameter parameter: register_parameter(field.Name, parameter); break;
                        case Tensor tensor: register_buffer(field.Name, tensor); break;
                    }
                }
                registered = true;
            }

            internal void Move(ScalarType? dtype, Device? device)
            {
                if (dtype is { } type && !torch.is_floating_point(type) && !torch.is_complex(type))
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
                if (device?.type == DeviceType.CUDA && !cuda.is_available()) throw new InvalidOperationException("CUDA is not available.");
                Move(dtype, device, new(ReferenceEqualityComparer.Instance));
            }

            // What was moved is looked up, so that a tensor that several modules share stays shared.
            private void Move(ScalarType? dtype, Device? device, Dictionary<Tensor, Tensor> moved)
            {
                foreach (var module in children()) module.Move(dtype, device, moved);
                foreach (var (key, tensor) in ownParameters.Select(static pair => (pair.Key, (Tensor)pair.Value)).Concat(named_buffers(false)).ToList())
                {
                    if (!moved.TryGetValue(tensor, out var target))
                    {
                        target = Moved(tensor, dtype, device);
                        if (target is null) continue;
                        moved.Add(tensor, target);
                        tensor.Dispose();
                    }
                    Register(key, target);
                    if (GetType().GetProperty(key) is { CanWrite: true } property) property.SetValue(this, target);
                    else Fields().FirstOrDefault(field => field.Name == key)?.SetValue(this, target);
                }
            }

            /// <summary>A moved parameter is a new leaf: it keeps its gradient and whether it requires one. Null where nothing changes.</summary>
            private static Tensor? Moved(Tensor tensor, ScalarType? dtype, Device? device)
            {
                var type = dtype is { } wanted && (tensor.is_floating_point() || tensor.is_complex()) ? wanted : tensor.dtype;
                var stays = device is null || (tensor.device_type == device.type && (device.index < 0 || tensor.device_index == device.index));
                if (stays && type == tensor.dtype) return null;
                using var _ = no_grad();
                var moved = tensor.to(type, device ?? tensor.device).DetachFromDisposeScope();
                if (tensor is not Parameter parameter) return moved;
                var leaf = new Parameter(moved, parameter.requires_grad);
                using var gradient = parameter.grad;
                using var movedGradient = gradient?.to(leaf.dtype, leaf.device);
                leaf.grad = movedGradient;
                return leaf;
            }

            // Of the class itself first, then of its bases; nn.Module's own fields hold no components.
            private IEnumerable<FieldInfo> Fields()
            {
                for (var type = GetType(); type is not null && type != typeof(Module); type = type.BaseType)
                    foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                        yield return field;
            }
        }

        /// <summary>
        /// A module that hooks may watch: functions that see, and may change, its input or output. These are disposed soon after,
        /// by the Sequential around it or at the end of a dispose scope: what a hook keeps, it clones and detaches from the scope.
        /// </summary>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            private readonly Dictionary<object, TPreHook> preHooks = [];
            private readonly Dictionary<object, TPostHook> postHooks = [];

            /// <summary>A module of the given name.</summary>
            protected HookableModule(string name) : base(name) { }

            private protected bool Hooked => preHooks.Count + postHooks.Count > 0;

            /// <summary>Calls forward between the hooks; a hook that gives null changes nothing.</summary>
            private protected TResult Watched<TInput, TResult>(TInput input, Func<TPreHook, TInput, TInput> pre, Func<TInput, TResult> forward, Func<TPostHook, TInput, TResult, TResult> post)
            {
                foreach (var hook in preHooks.Values) input = pre(hook, input);
                var result = forward(input);
                foreach (var hook in postHooks.Values) result = post(hook, input, result) ?? result;
                return result;
            }

            /// <summary>Has a function called after each forward, with module, input and result; what it gives, unless null, is the result.</summary>
            public HookRemover register_forward_hook(TPostHook hook) => Add(postHooks, hook);
            /// <summary>Has a function called before each forward, with module and input; what it gives, unless null, is the input.</summary>
            public HookRemover register_forward_pre_hook(TPreHook hook) => Add(preHooks, hook);

            private static HookRemover Add<T>(Dictionary<object, T> hooks, T hook)
            {
                var key = new object();
                hooks.Add(key, hook);
                return new(() => hooks.Remove(key));
            }

            /// <summary>Takes a hook away again.</summary>
            public class HookRemover
            {
                private readonly Action take;
                internal HookRemover(Action take) => this.take = take;
                /// <summary>Takes the hook away.</summary>
                public void remove() => take();
            }
        }

        /// <summary>Anything that computes a result of one input.</summary>
        public interface IModule<T, TResult>
        {
            /// <summary>Computes the result of an input.</summary>
            TResult call(T input1);
        }

        /// <summary>A module of one input.</summary>
        public abstract class Module<T, TResult> : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>, IModule<T, TResult>
        {
            /// <summary>A module of the given name.</summary>
            protected Module(string name) : base(name) { }
            /// <summary>Computes the result of an input; call runs it with the hooks.</summary>
            public abstract TResult forward(T input);
            /// <summary>Computes the result of an input: forward, between the hooks.</summary>
            public TResult call(T input) => !Hooked ? forward(input)
                : Watched(input, (hook, x) => hook(this, x) ?? x, forward, (hook, x, result) => hook(this, x, result));
        }

        /// <summary>A module of two inputs, such as a loss.</summary>
        public abstract class Module<T1, T2, TResult> : HookableModule<Func<Module<T1, T2, TResult>, T1, T2, (T1, T2)?>, Func<Module<T1, T2, TResult>, T1, T2, TResult, TResult>>
        {
            /// <summary>A module of the given name.</summary>
            protected Module(string name) : base(name) { }
            /// <summary>Computes the result of two inputs; call runs it with the hooks.</summary>
            public abstract TResult forward(T1 input1, T2 input2);
            /// <summary>Computes the result of two inputs, such as prediction and target: forward, between the hooks.</summary>
            public TResult call(T1 input1, T2 input2) => !Hooked ? forward(input1, input2)
                : Watched((input1, input2), (hook, x) => hook(this, x.Item1, x.Item2) ?? x, x => forward(x.Item1, x.Item2), (hook, x, result) => hook(this, x.Item1, x.Item2, result));
        }
    }
}

/// <summary>Moves of a module that give back its own type.</summary>
public static class ModuleExtensionMethods
{
    /// <summary>Moves all parameters and buffers to a device, or converts the floating-point ones to a type; gives the module.</summary>
    public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module => Moved(module, type, null);
    /// <summary>Moves all parameters and buffers to a device, or converts the floating-point ones to a type; gives the module.</summary>
    public static T to<T>(this T module, torch.Device device, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module => Moved(module, type, device);
    /// <summary>Moves all parameters and buffers to a device, or converts the floating-point ones to a type; gives the module.</summary>
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module => Moved(module, null, new(deviceType, deviceIndex));
    /// <summary>Moves all parameters and buffers to a device, or converts the floating-point ones to a type; gives the module.</summary>
    public static T to<T>(this T module, torch.Device device, bool non_blocking = false) where T : torch.nn.Module => Moved(module, null, device);
    /// <summary>Moves all parameters and buffers to a device, or converts the floating-point ones to a type; gives the module.</summary>
    public static T to<T>(this T module, string device, bool non_blocking = false) where T : torch.nn.Module => Moved(module, null, new(device));
    /// <summary>Moves all parameters and buffers to the CPU; gives the module.</summary>
    public static T cpu<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => Moved(module, null, new(DeviceType.CPU));
    /// <summary>Moves all parameters and buffers to an NVIDIA device; gives the module.</summary>
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module => Moved(module, null, new(DeviceType.CUDA, deviceIndex));
    /// <summary>Converts all floating-point parameters and buffers to 32 bits; gives the module.</summary>
    public static T @float<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => Moved(module, torch.ScalarType.Float32, null);
    /// <summary>Converts all floating-point parameters and buffers to 64 bits; gives the module.</summary>
    public static T @double<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => Moved(module, torch.ScalarType.Float64, null);

    private static T Moved<T>(T module, torch.ScalarType? type, torch.Device? device) where T : torch.nn.Module
    {
        module.Move(type, device);
        return module;
    }
}
