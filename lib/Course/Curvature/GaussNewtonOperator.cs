using Course.Data;
using Course.Objectives;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>
/// The generalized Gauss–Newton matrix of a network's mean loss, <c>G = (1/N) Σᵢ Jᵢᵀ ∇²_zℓᵢ Jᵢ</c> with <c>Jᵢ = ∂zᵢ/∂w</c>: the Hessian without the curvature of
/// the network itself, positive semi-definite for losses that are convex in the outputs (Schraudolph, "Fast curvature matrix-vector products", 2002, section 3).
/// </summary>
/// <remarks>Penalties, which are functions of the weights and not of the outputs, are left out: the Hessian of the loss with them is G and the rest.</remarks>
public sealed class GaussNewtonOperator : ObjectiveOperator
{
    /// <summary>Takes the Gauss–Newton matrix at a point.</summary>
    /// <param name="objective">A <see cref="NetworkObjective"/>, or one on a batch (<c>objective.On(batch)</c>).</param>
    /// <param name="w">The point, <c>[P]</c>; a copy is kept.</param>
    /// <exception cref="ArgumentException">The objective is no network's loss; w is no vector of its length, type and device.</exception>
    /// <exception cref="InvalidOperationException">Thrown by the first product: the loss at w is not finite.</exception>
    public GaussNewtonOperator(Objective objective, Tensor w) : base(objective, w) => RequireNetwork(objective);

    private protected override ChunkGraph Record(NetworkObjective network, Batch chunk) => new GaussNewtonGraph(network, chunk);
}
