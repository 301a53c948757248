using Course.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Regularization;

/// <summary>
/// A term that is added to a network's loss, <c>f̃(w) = f(w) + λ Ω(w)</c> (lectures L0 "Parameter norm penalty" and L1 "Regularization to avoid overfitting"):
/// <c>new NetworkObjective(network, loss, samples) { Penalties = { new L2Penalty(1e-4) } }</c>.
/// </summary>
public abstract class Penalty
{
    /// <summary>Makes a penalty.</summary>
    /// <param name="strength">Its weight λ in the loss.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative, infinite or not a number.</exception>
    protected Penalty(double strength)
    {
        if (!(strength >= 0) || !double.IsFinite(strength))
            throw new ArgumentOutOfRangeException(nameof(strength), strength, "The strength of a penalty is a number of at least 0, such as 1e-4.");
        Strength = strength;
    }

    /// <summary>Its weight λ in the loss.</summary>
    public double Strength { get; }

    /// <summary>What is added to the loss on a batch.</summary>
    /// <param name="network">The network, <c>[N, …] → [N, C]</c>.</param>
    /// <param name="batch">The batch that the loss is taken on.</param>
    /// <returns>λ Ω, a scalar that can be differentiated by the network's parameters.</returns>
    public abstract Tensor Value(nn.Module<Tensor, Tensor> network, Batch batch);

    /// <summary>
    /// The parameters that are penalized: matrices and kernels. Biases and the scales of normalization layers, which have one dimension, are
    /// left out ("no regularization needed for biases", lecture L0).
    /// </summary>
    /// <param name="network">The network.</param>
    /// <returns>Each once.</returns>
    /// <exception cref="ArgumentException">There are none.</exception>
    protected static IReadOnlyList<Parameter> Weights(nn.Module network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Parameter[] weights = [.. network.parameters().Where(parameter => parameter.requires_grad && parameter.dim() > 1).Distinct<Parameter>(ReferenceEqualityComparer.Instance)];
        return weights.Length > 0 ? weights : throw new ArgumentException(
            $"{network.GetName()} has no trainable parameters of two or more dimensions, and a norm penalty takes no others.", nameof(network));
    }
}
