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

            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;
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
                foreach (var (_, module) in named_children()) module.Dispose();
            }

            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            public virtual bool training => isTraining;

            public virtual void train(bool train = true)
            {
                isTraining = train;
                foreach (var (_, module) in named_children()) module.train(train);
            }

            public virtual void eval() => train(false);

            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, module) in named_children()) module.apply(fn);
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

            public virtual IEnumerable<(string name, Module module)> named_children() => submodules.Select(pair => (pair.Key, pair.Value));

            public virtual IEnumerable<Module> children() => named_children().Select(pair => pair.module);

            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in named_children()) yield return child;
                foreach (var (outer, child) in named_children())
                    foreach (var (inner, module) in child.named_modules())
                        yield return ($"{outer}.{inner}", module);
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(pair => pair.module);

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<nint>();
                foreach (var (key, parameter) in ownParameters)
                    if (!parameter.IsInvalid && seen.Add(parameter.Handle))
                        yield return (key, parameter);
                if (!recurse) yield break;
                foreach (var (outer, child) in named_children())
                    foreach (var (inner, parameter) in child.named_parameters())
                        if (seen.Add(parameter.Handle))
                            yield return ($"{outer}.{inner}", parameter);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(pair => pair.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<nint>();
                foreach (var (key, (buffer, persistent)) in ownBuffers)
                    if ((persistent || include_nonpersistent) && !buffer.IsInvalid && seen.Add(buffer.Handle))
                        yield return (key, buffer);
                if (!recurse) yield break;
                foreach (var (outer, child) in named_children())
                    foreach (var (inner, buffer) in child.named_buffers(true, include_nonpersistent))
                        if (seen.Add(buffer.Handle))
                            yield return ($"{outer}.{inner}", buffer);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) => named_buffers(recurse, include_nonpersistent).Select(pair => pair.buffer);

            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var start = string.IsNullOrEmpty(prefix) ? "" : $"{prefix}.";
                foreach (var (key, parameter) in named_parameters()) destination.TryAdd(start + key, parameter);
                foreach (var (key, buffer) in named_buffers(include_nonpersistent: false)) destination.TryAdd(start + key, buffer);
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
            public virtual Parameter? get_parameter(string target) => named_parameters().FirstOrDefault(pair => pair.name == target).parameter;
            public virtual Tensor? get_buffer(string target) => named_buffers().FirstOrDefault(pair => pair.name == target).buffer;

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
                submodule.RegisterComponents();
                if (!submodules.TryAdd(name, submodule)) throw new InvalidOperationException($"Sub-module {name} is already registered.");
            }

            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null) ownParameters.Remove(name);
                else ownParameters[name] = value;
            }

            /// <summary>Puts a parameter in a property's place, disposing the one before.</summary>
            private protected void SetParameter(ref Parameter? field, Parameter? value, string name)
            {
                if (ReferenceEquals(value, field)) return;
                field?.Dispose();
                field = (Parameter?)value?.DetachFromDisposeScope();
                ConditionallyRegisterParameter(name, field);
            }

            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null) ownBuffers.Remove(name);
                else ownBuffers[name] = (value, persistent);
            }

            protected void ClearModules() => submodules.Clear();

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

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking) => Move(dtype, device, non_blocking);
            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => Move(null, new Device(deviceType, deviceIndex), non_blocking);
            protected internal virtual Module _to(ScalarType dtype, bool non_blocking) => Move(dtype, null, non_blocking);

            private Module Move(ScalarType? dtype, Device? device, bool non_blocking)
            {
                if (dtype is { } type && !torch.is_floating_point(type) && !torch.is_complex(type))
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
                foreach (var (_, module) in named_children())
                    if (device is null) module._to(dtype!.Value, non_blocking);
                    else if (dtype is null) module._to(device.type, device.index, non_blocking);
                    else module._to(device, dtype.Value, non_blocking);
                foreach (var (key, parameter) in ownParameters.ToList())
                    if (ReplaceParameter(dtype, device, parameter, out var moved))
                        Replace(key, moved!, () => ConditionallyRegisterParameter(key, moved), parameter);
                foreach (var (key, (buffer, persistent)) in ownBuffers.ToList())
                    if (ReplaceBuffer(dtype, device, buffer, out var moved))
                        Replace(key, moved!, () => ConditionallyRegisterBuffer(key, moved, persistent), buffer);
                if (device is not null) (_deviceType, _deviceIndex) = (device.type, device.index);
                return this;
            }

            private void Replace(string key, Tensor moved, Action register, Tensor before)
            {
                if (GetType().GetProperty(key) is { CanWrite: true } property && property.PropertyType.IsInstanceOfType(moved))
                {
                    property.SetValue(this, moved);
                    return;
                }
                before.Dispose();
                register();
                Fields().FirstOrDefault(field => field.Name == key)?.SetValue(this, moved);
            }

            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, out Tensor? result)
            {
                result = WillCopy(buffer, dtype, device) ? buffer.to(dtype ?? buffer.dtype, device ?? buffer.device).DetachFromDisposeScope() : null;
                return result is not null;
            }

            /// <summary>A moved parameter is a new leaf: it keeps its gradient and whether it requires one.</summary>
            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Parameter param, out Parameter? p)
            {
                p = null;
                if (!WillCopy(param, dtype, device)) return false;
                using var _ = no_grad();
                p = new Parameter(param.to(dtype ?? param.dtype, device ?? param.device), param.requires_grad);
                p.DetachFromDisposeScope();
                using var gradient = param.grad;
                if (gradient is null) return true;
                using var moved = gradient.to(p.dtype, p.device);
                p.grad = moved;
                return true;
            }

            private static bool WillCopy(Tensor tensor, ScalarType? dtype, Device? device) =>
                (dtype is { } type && tensor.dtype != type && (tensor.is_floating_point() || tensor.is_complex()))
                || (device is not null && (tensor.device_type != device.type || (device.index >= 0 && tensor.device_index != device.index)));

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
            private readonly OrderedDictionary<object, TPreHook> preHooks = [];
            private readonly OrderedDictionary<object, TPostHook> postHooks = [];
            private readonly OrderedDictionary<object, Action<Module>> before = [];
            private readonly OrderedDictionary<object, Action<Module>> after = [];

            protected HookableModule(string name) : base(name) { }

            private protected IEnumerable<TPreHook> PreHooks => preHooks.Values;
            private protected IEnumerable<TPostHook> PostHooks => postHooks.Values;
            private protected bool Hooked => preHooks.Count + postHooks.Count + before.Count + after.Count > 0;

            private protected void Before()
            {
                foreach (var hook in before.Values) hook(this);
            }

            private protected void After()
            {
                foreach (var hook in after.Values) hook(this);
            }

            public HookRemover register_forward_hook(TPostHook hook) => new(this, key => postHooks.Add(key, hook));
            public HookRemover register_forward_pre_hook(TPreHook hook) => new(this, key => preHooks.Add(key, hook));
            public HookRemover register_forward_hook(Action<Module> hook) => new(this, key => after.Add(key, hook));
            public HookRemover register_forward_pre_hook(Action<Module> hook) => new(this, key => before.Add(key, hook));

            /// <summary>Takes a hook away again.</summary>
            public class HookRemover
            {
                private readonly HookableModule<TPreHook, TPostHook> module;

                internal HookRemover(HookableModule<TPreHook, TPostHook> module, Action<object> add)
                {
                    this.module = module;
                    add(this);
                }

                public void remove()
                {
                    module.preHooks.Remove(this);
                    module.postHooks.Remove(this);
                    module.before.Remove(this);
                    module.after.Remove(this);
                }
            }
        }

        public interface IModule<T, TResult>
        {
            TResult call(T input1);
        }

        public interface IModule<T1, T2, TResult>
        {
            TResult call(T1 input1, T2 input2);
        }

        /// <summary>A module of one input.</summary>
        public abstract class Module<T, TResult> : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>, IModule<T, TResult>
        {
            protected Module(string name) : base(name) { }

            public abstract TResult forward(T input);

            public TResult call(T input)
            {
                if (!Hooked) return forward(input);
                Before();
                foreach (var hook in PreHooks) input = hook(this, input) ?? input;
                var result = forward(input);
                foreach (var hook in PostHooks) result = hook(this, input, result) ?? result;
                After();
                return result;
            }
        }

        /// <summary>A module of two inputs, such as a loss.</summary>
        public abstract class Module<T1, T2, TResult> : HookableModule<Func<Module<T1, T2, TResult>, T1, T2, (T1, T2)?>, Func<Module<T1, T2, TResult>, T1, T2, TResult, TResult>>, IModule<T1, T2, TResult>
        {
            protected Module(string name) : base(name) { }

            public abstract TResult forward(T1 input1, T2 input2);

            public TResult call(T1 input1, T2 input2)
            {
                if (!Hooked) return forward(input1, input2);
                Before();
                foreach (var hook in PreHooks) (input1, input2) = hook(this, input1, input2) ?? (input1, input2);
                var result = forward(input1, input2);
                foreach (var hook in PostHooks) result = hook(this, input1, input2, result) ?? result;
                After();
                return result;
            }
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
