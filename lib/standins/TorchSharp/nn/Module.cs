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

            protected string? name;

            protected Module(string name) => this.name = name;

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

            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            public virtual bool training => isTraining;

            public virtual void train(bool train = true)
            {
                isTraining = train;
                foreach (var module in children()) module.train(train);
            }

            public virtual void eval() => train(false);

            public virtual Module apply(Action<Module> fn)
            {
                foreach (var module in children()) module.apply(fn);
                fn(this);
                return this;
            }

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    using var gradient = parameter.grad;
                    if (gradient is null) continue;
                    if (set_to_none) parameter.grad = null;
                    else gradient.zero_();
                }
            }

            public virtual IEnumerable<(string name, Module module)> named_children() => submodules.Select(static pair => (pair.Key, pair.Value));
            public virtual IEnumerable<(string name, Module module)> named_modules() => named_children().Concat(Within(static module => module.named_modules()));
            public virtual IEnumerable<Module> children() => named_children().Select(static pair => pair.module);
            public virtual IEnumerable<Module> modules() => named_modules().Select(static pair => pair.module);

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
                Distinct(ownParameters.Select(static pair => (pair.Key, pair.Value)), recurse, static module => module.named_parameters());

            // As in TorchSharp, buffers that are not persistent are left out whatever include_nonpersistent says, and so do not move either.
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true) =>
                Distinct(ownBuffers.Where(static pair => pair.Value.Persistent).Select(static pair => (pair.Key, pair.Value.Tensor)), recurse, static module => module.named_buffers());

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(static pair => pair.parameter);
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) => named_buffers(recurse, include_nonpersistent).Select(static pair => pair.buffer);

            private IEnumerable<(string, T)> Within<T>(Func<Module, IEnumerable<(string, T)>> parts) =>
                named_children().SelectMany(child => parts(child.module), static (child, part) => ($"{child.name}.{part.Item1}", part.Item2));

            /// <summary>A tensor that several modules share goes by its first name.</summary>
            private IEnumerable<(string, T)> Distinct<T>(IEnumerable<(string, T)> own, bool recurse, Func<Module, IEnumerable<(string, T)>> parts) where T : Tensor =>
                (recurse ? own.Concat(Within(parts)) : own).Where(static pair => !pair.Item2.IsInvalid).DistinctBy(static pair => pair.Item2.Handle);

            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var start = string.IsNullOrEmpty(prefix) ? "" : $"{prefix}.";
                foreach (var (key, parameter) in named_parameters()) destination.TryAdd(start + key, parameter);
                foreach (var (key, buffer) in named_buffers()) destination.TryAdd(start + key, buffer);
                foreach (var (key, module) in submodules) module.state_dict(destination, start + key);  // shared tensors under their further names
                return destination;
            }

            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var destination = state_dict();
                var missing = destination.Keys.Except(source.Keys).Except(skip ?? []).ToList();
                var unexpected = source.Keys.Except(destination.Keys).Except(skip ?? []).ToList();
                if (strict && missing.Count + unexpected.Count > 0) throw new InvalidOperationException("The loaded state_dict is not identical to the target dictionary.");
                using var _ = no_grad();
                foreach (var (key, tensor) in source)
                    if (skip?.Contains(key) != true && destination.TryGetValue(key, out var target))
                        target.copy_(tensor);
                return (missing, unexpected);
            }

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;
            public virtual bool has_buffer(string target) => get_buffer(target) is not null;
            public virtual Parameter? get_parameter(string target) => ownParameters.GetValueOrDefault(target) ?? Find(target, static (module, rest) => module.get_parameter(rest));
            public virtual Tensor? get_buffer(string target) => ownBuffers.GetValueOrDefault(target).Tensor ?? Find(target, static (module, rest) => module.get_buffer(rest));

            private T? Find<T>(string target, Func<Module, string, T?> get) where T : class
            {
                var dot = target.IndexOf('.');
                var child = dot < 0 ? null : named_children().FirstOrDefault(child => child.name == target[..dot]).module;
                return child is null ? null : get(child, target[(dot + 1)..]);
            }

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                if (tensor is null || tensor.IsInvalid) throw new ArgumentNullException(nameof(tensor), "A null tensor cannot be registered as a buffer.");
                if (!ownBuffers.TryAdd(name, (tensor, persistent))) throw new InvalidOperationException($"Tensor {name} is already registered.");
            }

            public virtual void register_parameter(string name, Parameter param)
            {
                if (param is null || param.IsInvalid) throw new ArgumentNullException(nameof(param), "A null tensor cannot be registered as a parameter.");
                if (!ownParameters.TryAdd(name, param)) throw new InvalidOperationException($"Parameter {name} is already registered.");
            }

            public void add_module(string name, Module module) => register_module(name, module);

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

            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null) ownParameters.Remove(name);
                else ownParameters[name] = value;
            }

            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null) ownBuffers.Remove(name);
                else ownBuffers[name] = (value, persistent);
            }

            /// <summary>Puts a tensor in a property's place and registers it by the property's name, disposing the one before.</summary>
            private protected void Set<T>(ref T? field, T? value, string name) where T : Tensor
            {
                registered = true;  // nothing is left for RegisterComponents to find
                if (ReferenceEquals(value, field)) return;
                field?.Dispose();
                value?.DetachFromDisposeScope();
                field = value;
                if (typeof(T) == typeof(Parameter)) ConditionallyRegisterParameter(name, value as Parameter);
                else ConditionallyRegisterBuffer(name, value);
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

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking) => Move(dtype, device, module => module._to(device, dtype, non_blocking));
            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => Move(null, new Device(deviceType, deviceIndex), module => module._to(deviceType, deviceIndex, non_blocking));
            protected internal virtual Module _to(ScalarType dtype, bool non_blocking) => Move(dtype, null, module => module._to(dtype, non_blocking));

            private Module Move(ScalarType? dtype, Device? device, Action<Module> move)
            {
                if (dtype is { } type && !torch.is_floating_point(type) && !torch.is_complex(type))
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
                if (device?.type == DeviceType.CUDA && !cuda.is_available()) throw new InvalidOperationException("CUDA is not available.");
                foreach (var module in children()) move(module);
                foreach (var (key, tensor) in named_parameters(false).Select(static pair => (pair.name, (Tensor)pair.parameter)).Concat(named_buffers(false)).ToList())
                {
                    if (Moved(tensor, dtype, device) is not { } moved) continue;
                    tensor.Dispose();
                    if (moved is Parameter parameter) ConditionallyRegisterParameter(key, parameter);
                    else ConditionallyRegisterBuffer(key, moved);
                    if (GetType().GetProperty(key) is { CanWrite: true } property) property.SetValue(this, moved);
                    else Fields().FirstOrDefault(field => field.Name == key)?.SetValue(this, moved);
                }
                return this;
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

        /// <summary>A module that hooks may watch: actions on the module, or functions that change its input or output.</summary>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            private readonly Dictionary<object, TPreHook> preHooks = [];
            private readonly Dictionary<object, TPostHook> postHooks = [];
            private readonly Dictionary<object, Action<Module>> before = [];
            private readonly Dictionary<object, Action<Module>> after = [];

            protected HookableModule(string name) : base(name) { }

            private protected bool Hooked => preHooks.Count + postHooks.Count + before.Count + after.Count > 0;

            /// <summary>Calls forward between the hooks; a hook that gives null changes nothing.</summary>
            private protected TResult Watched<TInput, TResult>(TInput input, Func<TPreHook, TInput, TInput> pre, Func<TInput, TResult> forward, Func<TPostHook, TInput, TResult, TResult> post)
            {
                foreach (var hook in before.Values) hook(this);
                foreach (var hook in preHooks.Values) input = pre(hook, input);
                var result = forward(input);
                foreach (var hook in postHooks.Values) result = post(hook, input, result) ?? result;
                foreach (var hook in after.Values) hook(this);
                return result;
            }

            public HookRemover register_forward_hook(TPostHook hook) => Add(postHooks, hook);
            public HookRemover register_forward_pre_hook(TPreHook hook) => Add(preHooks, hook);
            public HookRemover register_forward_hook(Action<Module> hook) => Add(after, hook);
            public HookRemover register_forward_pre_hook(Action<Module> hook) => Add(before, hook);

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
                public void remove() => take();
            }
        }

        public interface IModule<T, TResult> { TResult call(T input1); }
        public interface IModule<T1, T2, TResult> { TResult call(T1 input1, T2 input2); }
        public interface IModule<T1, T2, T3, TResult> { TResult call(T1 input1, T2 input2, T3 input3); }

        /// <summary>A module of one input.</summary>
        public abstract class Module<T, TResult> : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>, IModule<T, TResult>
        {
            protected Module(string name) : base(name) { }
            public abstract TResult forward(T input);
            public TResult call(T input) => !Hooked ? forward(input)
                : Watched(input, (hook, x) => hook(this, x) ?? x, forward, (hook, x, result) => hook(this, x, result));
        }

        /// <summary>A module of two inputs, such as a loss.</summary>
        public abstract class Module<T1, T2, TResult> : HookableModule<Func<Module<T1, T2, TResult>, T1, T2, (T1, T2)?>, Func<Module<T1, T2, TResult>, T1, T2, TResult, TResult>>, IModule<T1, T2, TResult>
        {
            protected Module(string name) : base(name) { }
            public abstract TResult forward(T1 input1, T2 input2);
            public TResult call(T1 input1, T2 input2) => !Hooked ? forward(input1, input2)
                : Watched((input1, input2), (hook, x) => hook(this, x.Item1, x.Item2) ?? x, x => forward(x.Item1, x.Item2), (hook, x, result) => hook(this, x.Item1, x.Item2, result));
        }

        /// <summary>A module of three inputs, such as attention.</summary>
        public abstract class Module<T1, T2, T3, TResult> : HookableModule<Func<Module<T1, T2, T3, TResult>, T1, T2, T3, (T1, T2, T3)?>, Func<Module<T1, T2, T3, TResult>, T1, T2, T3, TResult, TResult>>, IModule<T1, T2, T3, TResult>
        {
            protected Module(string name) : base(name) { }
            public abstract TResult forward(T1 input1, T2 input2, T3 input3);
            public TResult call(T1 input1, T2 input2, T3 input3) => !Hooked ? forward(input1, input2, input3)
                : Watched((input1, input2, input3), (hook, x) => hook(this, x.Item1, x.Item2, x.Item3) ?? x, x => forward(x.Item1, x.Item2, x.Item3), (hook, x, result) => hook(this, x.Item1, x.Item2, x.Item3, result));
        }
    }
}

/// <summary>Moves of a module that give back its own type.</summary>
public static class ModuleExtensionMethods
{
    public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(type, non_blocking);
    public static T to<T>(this T module, torch.Device device, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(device, type, non_blocking);
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(deviceType, deviceIndex, non_blocking);
    public static T to<T>(this T module, torch.Device device, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(device.type, device.index, non_blocking);
    public static T to<T>(this T module, string device, bool non_blocking = false) where T : torch.nn.Module => module.to(new torch.Device(device), non_blocking);
    public static T to<T>(this T module, torch.Tensor other, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(other.device, other.dtype, non_blocking);
    public static T cpu<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(DeviceType.CPU, -1, non_blocking);
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(DeviceType.CUDA, deviceIndex, non_blocking);
    public static T @float<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(torch.ScalarType.Float32, non_blocking);
    public static T @double<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(torch.ScalarType.Float64, non_blocking);
}
