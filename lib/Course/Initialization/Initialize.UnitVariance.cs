using TorchSharp;
using static TorchSharp.torch;

namespace Course.Initialization;

public static partial class Initialize
{
    /// <summary>
    /// Data-dependent scaling: divides each layer's weights, first to last, by the standard deviation of its outputs on a batch, which then is 1
    /// (LSUV: Mishkin and Matas, "All you need is a good init", 2016; Krähenbühl et al., "Data-dependent initializations of convolutional neural networks", 2016).
    /// Works on the weights that are there, so that any other start can go before it; Mishkin and Matas take the orthogonal one.
    /// </summary>
    /// <remarks>
    /// A layer is linear in its parameters, so one division does what the paper repeats until it holds, and one pass through the network does for all layers.
    /// Krähenbühl et al. scale unit by unit instead of layer by layer, and centre each unit with its bias.
    /// </remarks>
    /// <param name="network">The network, <c>[N, …] → [N, …]</c>.</param>
    /// <param name="inputs">A batch of inputs, <c>[N, …]</c>.</param>
    /// <returns>The network.</returns>
    /// <exception cref="ArgumentException">It has no linear or convolution layer, none is called as a module, or a layer's outputs do not vary.</exception>
    public static T UnitVariance<T>(T network, Tensor inputs) where T : nn.Module<Tensor, Tensor>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        _ = Layers(network);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var scaled = new HashSet<nn.Module>(ReferenceEqualityComparer.Instance); // a layer that is called twice is scaled the first time
        LayerWalk.Run(network, inputs, IsLayer, (name, layer, output) =>
        {
            if (!scaled.Add(layer)) return output;
            var values = output.to(float64);
            var deviation = (values - values.mean()).square().mean().sqrt().ToDouble();
            if (!(deviation > 0) || !double.IsFinite(deviation))
            {
                throw new ArgumentException(
                    $"The outputs of {name} have the standard deviation {deviation:G3} on these {inputs.shape[0]} inputs and cannot be scaled to 1. " +
                    "Give inputs that differ, and start from weights that are not zero, such as Initialize.Orthogonal's.", nameof(network));
            }
            var (weight, bias) = Parameters(layer);
            weight.div_(deviation);
            bias?.div_(deviation);
            return output / deviation;
        });
        return network;
    }
}
