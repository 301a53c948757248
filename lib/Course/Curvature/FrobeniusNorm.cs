using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>
/// The Frobenius norm of a curvature matrix, <c>‖A‖ = √Σᵢ λᵢ²</c>, with a 95 % interval. With the trace it says over how many directions curvature is spread:
/// <c>(tr A)²/‖A‖²</c>, which is P for a multiple of the identity and 1 for a matrix of rank one.
/// </summary>
/// <param name="Value">The norm.</param>
/// <param name="Low">The interval's lower end; the value itself where nothing was left to chance.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Products">How many products with the matrix it took.</param>
public sealed record FrobeniusNorm(double Value, double Low, double High, long Products)
{
    /// <summary>Whether no part of it is left to chance.</summary>
    public bool IsExact => Low == High;

    /// <summary>Whether the wanted precision was reached within the limit of products.</summary>
    public bool IsReached { get; init; }

    /// <summary>Estimates the norm as the trace of A², <c>‖A‖² = E ‖Av‖²</c> for random signs v, as <see cref="TraceEstimate.Of(CurvatureOperator, double, long, long)"/> does.</summary>
    /// <param name="matrix">A, <c>[P, P]</c>.</param>
    /// <param name="precision">The wanted half width of the interval, relative to the value: it stops there.</param>
    /// <param name="seed">What the probes depend on.</param>
    /// <param name="limit">The largest number of products: it stops there too, and says so in <see cref="IsReached"/>.</param>
    /// <returns>The estimate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The precision is not above 0, or the limit below 2.</exception>
    /// <exception cref="InvalidOperationException">A product is not finite.</exception>
    public static FrobeniusNorm Of(CurvatureOperator matrix, double precision = 0.05, long seed = 0, long limit = 300)
    {
        // An error of ε in the norm is one of 2ε in its square.
        var square = Hutchinson.Run(matrix, (_, image) => image.square().sum(0L, type: ScalarType.Float64), 2 * precision, seed, limit);
        return new(Math.Sqrt(square.Value), Math.Sqrt(Math.Max(0, square.Low)), Math.Sqrt(square.High), square.Products) { IsReached = square.IsReached };
    }

    /// <inheritdoc/>
    public override string ToString() => TraceEstimate.Text(Value, Low, High, Products, IsReached);
}
