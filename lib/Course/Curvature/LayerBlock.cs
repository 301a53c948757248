using Course.Models;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>The diagonal block of a curvature matrix that belongs to one parameter of a network, <c>A_ll</c>, <c>[P_l, P_l]</c>.</summary>
public sealed class LayerBlock : CurvatureOperator
{
    private readonly CurvatureOperator whole;
    private readonly ParameterSlice slice;

    /// <summary>Takes a block.</summary>
    /// <param name="whole">The whole matrix, <c>[P, P]</c>; it is used and not disposed. A product with the block costs one with it.</param>
    /// <param name="slice">Where the parameter lies, one of <see cref="FlatParameters.Slices"/>.</param>
    /// <exception cref="ArgumentException">The slice does not lie within the matrix.</exception>
    public LayerBlock(CurvatureOperator whole, ParameterSlice slice)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(slice);
        if (slice.Offset < 0 || slice.Length < 1 || slice.Offset + slice.Length > whole.Dimension)
            throw new ArgumentException($"{slice} is no part of the {whole.Dimension} parameters that the matrix has. Take one of its own network's Parameters.Slices.", nameof(slice));
        (this.whole, this.slice) = (whole, slice);
    }

    /// <inheritdoc/>
    public override long Dimension => slice.Length;

    /// <inheritdoc/>
    public override ScalarType DataType => whole.DataType;

    /// <inheritdoc/>
    public override Device Device => whole.Device;

    /// <inheritdoc/>
    protected override Tensor Product(Tensor v)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var padded = zeros(whole.Dimension, DataType, Device);
        padded.narrow(0, slice.Offset, slice.Length).copy_(v);
        return whole.Multiply(padded).narrow(0, slice.Offset, slice.Length).clone().MoveToOuterDisposeScope();
    }
}
