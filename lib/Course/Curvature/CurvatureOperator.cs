using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>
/// A symmetric matrix <c>A ∈ ℝᴾˣᴾ</c> that is known by its products with vectors alone, <c>v ↦ Av</c>: a Hessian, a Gauss–Newton matrix, a
/// Fisher matrix at one point. Eigenvalues, spectral density and trace are taken of it.
/// </summary>
public abstract class CurvatureOperator : IDisposable
{
    private const long LargestDense = 10_000; // a matrix of 400 MB in float32

    /// <summary>The number of parameters, P.</summary>
    public abstract long Dimension { get; }

    /// <summary>The type of the vectors.</summary>
    public abstract ScalarType DataType { get; }

    /// <summary>Where the vectors lie.</summary>
    public abstract Device Device { get; }

    /// <summary>How many vectors were multiplied so far: what an estimate has cost.</summary>
    public long Products { get; private set; }

    /// <summary>The product Av.</summary>
    /// <param name="v">A vector <c>[P]</c>, or several as columns <c>[P, K]</c>, of <see cref="DataType"/> on <see cref="Device"/>.</param>
    /// <returns>The product, of the same shape, without a graph; it belongs to the caller.</returns>
    /// <exception cref="ArgumentException">Shape, type or device of v does not fit.</exception>
    public Tensor Multiply(Tensor v)
    {
        ArgumentNullException.ThrowIfNull(v);
        if (v.dim() is not (1 or 2) || v.shape[0] != Dimension || v.dtype != DataType || !v.device.IsSame(Device))
        {
            throw new ArgumentException(
                $"{GetType().Name} takes vectors [{Dimension}] or [{Dimension}, K] of {DataType} on {Device}; given {v.dtype} [{string.Join(", ", v.shape)}] on {v.device}.", nameof(v));
        }
        Products += v.dim() == 1 ? 1 : v.shape[1];
        return v.dim() == 1 ? Product(v) : BlockProduct(v);
    }

    /// <summary>The matrix itself, from P products.</summary>
    /// <returns>A, <c>[P, P]</c>.</returns>
    /// <exception cref="InvalidOperationException">P is above 10,000: the matrix would not fit into memory.</exception>
    public Tensor ToDense()
    {
        if (Dimension > LargestDense)
        {
            throw new InvalidOperationException(
                $"A matrix of {Dimension} parameters has {(double)Dimension * Dimension:G3} elements, too many to form; up to {LargestDense} parameters are. Use products.");
        }
        using var unit = eye(Dimension, dtype: DataType, device: Device);
        return Multiply(unit);
    }

    /// <summary>The product with one vector.</summary>
    /// <param name="v">The vector, <c>[P]</c>, checked already.</param>
    /// <returns>Av, <c>[P]</c>.</returns>
    protected abstract Tensor Product(Tensor v);

    /// <summary>The product with several vectors; column by column unless a class knows better.</summary>
    /// <param name="v">The vectors as columns, <c>[P, K]</c>, checked already.</param>
    /// <returns>AV, <c>[P, K]</c>.</returns>
    protected virtual Tensor BlockProduct(Tensor v)
    {
        using var scope = NewDisposeScope();
        var products = empty(v.shape, DataType, device: Device);
        for (var k = 0L; k < v.shape[1]; k++)
        {
            using var inner = NewDisposeScope();
            products.select(1, k).copy_(Product(v.select(1, k).contiguous()));
        }
        return products.MoveToOuterDisposeScope();
    }

    /// <summary>Frees what is kept between products.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what is kept between products.</summary>
    /// <param name="disposing">Whether tensors may be freed.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
