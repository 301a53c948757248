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

            internal Sequential(IEnumerable<(string, IModule<Tensor, Tensor>)> modules) : base(nameof(Sequential)) => steps.AddRange(modules);
            protected Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) : this(modules.Select(static step => (step.name, (IModule<Tensor, Tensor>)step.submodule))) { }
            protected Sequential(params Module<Tensor, Tensor>[] modules) : this(modules.Select(static (module, i) => (i.ToString(), (IModule<Tensor, Tensor>)module))) { }

            public Sequential append(string name, IModule<Tensor, Tensor> module)
            {
                steps.Add((name, module));
                return this;
            }

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

            public int Count => steps.Count;

            [IndexerName("SequentialItems")]
            public IModule<Tensor, Tensor> this[int index] => steps[index].Module;

            [IndexerName("SequentialItems")]
            public Sequential this[(int? start, int? end) index]
            {
                get
                {
                    var (start, end) = (index.start ?? 0, index.end ?? Count);
                    if (start < 0 || start > Count || end < 0 || end > Count) throw new IndexOutOfRangeException($"{start}..{end} is not within 0..{Count}.");
                    return new(steps.Take(start..end).Select(static step => (step.Name, step.Module)));
                }
            }

            [IndexerName("SequentialItems")]
            public Sequential this[Range index] => this[(index.Start.GetOffset(Count), index.End.GetOffset(Count))];
        }

        /// <summary>A list of modules that its owner registers.</summary>
        public class ModuleList<T> : nn.Module, IList<T> where T : nn.Module
        {
            private readonly List<T> items = [];

            public ModuleList(params T[] modules) : base(nameof(ModuleList<T>)) => items.AddRange(modules);

            protected override void RegisterComponents()
            {
                if (children().Any()) return;
                for (var i = 0; i < items.Count; i++) register_module(i.ToString(), items[i]);
            }

            public T this[int index] { get => items[index]; set => items[index] = value; }
            public int Count => items.Count;
            public bool IsReadOnly => false;
            public void Add(T item) => items.Add(item);
            public void append(params T[] parameters) => items.AddRange(parameters);
            public void extend(IEnumerable<T> modules) => items.AddRange(modules);
            public void Clear() => items.Clear();
            public bool Contains(T item) => items.Contains(item);
            public void CopyTo(T[] array, int arrayIndex) => items.CopyTo(array, arrayIndex);
            public IEnumerator<T> GetEnumerator() => items.GetEnumerator();
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
            public int IndexOf(T item) => items.IndexOf(item);
            public void Insert(int index, T item) => items.Insert(index, item);
            public bool Remove(T item) => items.Remove(item);
            public void RemoveAt(int index) => items.RemoveAt(index);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Sequential Sequential() => new((IEnumerable<(string, IModule<Tensor, Tensor>)>)[]);
            public static Modules.Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => Sequential((IEnumerable<(string, Module<Tensor, Tensor>)>)modules);
            public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Sequential((IEnumerable<Module<Tensor, Tensor>>)modules);
            public static Modules.Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => new(modules.Select(static step => (step.name, (IModule<Tensor, Tensor>)step.submodule)));
            public static Modules.Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => Sequential(modules.Select(static (module, i) => (i.ToString(), module)));
            public static Modules.ModuleList<Module> ModuleList(params Module[] modules) => new(modules);
            public static Modules.ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
        }
    }
}
