using TorchSharp;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>An operator A on the complement of a space Q of orthonormal columns, <c>(1 − QQᵀ) A (1 − QQᵀ)</c>.</summary>
internal sealed class DeflatedOperator : CurvatureOperator
{
    private readonly CurvatureOperator op;
    private readonly KrylovBasis basis;
    private readonly Tensor part;

    /// <summary>Takes a space out of an operator.</summary>
    /// <param name="op">A.</param>
    /// <param name="basis">The basis V that Q is in.</param>
    /// <param name="part">S, <c>[m, k]</c>, of <c>Q = VᵀS</c>.</param>
    public DeflatedOperator(CurvatureOperator op, KrylovBasis basis, double[,] part)
    {
        (this.op, this.basis) = (op, basis);
        this.part = tensor(part, op.DataType, op.Device).DetachFromDisposeScope();
    }

    public override long Dimension => op.Dimension;

    public override ScalarType DataType => op.DataType;

    public override Device Device => op.Device;

    /// <summary>Takes Q's part out of a vector, in place.</summary>
    public Tensor Project(Tensor v)
    {
        basis.TakeOut(v, part);
        return v;
    }

    /// <summary>The product with a vector of the complement.</summary>
    protected override Tensor Product(Tensor v) => Project(op.Multiply(v));

    protected override void Dispose(bool disposing)
    {
        if (disposing) part.Dispose();
        base.Dispose(disposing);
    }
}
