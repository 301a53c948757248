using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>The condition number of a curvature matrix, <c>κ = max|λ| / min|λ|</c>, between proven bounds.</summary>
/// <remarks>
/// Up to 1,000 parameters all eigenvalues are taken, from P products. Above, the two ends of the spectrum are; that gives κ where all eigenvalues have one
/// sign. Where they do not, or where zero cannot be told from the smallest, κ has no upper bound, as with most networks: they have flat directions.
/// </remarks>
/// <param name="Low">What κ is not less than.</param>
/// <param name="High">What κ is not more than; ∞ where the smallest |λ| may be zero.</param>
/// <param name="LargestMagnitude">max|λ|.</param>
/// <param name="SmallestMagnitude">The smallest |λ| that was found.</param>
/// <param name="Products">How many products with a vector it took.</param>
public sealed record ConditionNumber(double Low, double High, double LargestMagnitude, double SmallestMagnitude, long Products)
{
    private const long LargestDense = 1000;

    /// <summary>κ where it has an upper bound, else ∞.</summary>
    public double Value => double.IsFinite(High) ? LargestMagnitude / SmallestMagnitude : double.PositiveInfinity;

    /// <summary>Bounds the condition number of a curvature matrix.</summary>
    /// <param name="op">The matrix, as an operator.</param>
    /// <param name="tolerance">How exactly the ends of the spectrum are taken above 1,000 parameters, as a part of the largest |λ|: κ is told up to about 1/tolerance.</param>
    /// <param name="limit">How many products it may then take.</param>
    /// <param name="seed">What the random vectors then depend on.</param>
    /// <returns>The condition number.</returns>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    /// <exception cref="InvalidOperationException">A product is not finite.</exception>
    public static ConditionNumber Of(CurvatureOperator op, double tolerance = 1e-5, long limit = 1000, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(op);
        var before = op.Products;
        if (op.Dimension > LargestDense)
        {
            var ends = Eigenpairs.Top(op, 1, tolerance, SpectrumEnd.Both, limit: limit, seed: seed);
            var isDefinite = ends.Values[0] * ends.Values[1] > 0;
            return Between([.. ends.Values], ends.Bounds.Max(), isDefinite, op.Products - before);
        }
        using var scope = NewDisposeScope();
        using var matrix = op.ToDense().@double();
        if (!matrix.isfinite().all().ToBoolean()) throw new InvalidOperationException("The matrix is not finite, so it has no eigenvalues. Look whether the loss is a number at this point.");
        var values = linalg.eigvalsh(matrix).cpu().data<double>().ToArray();
        return Between(values, 16 * finfo(op.DataType).eps * values.Max(Math.Abs), true, op.Products - before);
    }

    /// <inheritdoc/>
    public override string ToString() => double.IsFinite(High)
        ? string.Create(CultureInfo.InvariantCulture, $"{Value:G4} (between {Low:G4} and {High:G4})")
        : string.Create(CultureInfo.InvariantCulture, $"at least {Low:G4}: an eigenvalue of {SmallestMagnitude:G2} or closer to zero cannot be told from zero beside {LargestMagnitude:G4}");

    private static ConditionNumber Between(double[] values, double error, bool holdsSmallest, long products)
    {
        var (largest, smallest) = (values.Max(Math.Abs), values.Min(Math.Abs));
        var low = double.IsFinite(error) ? Math.Max(1, (largest - error) / (smallest + error)) : largest / smallest; // both are Rayleigh quotients
        return new(largest == 0 ? 1 : low, holdsSmallest && smallest > error ? (largest + error) / (smallest - error) : double.PositiveInfinity, largest, smallest, products);
    }
}
