using Course.Objectives;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.GradientStatistics;

/// <summary>Watches a network's linear, convolution, embedding and batch normalization layers, and hands on what they were given and gave, until it is disposed.</summary>
internal sealed class LayerHooks : IDisposable
{
    private readonly List<Action> removers = [];
    private readonly Action<nn.Module, LayerRecord> see;
    private readonly bool copies;

    /// <summary>Begins to watch.</summary>
    /// <param name="network">The network with its trainable parameters.</param>
    /// <param name="see">Gets a record for each call of a layer that is made with gradients tracked.</param>
    /// <param name="copies">Whether layers hand on copies of their outputs, which those who follow may then change in place.</param>
    public LayerHooks(NetworkObjective network, Action<nn.Module, LayerRecord> see, bool copies = false)
    {
        (this.see, this.copies) = (see, copies);
        var places = new Dictionary<Tensor, int>(ReferenceEqualityComparer.Instance);
        foreach (var parameter in network.Parameters.Parameters) places.Add(parameter, places.Count);
        var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
        foreach (var (name, module) in network.Module.named_modules().Prepend((network.Module.GetName(), network.Module)))
        {
            (string Name, Parameter Parameter)[] own = [.. module.named_parameters(recurse: false).Where(named => places.ContainsKey(named.parameter))];
            if (own.Length == 0) continue;
            if (!LayerRecord.Takes(module)) Refusal ??= $"{name} has parameters and is no linear, convolution or embedding layer, nor batch normalization in evaluation mode";
            if (!own.All(named => seen.Add(named.Parameter))) Refusal ??= $"{name} shares its parameters with another layer";
            if (Refusal is null) Watch(name, (nn.Module<Tensor, Tensor>)module, (PlaceOf("weight"), PlaceOf("bias")));

            int PlaceOf(string parameter) => own.Where(named => named.Name == parameter).Select(named => places[named.Parameter]).DefaultIfEmpty(-1).First();
        }
    }

    /// <summary>Why the layers cannot tell the gradients of all parameters, or null. Known as far as the network's modules show it, and then as its layers are called.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Ends the watch; records live on.</summary>
    public void Dispose()
    {
        foreach (var remove in removers) remove();
        removers.Clear();
    }

    private void Watch(string name, nn.Module<Tensor, Tensor> layer, (int, int) parameters) => removers.Add(layer.register_forward_hook((_, input, output) =>
    {
        if (!is_grad_enabled() || !output.requires_grad) return output;
        if (!LayerRecord.Takes(layer))
        {
            Refusal ??= $"{name} is in training mode, in which it mixes the samples";
            return output;
        }
        if (input.dim() < 2 && layer is not Embedding || layer is Conv2d && input.dim() != 4 || input.shape[0] != output.shape[0])
        {
            Refusal ??= $"{name} was given an input of the shape [{string.Join(", ", input.shape)}], without the samples as its first dimension";
            return output;
        }
        // A Sequential disposes what it hands on. What follows may change its input in place: then the gradient goes past z, and is found missing.
        var z = output.alias().DetachFromDisposeScope();
        see(layer, LayerRecord.Of(layer, parameters, input.detach().DetachFromDisposeScope(), z));
        return copies ? z.clone() : z.alias();
    }).remove);
}
