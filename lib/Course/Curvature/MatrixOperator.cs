using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>A symmetric matrix that is there in full: the case in which every estimate can be checked.</summary>
public sealed class MatrixOperator : CurvatureOperator
{
    private readonly Tensor matrix;

    /// <summary>Takes a matrix.</summary>
    /// <param name="matrix">A, symmetric and floating-point, <c>[P, P]</c>; not to be changed afterwards.</param>
    /// <exception cref="ArgumentException">It is not square, not symmetric or not floating-point.</exception>
    public MatrixOperator(Tensor matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.dim() != 2 || matrix.shape[0] != matrix.shape[1] || matrix.shape[0] == 0 || !matrix.is_floating_point())
            throw new ArgumentException($"A curvature matrix is square and floating-point, [P, P]; this is {matrix.dtype} [{string.Join(", ", matrix.shape)}].", nameof(matrix));
        if (!matrix.allclose(matrix.t()))
            throw new ArgumentException("A curvature matrix is symmetric and this one is not. Give (A + Aᵀ)/2, which has the same vᵀAv.", nameof(matrix));
        this.matrix = matrix;
    }

    /// <inheritdoc/>
    public override long Dimension => matrix.shape[0];

    /// <inheritdoc/>
    public override ScalarType DataType => matrix.dtype;

    /// <inheritdoc/>
    public override Device Device => matrix.device;

    /// <inheritdoc/>
    protected override Tensor Product(Tensor v) => matrix.mv(v);

    /// <inheritdoc/>
    protected override Tensor BlockProduct(Tensor v) => matrix.mm(v);
}
