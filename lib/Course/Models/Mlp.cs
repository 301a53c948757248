using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Models;

/// <summary>
/// A multilayer perceptron: linear layers with an activation between them,
/// <c>z = W_L σ(W_{L−1} … σ(W_1 x + b_1) …) + b_L</c> (lecture L1, "Build an MLP").
/// </summary>
/// <remarks>
/// Inputs are flattened from their second dimension on, so images <c>[N, H, W]</c> can be given as they are. Layers are
/// named <c>linear1</c>, <c>activation1</c>, <c>linear2</c>, … Weights start as in PyTorch's <c>Linear</c>
/// (uniform within ±1/√inputs), from torch's random generator: set <c>torch.manual_seed</c> first.
/// </remarks>
public sealed class Mlp : nn.Module<Tensor, Tensor>
{
    private readonly Sequential layers;

    /// <summary>Makes a perceptron with ReLU activations.</summary>
    /// <param name="sizes">The number of inputs, of units in each hidden layer, and of outputs.</param>
    /// <exception cref="ArgumentException">There are fewer than two sizes, or one is not positive.</exception>
    public Mlp(params long[] sizes) : this(() => nn.ReLU(), sizes) { }

    /// <summary>Makes a perceptron with the given activations.</summary>
    /// <param name="activation">Makes the activation after each hidden layer, for example <c>() => nn.Tanh()</c>.</param>
    /// <param name="sizes">The number of inputs, of units in each hidden layer, and of outputs.</param>
    /// <exception cref="ArgumentException">There are fewer than two sizes, or one is not positive.</exception>
    public Mlp(Func<nn.Module<Tensor, Tensor>> activation, params long[] sizes) : base(nameof(Mlp))
    {
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(sizes);
        if (sizes.Length < 2 || sizes.Any(size => size < 1))
        {
            throw new ArgumentException(
                $"A perceptron needs its number of inputs, of units in each hidden layer, and of outputs, all at least 1; given [{string.Join(", ", sizes)}].",
                nameof(sizes));
        }
        var named = new List<(string, nn.Module<Tensor, Tensor>)>();
        for (var i = 1; i < sizes.Length; i++)
        {
            named.Add(($"linear{i}", nn.Linear(sizes[i - 1], sizes[i])));
            if (i < sizes.Length - 1) named.Add(($"activation{i}", activation()));
        }
        layers = nn.Sequential(named);
        Sizes = sizes;
        RegisterComponents();
    }

    /// <summary>The number of inputs, of units in each hidden layer, and of outputs.</summary>
    public IReadOnlyList<long> Sizes { get; }

    /// <summary>The network's outputs.</summary>
    /// <param name="input">Inputs, <c>[N, D]</c> or of any shape <c>[N, …]</c> with D elements a sample.</param>
    /// <returns>Outputs without an activation, <c>[N, C]</c>.</returns>
    /// <exception cref="ArgumentException">A sample has another number of elements.</exception>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var flat = input.dim() > 2 ? input.flatten(1) : input;
        if (flat.dim() > 0 && flat.shape[^1] == Sizes[0]) return layers.call(flat);
        throw new ArgumentException(
            $"{this} takes {Sizes[0]} numbers a sample; the input [{string.Join(", ", input.shape)}] has {(flat.dim() > 0 ? flat.shape[^1] : 1)}.", nameof(input));
    }

    /// <inheritdoc/>
    public override string ToString() => $"Mlp({string.Join("-", Sizes)})";
}
