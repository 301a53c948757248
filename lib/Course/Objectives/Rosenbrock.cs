using TorchSharp;
using static TorchSharp.torch;

namespace Course.Objectives;

/// <summary>
/// Rosenbrock's banana valley, <c>f(x, y) = (a − x)² + b (y − x²)²</c>: a curved ravine with a flat floor,
/// easy to find and slow to follow (Rosenbrock, "An automatic method for finding the greatest or least value of a function", 1960).
/// </summary>
/// <remarks>
/// Gradient: <c>[−2(a − x) − 4bx(y − x²), 2b(y − x²)]</c>.
/// Hessian: <c>[[2 − 4b(y − 3x²), −4bx], [−4bx, 2b]]</c>. The usual start is (−1.2, 1).
/// </remarks>
/// <param name="a">The minimizer's x coordinate.</param>
/// <param name="b">How steep the valley's walls are; positive.</param>
public sealed class Rosenbrock(double a = 1, double b = 100) : Objective
{
    /// <inheritdoc/>
    public override long Dimension => 2;

    /// <summary>Where the minimum, zero, is: (a, a²), float64 <c>[2]</c>.</summary>
    public Tensor Minimizer => tensor([a, a * a]);

    /// <inheritdoc/>
    public override Tensor Value(Tensor w)
    {
        RequireVector(w, nameof(w));
        var (x, y) = (w[0], w[1]);
        return (a - x).square() + b * (y - x.square()).square();
    }

    /// <summary>The exact Hessian at w.</summary>
    /// <param name="w">The point, <c>[2]</c>.</param>
    /// <returns>The matrix in float64, <c>[2, 2]</c>.</returns>
    public Tensor Hessian(Tensor w)
    {
        RequireVector(w, nameof(w));
        var (x, y) = (w[0].ToDouble(), w[1].ToDouble());
        return tensor(new[,] { { 2 - 4 * b * (y - 3 * x * x), -4 * b * x }, { -4 * b * x, 2 * b } });
    }
}
