using System.Runtime.CompilerServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Modules one after the other; what one hands to the next is disposed.</summary>
        public class Sequential : Module<Tensor, Tensor>
        {
            private readonly List<(string Name, IModule<Tensor, Tensor> Module)> steps = [];

            internal Sequential(IEnumerable<(string Name, Module<Tensor, Tensor> Module)> modules) : base(nameof(Sequential)) =>
                steps.AddRange(modules.Select(static step => (step.Name, (IModule<Tensor, Tensor>)step.Module)));

            /// <summary>Adds a module at the end, named by its number unless a name is given; gives this.</summary>
            public Sequential append(string name, IModule<Tensor, Tensor> module)
            {
                steps.Add((name, module));
                return this;
            }

            /// <inheritdoc cref="append(string, IModule{Tensor, Tensor})"/>
            public Sequential append(IModule<Tensor, Tensor> module) => append(steps.Count.ToString(), module);

            public override IEnumerable<(string name, nn.Module module)> named_children() => steps.Select(static step => (step.Name, (nn.Module)step.Module));

            public override Tensor forward(Tensor tensor)
            {
                if (steps.Count == 0) return tensor.alias();
                var value = steps[0].Module.call(tensor);
                for (var i = 1; i < steps.Count; i++)
                {
                    var next = steps[i].Module.call(value);
                    value.Dispose();
                    value = next;
                }
                return value;
            }

            /// <summary>Number of modules.</summary>
            public int Count => steps.Count;

            /// <summary>The module of that number.</summary>
            [IndexerName("SequentialItems")]
            public IModule<Tensor, Tensor> this[int index] => steps[index].Module;
        }

        /// <summary>A list of modules that its owner registers.</summary>
        public class ModuleList<T> : nn.Module, IEnumerable<T> where T : nn.Module
        {
            private readonly List<T> items = [];

            /// <summary>A list of the given modules.</summary>
            public ModuleList(params T[] modules) : base(nameof(ModuleList<T>)) => items.AddRange(modules);

            protected override void RegisterComponents()
            {
                if (children().Any()) return;
                for (var i = 0; i < items.Count; i++) register_module(i.ToString(), items[i]);
            }

            /// <summary>The module of that number.</summary>
            public T this[int index] { get => items[index]; set => items[index] = value; }
            /// <summary>Number of modules.</summary>
            public int Count => items.Count;
            /// <summary>Adds a module at the end.</summary>
            public void Add(T item) => items.Add(item);
            /// <summary>Adds modules at the end.</summary>
            public void append(params T[] parameters) => items.AddRange(parameters);
            /// <summary>The modules, one after the other.</summary>
            public IEnumerator<T> GetEnumerator() => items.GetEnumerator();
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Modules one after the other, each fed with what the one before gives; named "0", "1", … unless names are given.</summary>
            public static Modules.Sequential Sequential() => new([]);
            /// <inheritdoc cref="Sequential()"/>
            public static Modules.Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);
            /// <inheritdoc cref="Sequential()"/>
            public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Sequential((IEnumerable<Module<Tensor, Tensor>>)modules);
            /// <inheritdoc cref="Sequential()"/>
            public static Modules.Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => new(modules);
            /// <inheritdoc cref="Sequential()"/>
            public static Modules.Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => new(modules.Select(static (module, i) => (i.ToString(), module)));
            /// <summary>A list of modules, which a module that has it in a field registers with all their parameters.</summary>
            public static Modules.ModuleList<Module> ModuleList(params Module[] modules) => new(modules);
            /// <summary>A list of modules, which a module that has it in a field registers with all their parameters.</summary>
            public static Modules.ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
        }
    }
}
