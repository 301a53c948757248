using Course.Objectives;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>The Hessian of an objective at a point, <c>H = ∇²f(w)</c>, by double backward (Pearlmutter, "Fast exact multiplication by the Hessian", 1994).</summary>
public sealed class HessianOperator : CurvatureOperator
{
    private readonly Objective objective;
    private readonly Tensor point;

    /// <summary>Takes the Hessian at a point.</summary>
    /// <param name="objective">f: whole (<c>objective</c>) or on a batch (<c>objective.On(batch)</c>).</param>
    /// <param name="w">The point, <c>[P]</c>; a copy is kept, so that the operator stays at its point while training goes on.</param>
    public HessianOperator(Objective objective, Tensor w)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(w);
        this.objective = objective;
        point = w.detach().clone().DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override long Dimension => objective.Dimension;

    /// <inheritdoc/>
    public override ScalarType DataType => point.dtype;

    /// <inheritdoc/>
    public override Device Device => point.device;

    /// <inheritdoc/>
    protected override Tensor Product(Tensor v) => objective.HessianVectorProduct(point, v);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) point.Dispose();
        base.Dispose(disposing);
    }
}
