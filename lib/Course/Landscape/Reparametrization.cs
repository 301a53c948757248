using Course.Models;
using Course.Objectives;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>
/// Other weights of the same function (Dinh et al., "Sharp minima can generalize for deep nets", 2017, section 3, theorem 4): with <c>σ(αz) = α σ(z)</c> for α > 0, as ReLU has it,
/// <c>W₂ σ(W₁x + b₁) = (W₂/α) σ(αW₁x + αb₁)</c>. The Hessian's eigenvalues change as one likes, and so does every sharpness that is taken of them.
/// </summary>
public static class Reparametrization
{
    /// <summary>Multiplies a layer by α and divides the next one by it; the outputs stay, to rounding, and to the bit for a power of two.</summary>
    /// <param name="objective">The network: an <see cref="Mlp"/> or a <c>Sequential</c>, whose layers' order is known. Penalties on weights change, unlike the outputs.</param>
    /// <param name="w">The network's parameters, <c>[P]</c>.</param>
    /// <param name="layer">Which of the linear and convolution layers, from 1, is multiplied.</param>
    /// <param name="α">The factor, positive.</param>
    /// <returns>Parameters of the same function, <c>[P]</c>.</returns>
    /// <exception cref="ArgumentException">
    /// There is no such pair of layers, or what stands between them is not positively homogeneous; α is not positive, or w is not a vector of length P.
    /// </exception>
    public static Tensor Scale(NetworkObjective objective, Tensor w, int layer, double α)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(w);
        if (!(α > 0) || !double.IsFinite(α)) throw new ArgumentOutOfRangeException(nameof(α), α, "Only a positive, finite factor leaves the function as it is.");
        nn.Module[] modules = [.. Leaves(objective.Module)];
        int[] layers = [.. Enumerable.Range(0, modules.Length).Where(i => modules[i] is Linear or Conv2d)];
        if (layer < 1 || layer >= layers.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(layer), layer,
                $"{objective.Module.GetName()} has {layers.Length} linear and convolution layers whose order is known, as it is in an Mlp or a Sequential; a layer and the next one are scaled, so give 1 to {layers.Length - 1}.");
        }
        var (first, second) = (layers[layer - 1], layers[layer]);
        if (modules[(first + 1)..second].FirstOrDefault(module => !IsHomogeneous(module)) is { } odd)
        {
            throw new ArgumentException(
                $"Between the layers {layer} and {layer + 1} stands {odd.GetName()}, which is not known to be positively homogeneous, σ(αz) = α σ(z) for α > 0. ReLU, LeakyReLU, dropout and pooling are.", nameof(objective));
        }
        var scaled = objective.Parameters.Split(w.detach().clone()); // checks w's length
        using var still = no_grad();
        Multiply(modules[first], α, withBias: true);
        Multiply(modules[second], 1 / α, withBias: false);
        return cat([.. scaled.Select(piece => piece.reshape(-1))]);

        void Multiply(nn.Module module, double factor, bool withBias)
        {
            var (weight, bias) = module is Linear linear ? (linear.weight, linear.bias) : (((Conv2d)module).weight, ((Conv2d)module).bias);
            foreach (var parameter in withBias && bias is not null ? [weight, bias] : (Parameter[])[weight!])
            {
                var index = objective.Parameters.Parameters.TakeWhile(own => !ReferenceEquals(own, parameter)).Count();
                if (index == scaled.Length)
                    throw new ArgumentException($"A parameter of {module.GetName()} is frozen and so no part of w; set requires_grad before the objective is made.", nameof(objective));
                scaled[index].mul_(factor);
            }
        }
    }

    private static IEnumerable<nn.Module> Leaves(nn.Module module) => module is Mlp or Sequential ? module.children().SelectMany(Leaves) : [module];

    private static bool IsHomogeneous(nn.Module module) =>
        module is ReLU or LeakyReLU or Identity or Dropout or Flatten or MaxPool2d or AvgPool2d or AdaptiveAvgPool2d;
}
