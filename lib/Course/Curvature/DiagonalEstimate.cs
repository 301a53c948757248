using TorchSharp;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>The diagonal of a curvature matrix: each parameter's own second derivative, with its standard error.</summary>
public sealed class DiagonalEstimate
{
    private DiagonalEstimate(Tensor values, Tensor standardErrors, bool isExact, long products) =>
        (Values, StandardErrors, IsExact, Products) = (values.DetachFromDisposeScope(), standardErrors.DetachFromDisposeScope(), isExact, products);

    /// <summary>The diagonal, float64 <c>[P]</c>.</summary>
    public Tensor Values { get; }

    /// <summary>Their standard errors, float64 <c>[P]</c>; zero where the diagonal is exact.</summary>
    public Tensor StandardErrors { get; }

    /// <summary>Whether no part of it is left to chance.</summary>
    public bool IsExact { get; }

    /// <summary>How many products with the matrix it took.</summary>
    public long Products { get; }

    /// <summary>
    /// Estimates the diagonal, <c>diag A = E v ∘ Av</c> for vectors v of random signs (Bekas, Kokiopoulou and Saad, "An estimator for the diagonal of a
    /// matrix", 2007, section 2.1). The i-th element's variance is the sum of the squares of its row's other elements, over the number of probes.
    /// </summary>
    /// <param name="matrix">A, <c>[P, P]</c>.</param>
    /// <param name="probes">The number of probes, at least 2; where it is P or more, P products give the diagonal exactly.</param>
    /// <param name="seed">What the probes depend on.</param>
    /// <returns>The diagonal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two probes.</exception>
    /// <exception cref="InvalidOperationException">A product is not finite.</exception>
    public static DiagonalEstimate Of(CurvatureOperator matrix, long probes, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (probes < 2) throw new ArgumentOutOfRangeException(nameof(probes), probes, "A diagonal with standard errors takes at least two probes.");
        using var scope = NewDisposeScope();
        using var still = no_grad();
        return matrix.Dimension <= probes ? Exact(matrix) : Estimate(matrix, probes, seed);
    }

    private static DiagonalEstimate Exact(CurvatureOperator matrix)
    {
        var p = matrix.Dimension;
        var values = zeros(p, ScalarType.Float64, matrix.Device);
        for (var i = 0L; i < p; i++)
        {
            using var inner = NewDisposeScope();
            var unit = zeros(p, matrix.DataType, matrix.Device);
            unit[i].fill_(1);
            values[i].fill_(Hutchinson.Finite(matrix.Multiply(unit)[i].ToDouble()));
        }
        return new(values, zeros_like(values), true, p);
    }

    private static DiagonalEstimate Estimate(CurvatureOperator matrix, long probes, long seed)
    {
        var mean = zeros(matrix.Dimension, ScalarType.Float64, matrix.Device);
        var squares = zeros_like(mean); // Σ (draw − mean)²
        for (var k = 0L; k < probes; k++)
        {
            using var inner = NewDisposeScope();
            var v = Hutchinson.Signs(matrix, seed, k);
            var draw = v.mul_(matrix.Multiply(v)).to(ScalarType.Float64);
            Hutchinson.Finite(draw.sum().ToDouble());
            var difference = draw - mean;
            mean.add_(difference, alpha: 1.0 / (k + 1));
            squares.add_(difference.mul_(draw - mean));
        }
        return new(mean, squares.div_((double)probes * (probes - 1)).sqrt_(), false, probes);
    }

    /// <inheritdoc/>
    public override string ToString() => $"diagonal of {Values.numel()} elements, {(IsExact ? "exact" : $"from {Products} probes")}";
}
