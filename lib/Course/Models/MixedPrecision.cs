using TorchSharp;
using static TorchSharp.torch;

namespace Course.Models;

/// <summary>
/// A network that computes in bfloat16, with inputs and outputs in float32: half the memory, and on a GPU's tensor cores several times
/// the speed. Its trainer keeps the weights and the rule's state in float32 and rounds the weights for each step, since a step is
/// often smaller than bfloat16's spacing of 2⁻⁸ relative (Micikevicius et al., "Mixed precision training", 2018, section 3.1).
/// </summary>
/// <remarks>
/// bfloat16 has float32's range, so losses need no scaling (the paper's section 3.2 does it for float16). TorchSharp has no autocast:
/// the network's parameters themselves become bfloat16, and <c>network.to(float32)</c> makes them float32 again. A CPU can do it too, but gains little.
/// </remarks>
public sealed class MixedPrecision : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> network;

    /// <summary>Makes a network compute in bfloat16, in place.</summary>
    /// <param name="network">The network, <c>[N, …] → [N, C]</c>.</param>
    /// <exception cref="ArgumentException">It keeps running statistics, as batch norm does, which bfloat16 is too coarse to average.</exception>
    public MixedPrecision(nn.Module<Tensor, Tensor> network) : base(nameof(MixedPrecision))
    {
        ArgumentNullException.ThrowIfNull(network);
        string[] statistics = [.. network.named_buffers().Where(buffer => buffer.buffer.is_floating_point()).Select(buffer => buffer.name)];
        if (statistics.Length > 0)
        {
            throw new ArgumentException(
                $"{network.GetName()} keeps the running statistics {string.Join(", ", statistics)}, and bfloat16 is too coarse for running means. " +
                "Use layer or group norm, which keep none, or train in float32.", nameof(network));
        }
        this.network = network.to(bfloat16);
        RegisterComponents();
    }

    /// <summary>The network's outputs.</summary>
    /// <param name="input">Inputs, of a floating-point type or whole numbers.</param>
    /// <returns>Outputs in float32, <c>[N, C]</c>.</returns>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return network.call(input.is_floating_point() ? input.to(bfloat16) : input).to(float32);
    }
}
