using System.Globalization;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>The direction in which a function curves down most, the eigenvector of its Hessian's smallest eigenvalue: the way off a saddle.</summary>
/// <param name="Exists">Whether the curvature is negative by more than the tolerance times the largest |λ| that was met.</param>
/// <param name="Direction">The unit vector v, <c>[P]</c>; −v is as good.</param>
/// <param name="Curvature">vᵀHv, which the smallest eigenvalue does not exceed.</param>
/// <param name="Residual">‖Hv − (vᵀHv)v‖.</param>
/// <param name="Bound">How far below <paramref name="Curvature"/> the smallest eigenvalue can lie; ∞ where the products were used up before that was proven.</param>
/// <param name="Products">How many products with a vector it took.</param>
public sealed record NegativeCurvature(bool Exists, Tensor Direction, double Curvature, double Residual, double Bound, long Products)
{
    /// <summary>Looks for it.</summary>
    /// <param name="op">The Hessian, as an operator.</param>
    /// <param name="tolerance">How exactly, as a part of the largest |λ|.</param>
    /// <param name="start">A vector to begin with, <c>[P]</c>; random if left out.</param>
    /// <param name="limit">How many products it may take.</param>
    /// <param name="seed">What the random vectors depend on.</param>
    /// <returns>The direction, and whether it leads down.</returns>
    /// <exception cref="ArgumentException">A number is out of range, or the start does not fit.</exception>
    /// <exception cref="InvalidOperationException">A product is not finite.</exception>
    public static NegativeCurvature Of(CurvatureOperator op, double tolerance = 1e-3, Tensor? start = null, long limit = 1000, long seed = 0)
    {
        var pairs = Eigenpairs.Top(op, 1, tolerance, SpectrumEnd.Smallest, start, limit, seed);
        return new(pairs.Values[0] < -tolerance * pairs.Magnitude, pairs.Vectors.squeeze(1), pairs.Values[0], pairs.Residuals[0], pairs.Bounds[0], pairs.Products);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(Exists ? "negative curvature" : "no negative curvature at this tolerance: the smallest is")} {Curvature:G4}{(double.IsFinite(Bound) ? $", at most {Bound:G1} too large" : ", not proven to be the smallest")} ({Products} products)");
}
