using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Initialization;

/// <summary>
/// Where a network's weights start (lectures L0 "Parameter initialization strategies" and L1 "Where to initialize for DNNs?").
/// Each function sets all linear and two-dimensional convolution layers of a network (<c>Linear</c>, <c>Conv2d</c>), at any depth, and returns the network, as in
/// <c>var network = Initialize.Kaiming(new Mlp(400, 100, 10), seed: 1);</c>. Biases start at zero; other layers are left alone.
/// </summary>
/// <remarks>
/// A linear layer's weight W is <c>[d_out, d_in]</c>. A convolution's, <c>[C_out, C_in, k, k]</c>, counts as the matrix <c>[C_out, C_in k²]</c> with
/// <c>d_in = C_in k²</c> and <c>d_out = C_out k²</c>, as in PyTorch. Weights are drawn in float64 on the CPU from the seed alone: a network starts at
/// the same point, up to rounding, in every type and on every device, and torch's own random generator is left as it was.
/// </remarks>
public static partial class Initialize
{
    /// <summary>All weights zero, <c>W = 0</c>: a start that a network with a hidden layer cannot leave (lecture L1, "Are there bad initializations?").</summary>
    /// <param name="network">The network.</param>
    /// <returns>The network.</returns>
    /// <exception cref="ArgumentException">It has no linear or convolution layer.</exception>
    public static T Zero<T>(T network) where T : nn.Module => Set(network, 0, static (rows, columns, _, _) => zeros(rows, columns, float64));

    /// <summary>Draws the matrix <c>[rows, columns]</c> of a layer, float64 on the CPU, given its number of outputs d_out as the gradient sees it.</summary>
    private delegate Tensor Draw(long rows, long columns, long fanOut, Generator random);

    private static T Set<T>(T network, long seed, Draw draw) where T : nn.Module
    {
        ArgumentNullException.ThrowIfNull(network);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        using var random = new Generator(unchecked((ulong)seed));
        foreach (var (weight, bias) in Layers(network))
        {
            var (fanIn, fanOut) = nn.init.CalculateFanInAndFanOut(weight);
            weight.copy_(draw(weight.shape[0], fanIn, fanOut, random).view(weight.shape));
            bias?.zero_();
        }
        return network;
    }

    private static (Tensor Weight, Tensor? Bias)[] Layers(nn.Module network)
    {
        var layers = network.modules().Prepend(network).Where(IsLayer).Select(Parameters).ToArray();
        return layers.Length > 0 ? layers : throw new ArgumentException(
            $"{network.GetName()} has no linear or convolution layer to initialize. Build it of nn.Linear and nn.Conv2d, in fields that RegisterComponents() sees.", nameof(network));
    }

    private static bool IsLayer(nn.Module module) => module is Linear or Conv2d;

    private static (Tensor Weight, Tensor? Bias) Parameters(nn.Module layer) =>
        layer is Linear linear ? (linear.weight!, linear.bias) : (((Conv2d)layer).weight!, ((Conv2d)layer).bias);
}
