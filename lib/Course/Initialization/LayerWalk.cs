using TorchSharp;
using static TorchSharp.torch;

namespace Course.Initialization;

/// <summary>Sends inputs through a network and lets a function see, and replace, what each layer hands on.</summary>
internal static class LayerWalk
{
    /// <summary>Sends inputs through the network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The inputs, <c>[N, …]</c>.</param>
    /// <param name="isWatched">Which of its modules to watch.</param>
    /// <param name="see">Gets a module's name in the network, the module and its output, and gives what is handed on.</param>
    /// <returns>The network's outputs.</returns>
    /// <exception cref="ArgumentException">No such module was called.</exception>
    public static Tensor Run(
        nn.Module<Tensor, Tensor> network, Tensor inputs, Func<nn.Module, bool> isWatched, Func<string, nn.Module<Tensor, Tensor>, Tensor, Tensor> see)
    {
        var calls = 0;
        var hooks = new List<Action>();
        foreach (var (name, module) in network.named_modules().Prepend((network.GetName(), network)))
        {
            if (module is not nn.Module<Tensor, Tensor> layer || !isWatched(layer)) continue;
            hooks.Add(layer.register_forward_hook((_, _, output) =>
            {
                calls++;
                return see(name, layer, output);
            }).remove);
        }
        try
        {
            var outputs = network.call(inputs);
            return calls > 0 ? outputs : throw new ArgumentException(
                $"{network.GetName()} called none of its layers, so there is nothing to see between its input and its output. " +
                "Build it of modules such as nn.Linear and nn.ReLU, in fields, and apply them with call(x) instead of forward(x) or functions.", nameof(network));
        }
        finally
        {
            hooks.ForEach(remove => remove());
        }
    }
}
