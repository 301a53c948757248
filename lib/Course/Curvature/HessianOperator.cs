using Course.Data;
using Course.Objectives;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>
/// The Hessian of an objective at a point, <c>H = ∇²f(w)</c>, penalties included: the gradient is differentiated along v (Pearlmutter, "Fast exact multiplication by
/// the Hessian", 1994), in about the time of a gradient where the recorded gradient is kept from product to product.
/// </summary>
/// <remarks>An objective that is no network's gives its own <see cref="Objective.HessianVectorProduct"/>, in closed form where it knows one.</remarks>
public sealed class HessianOperator : ObjectiveOperator
{
    private readonly Objective objective;
    private bool isFinite;

    /// <summary>Takes the Hessian at a point.</summary>
    /// <param name="objective">f: whole (<c>objective</c>) or on a batch (<c>objective.On(batch)</c>).</param>
    /// <param name="w">The point, <c>[P]</c>; a copy is kept, so that the operator stays at its point while training goes on.</param>
    /// <exception cref="ArgumentException">w is no vector of the objective's length, type and device.</exception>
    /// <exception cref="InvalidOperationException">Thrown by the first product: the loss at w is not finite.</exception>
    public HessianOperator(Objective objective, Tensor w) : base(objective, w) => this.objective = objective;

    private protected override ChunkGraph Record(NetworkObjective network, Batch chunk) => (ChunkGraph?)PerceptronGraph.TryRecord(network, chunk) ?? new HessianGraph(network, chunk);

    /// <inheritdoc/>
    protected override Tensor Product(Tensor v)
    {
        if (IsNetwork) return base.Product(v);
        if (!isFinite)
        {
            using var value = objective.Value(Point);
            ChunkGraph.RequireFinite(value);
            isFinite = true;
        }
        return objective.HessianVectorProduct(Point, v);
    }
}
