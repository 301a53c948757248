using TorchSharp;
using static TorchSharp.torch;

namespace Course.Training;

/// <summary>A copy of what training changes: the weights, and a network's buffers, such as batch norm's running statistics.</summary>
internal sealed class NetworkCopy(Tensor weights, IReadOnlyDictionary<string, Tensor> buffers)
{
    /// <summary>The weights, <c>[P]</c>.</summary>
    public Tensor Weights => weights;

    /// <summary>The buffers by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Buffers => buffers;

    public static NetworkCopy Of(Tensor weights, nn.Module? module) => new(
        Copy(weights), BuffersOf(module).ToDictionary(buffer => buffer.Name, buffer => Copy(buffer.Value)));

    /// <summary>Writes the copy back.</summary>
    public void CopyTo(Tensor target, nn.Module? module)
    {
        using var still = no_grad();
        target.copy_(weights);
        foreach (var (name, value) in BuffersOf(module)) value.copy_(buffers[name]);
    }

    public static IEnumerable<(string Name, Tensor Value)> BuffersOf(nn.Module? module) => module?.named_buffers() ?? [];

    private static Tensor Copy(Tensor values) => values.detach().clone().DetachFromDisposeScope();
}
