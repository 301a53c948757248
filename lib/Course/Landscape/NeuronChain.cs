using Course.Data;
using Course.Initialization;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>
/// The hidden layers of a network that is a chain of linear layers and convolutions, one after another, and where the numbers that belong to each of their
/// neurons (or channels) lie in the flat parameter vector: what goes into it, its bias and normalization, and what it sends to the next layer.
/// </summary>
internal sealed class NeuronChain
{
    private const int Samples = 8; // on which the chain is tried out

    private readonly Func<Tensor, Tensor>[][] layers;

    private NeuronChain(Func<Tensor, Tensor>[][] layers) => this.layers = layers;

    /// <summary>The number of hidden layers.</summary>
    public int Count => layers.Length;

    /// <summary>Finds the chain in the order in which the network calls its layers, and tries out that neurons can be renumbered.</summary>
    public static NeuronChain Of(NetworkObjective objective)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        using var guard = new Undisturbed(objective.Module);
        using var averages = new BatchNormAverages(objective.Module);
        averages.Require(objective.Count);
        averages.TakeFromBatches(); // the running averages are numbered as the weights that they were taken with
        var inputs = objective.Samples.Inputs.narrow(0, 0, Math.Min(Samples, objective.Count));
        var called = new List<nn.Module<Tensor, Tensor>>();
        var outputs = LayerWalk.Run(objective.Module, inputs, module => !module.children().Any(), (_, layer, output) =>
        {
            called.Add(layer);
            return output;
        });
        var chain = new NeuronChain(Layers(objective, called));
        chain.Try(objective, inputs, outputs);
        return chain;
    }

    /// <summary>All numbers of each neuron of a hidden layer, float64 <c>[n, …]</c>.</summary>
    public Tensor Neurons(int layer, Tensor flat) => cat([.. layers[layer].Select(part => part(flat)).Select(own => own.reshape(own.shape[0], -1).to(ScalarType.Float64))], 1);

    /// <summary>Renumbers a hidden layer's neurons in place: the i-th becomes what the order's i-th was.</summary>
    public void Renumber(int layer, Tensor flat, long[] order)
    {
        using var scope = NewDisposeScope();
        var indices = tensor(order, device: flat.device);
        foreach (var part in layers[layer])
        {
            var own = part(flat);
            own.copy_(own.index_select(0, indices));
        }
    }

    /// <summary>The number of neurons of a hidden layer.</summary>
    public long Width(int layer, Tensor flat)
    {
        using var scope = NewDisposeScope();
        return layers[layer][0](flat).shape[0];
    }

    private static Func<Tensor, Tensor>[][] Layers(NetworkObjective objective, List<nn.Module<Tensor, Tensor>> called)
    {
        var slices = objective.Parameters.Parameters.Zip(objective.Parameters.Slices).ToDictionary(pair => (object)pair.First, pair => pair.Second, ReferenceEqualityComparer.Instance);
        var (found, width) = (new List<List<Func<Tensor, Tensor>>>(), 0L);
        foreach (var layer in called)
        {
            Parameter[] own = [.. layer.named_parameters(false).Select(named => named.parameter)];
            if (own.Length == 0) continue;
            if (called.Count(other => ReferenceEquals(other, layer)) > 1) throw Unfit($"it calls one {layer.GetName()} several times");
            if (!own.All(slices.ContainsKey)) throw Unfit($"parameters of its {layer.GetName()} are frozen, so that they are not among the {objective.Dimension}");
            if (layer is Linear or Conv2d)
            {
                var weight = slices[own.Single(parameter => parameter.dim() > 1)];
                if (found.Count > 0)
                {
                    if (weight.Shape[1] % width != 0) throw Unfit($"a layer of {width} neurons or channels is followed by one that takes {weight.Shape[1]}");
                    var (from, to) = (width, weight.Shape[0]);
                    found[^1].Add(flat => flat.narrow(0, weight.Offset, weight.Length).view(to, from, -1).permute(1, 0, 2));
                }
                found.Add([]);
                width = weight.Shape[0];
            }
            if (found.Count == 0) continue; // what normalizes the inputs belongs to no neuron
            foreach (var slice in own.Select(parameter => slices[parameter]))
            {
                if (slice.Shape[0] == width && (slice.Shape.Count == 1 || layer is Linear or Conv2d)) found[^1].Add(flat => flat.narrow(0, slice.Offset, slice.Length).view(slice.Shape[0], -1));
                else if (slice.Length > 1) throw Unfit($"its {slice.Name} has the shape [{string.Join(", ", slice.Shape)}] after a layer of {width} neurons or channels");
            }
        }
        return [.. found.SkipLast(1).Select(parts => parts.ToArray())]; // the last layer's neurons are the outputs
    }

    /// <summary>Throws unless the network computes the same with its neurons in random order.</summary>
    private void Try(NetworkObjective objective, Tensor inputs, Tensor outputs)
    {
        var point = objective.Parameters.Vector;
        var (saved, random) = (point.clone(), new RandomStream(0));
        try
        {
            for (var layer = 0; layer < Count; layer++) Renumber(layer, point, random.NextPermutation(Width(layer, point)));
            var difference = (objective.Module.call(inputs) - outputs).abs().max().ToDouble();
            var tolerance = point.dtype == ScalarType.Float64 ? 1e-8 : 1e-3;
            if (!(difference <= tolerance * outputs.abs().max().ToDouble())) throw Unfit("with its neurons in another order it computes something else, as with connections that skip layers or normalization by groups");
        }
        finally
        {
            point.copy_(saved);
        }
    }

    private static ArgumentException Unfit(string why) => new(
        $"The network is no plain chain of linear layers and convolutions: {why}. Neurons can be renumbered in an Mlp or in a Sequential of Linear, Conv2d, activations, pooling and batch norm.");
}
