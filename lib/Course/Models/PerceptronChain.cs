using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Models;

/// <summary>A network whose modules are called one after the other: linear layers with activations between them.</summary>
internal sealed class PerceptronChain
{
    private readonly nn.Module<Tensor, Tensor> network;
    private readonly List<nn.Module<Tensor, Tensor>> before; // the first linear layer

    private PerceptronChain(nn.Module<Tensor, Tensor> network, List<nn.Module<Tensor, Tensor>> modules, int first) =>
        (this.network, before, Modules) = (network, modules[..first], modules[first..]);

    /// <summary>The first linear layer and all modules behind it.</summary>
    public IReadOnlyList<nn.Module<Tensor, Tensor>> Modules { get; }

    /// <summary>The chain; null where a module is neither linear nor acts on each number by itself, but before the first linear one.</summary>
    public static PerceptronChain? Of(nn.Module<Tensor, Tensor> network)
    {
        var modules = new List<nn.Module<Tensor, Tensor>>();
        Add(network);
        var first = modules.FindIndex(module => module is Linear);
        var isChain = first >= 0 && modules.Skip(first).All(module =>
            module is Linear or ReLU or LeakyReLU or Tanh or Sigmoid or ELU or GELU or SiLU or Softplus or Dropout or Identity);
        return isChain && modules.Take(first).All(module => module is Flatten or Identity) ? new(network, modules, first) : null;

        void Add(nn.Module<Tensor, Tensor> module)
        {
            if (module is Mlp) Add((nn.Module<Tensor, Tensor>)module.children().Single());
            else if (module.GetType() == typeof(Sequential))
                for (var (i, chain) = (0, (Sequential)module); i < chain.Count; i++) Add((nn.Module<Tensor, Tensor>)chain[i]);
            else modules.Add(module);
        }
    }

    /// <summary>What the first linear layer is given, <c>[N, D]</c>; null where that is no matrix.</summary>
    public Tensor? InputOfFirst(Tensor inputs)
    {
        var h = network is Mlp && inputs.dim() > 2 ? inputs.flatten(1) : inputs;
        foreach (var module in before) h = module.call(h);
        return h.dim() == 2 ? h : null;
    }
}
