using Course.Data;
using Course.Objectives;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>
/// The empirical Fisher matrix of a network's loss, <c>F = (1/N) Σᵢ gᵢgᵢᵀ</c> with the per-sample gradients <c>gᵢ = ∇ℓᵢ(w)</c>: the second moment of the gradient's
/// noise, not the Fisher matrix proper, whose labels are the model's own (Kunstner, Hennig and Balles, "Limitations of the empirical Fisher approximation", 2019).
/// </summary>
/// <remarks>No per-sample gradient is formed: <c>gᵢᵀv</c> comes from <c>Jv</c>. The loss function is the mean over the samples; penalties are left out.</remarks>
public sealed class FisherOperator : ObjectiveOperator
{
    /// <summary>Takes the empirical Fisher matrix at a point.</summary>
    /// <param name="objective">A <see cref="NetworkObjective"/>, or one on a batch (<c>objective.On(batch)</c>).</param>
    /// <param name="w">The point, <c>[P]</c>; a copy is kept.</param>
    /// <exception cref="ArgumentException">The objective is no network's loss; w is no vector of its length, type and device.</exception>
    /// <exception cref="InvalidOperationException">Thrown by the first product: the loss at w is not finite.</exception>
    public FisherOperator(Objective objective, Tensor w) : base(objective, w) => RequireNetwork(objective);

    private protected override ChunkGraph Record(NetworkObjective network, Batch chunk) => new FisherGraph(network, chunk);
}
