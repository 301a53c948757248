using Course.Models;
using Course.Objectives;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>
/// How the surface bends along the gradient at a point: the alignment of gradient and Hessian, and the step along <c>−g</c> that is best
/// on the quadratic model <c>f(w − ηg) ≈ f − η gᵀg + ½ η² gᵀHg</c>.
/// </summary>
/// <param name="Norm">‖g‖.</param>
/// <param name="Curvature">The curvature along the gradient, <c>gᵀHg/‖g‖²</c>, at most λ_max; not a number where g is zero.</param>
public sealed record GradientGeometry(double Norm, double Curvature)
{
    /// <summary>The learning rate that minimizes the quadratic model along −g, <c>gᵀg/gᵀHg</c>; infinite where the surface does not bend upwards along g.</summary>
    public double BestStep => Curvature > 0 ? 1 / Curvature : double.IsNaN(Curvature) ? double.NaN : double.PositiveInfinity;

    /// <summary>Measures at a point, by one gradient and one Hessian product; a network in evaluation mode.</summary>
    /// <param name="objective">f.</param>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <returns>The gradient's length and the curvature along it.</returns>
    /// <exception cref="ArgumentException"><paramref name="w"/> is not a vector of length P.</exception>
    public static GradientGeometry Of(Objective objective, Tensor w)
    {
        ArgumentNullException.ThrowIfNull(objective);
        using var guard = Undisturbed.Of(objective);
        using var scope = NewDisposeScope();
        var g = objective.Gradient(w);
        var square = Float64.Dot(g, g);
        return new(Math.Sqrt(square), Float64.Dot(g, objective.HessianVectorProduct(w, g)) / square);
    }

    /// <summary>The curvature along the gradient as a share of the largest eigenvalue: 1 where g is its eigenvector.</summary>
    /// <param name="largestEigenvalue">λ_max, as <c>Eigenpairs.Top</c> finds it.</param>
    /// <returns>gᵀHg / (‖g‖² λ_max).</returns>
    public double ShareOf(double largestEigenvalue) => Curvature / largestEigenvalue;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"gradient norm {Norm:G4}, curvature along the gradient {Curvature:G4}, best step {BestStep:G4}");
}
