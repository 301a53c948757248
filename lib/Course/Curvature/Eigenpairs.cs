using System.Globalization;
using Microsoft.Data.Analysis;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>
/// Extreme eigenvalues and eigenvectors of a curvature matrix, each with a proven bound of its error: Lanczos' method with full
/// reorthogonalization and thick restart (Wu and Simon, "Thick-restart Lanczos method for large symmetric eigenvalue problems", 2000).
/// </summary>
/// <remarks>
/// What the bounds say: the i-th eigenvalue of the matrix, counted with multiplicity, lies within <see cref="Bounds"/>[i] of
/// <see cref="Values"/>[i]. So no pair is missing and none is there twice. The lower half of it is a theorem (Cauchy's interlacing). The upper half
/// is one too, given a bound of the matrix in the complement of all vectors used (Schur's complement); that bound comes from a fresh random vector
/// and is wrong with a probability of at most 10⁻⁶ (Van Dorsselaer, Hochstenbach and Van der Vorst, 2000). Rounding of the operator's type is added to
/// each bound, as it shows in the operator's asymmetry.
/// </remarks>
public sealed class Eigenpairs
{
    private readonly double tolerance, rounding;

    internal Eigenpairs(
        double[] values, Tensor vectors, double[] residuals, double[] bounds, long products, bool converged, double magnitude, double tolerance, double rounding)
    {
        (Values, Vectors, Residuals, Bounds, Products, Converged) = (values, vectors, residuals, bounds, products, converged);
        (Magnitude, this.tolerance, this.rounding) = (magnitude, tolerance, rounding);
    }

    /// <summary>The eigenvalues, in descending order.</summary>
    public double[] Values { get; }

    /// <summary>The eigenvectors, orthonormal, as columns in the same order, <c>[P, k]</c>, of the operator's type.</summary>
    public Tensor Vectors { get; }

    /// <summary>The residuals ‖Hv − λv‖, rounding included; from the products that were made, without further ones.</summary>
    public double[] Residuals { get; }

    /// <summary>How far each eigenvalue can lie from the value given; ∞ where nothing is proven because the products were used up.</summary>
    public double[] Bounds { get; }

    /// <summary>How many products with a vector it took, the proof included.</summary>
    public long Products { get; }

    /// <summary>Whether all bounds are within the tolerance.</summary>
    public bool Converged { get; }

    /// <summary>The largest |λ| that was met: what the tolerance is a part of.</summary>
    internal double Magnitude { get; }

    /// <summary>Finds extreme eigenvalues of a curvature matrix.</summary>
    /// <param name="op">The matrix, as an operator.</param>
    /// <param name="count">How many, k; of each end, with <see cref="SpectrumEnd.Both"/>.</param>
    /// <param name="tolerance">How large the bounds may be, as a part of the largest |λ|: it stops as soon as they are not larger.</param>
    /// <param name="end">Which eigenvalues.</param>
    /// <param name="start">A vector to begin with, or several, such as the last eigenvectors of a matrix that has changed little, <c>[P]</c> or <c>[P, K]</c>; random if left out.</param>
    /// <param name="limit">How many products it may take; <see cref="Converged"/> is false where they did not suffice.</param>
    /// <param name="seed">What the random vectors depend on.</param>
    /// <returns>The eigenpairs.</returns>
    /// <exception cref="ArgumentException">There are fewer eigenvalues than are sought; a number is out of range; the start does not fit.</exception>
    /// <exception cref="InvalidOperationException">A product is not finite.</exception>
    public static Eigenpairs Top(
        CurvatureOperator op, int count, double tolerance = 1e-5, SpectrumEnd end = SpectrumEnd.Largest, Tensor? start = null, long limit = 1000, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(op);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        long wanted = end == SpectrumEnd.Both ? 2L * count : count;
        if (wanted > op.Dimension)
            throw new ArgumentException($"A matrix of {op.Dimension} parameters has {op.Dimension} eigenvalues; {wanted} are sought. Ask for fewer.", nameof(count));
        if (!(tolerance > 0 && tolerance < 1))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance is a part of the largest |λ|, above 0 and below 1, such as 1e-5.");
        if (limit < wanted) throw new ArgumentOutOfRangeException(nameof(limit), limit, $"{wanted} eigenvalues take {wanted} products at the very least.");
        RequireStart(op, start);
        using var search = new EigenpairSearch(op, count, tolerance, end, start, limit, seed);
        return search.Run();
    }

    /// <summary>A row for each pair: value, bound, residual.</summary>
    /// <returns>The table.</returns>
    public DataFrame ToDataFrame() => new(
        new DoubleDataFrameColumn("eigenvalue", Values), new DoubleDataFrameColumn("bound", Bounds), new DoubleDataFrameColumn("residual", Residuals));

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = string.Join(", ", Values.Select((value, i) => string.Create(CultureInfo.InvariantCulture, $"{value:G6} ± {Bounds[i]:G1}")));
        var why = Converged ? "" : rounding > tolerance * Magnitude / 2
            ? string.Create(CultureInfo.InvariantCulture, $"; not within {tolerance:G1} of the largest: products are no more exact than {rounding:G1}, by rounding or because the matrix is not symmetric or changes")
            : string.Create(CultureInfo.InvariantCulture, $"; not within {tolerance:G1} of the largest after the products that were allowed");
        return $"{text} ({Products} products{why})";
    }

    private static void RequireStart(CurvatureOperator op, Tensor? start)
    {
        if (start is null) return;
        if (start.dim() is not (1 or 2) || start.shape[0] != op.Dimension || start.dtype != op.DataType || !start.device.IsSame(op.Device))
        {
            throw new ArgumentException(
                $"The start is a vector [{op.Dimension}] or several [{op.Dimension}, K] of {op.DataType} on {op.Device}; given {start.dtype} [{string.Join(", ", start.shape)}] on {start.device}.", nameof(start));
        }
        using var scope = NewDisposeScope();
        if (!start.isfinite().all().ToBoolean() || start.square().sum(dim: 0).eq(0).any().ToBoolean())
            throw new ArgumentException("A start vector is zero or not finite. Leave the start out, and it is random.", nameof(start));
    }
}
