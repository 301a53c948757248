using TorchSharp;
using static TorchSharp.torch;

namespace Course.Objectives;

/// <summary>
/// Rosenbrock's banana valley, <c>f(x, y) = (a − x)² + b (y − x²)²</c>: a curved ravine with a flat floor,
/// easy to find and slow to follow (Rosenbrock, "An automatic method for finding the greatest or least value of a function", 1960).
/// </summary>
/// <remarks>
/// Gradient: <c>[−2(a − x) − 4bx(y − x²), 2b(y − x²)]</c>.
/// Hessian: <c>[[2 − 4b(y − 3x²), −4bx], [−4bx, 2b]]</c>. The minimum, zero, is at (a, a²).
/// </remarks>
/// <param name="a">The minimizer's x coordinate.</param>
/// <param name="b">How steep the valley's walls are; positive.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="b"/> is not positive: there is no valley then.</exception>
public sealed class Rosenbrock(double a = 1, double b = 100) : PlaneFunction
{
    private readonly double b = b > 0 ? b : throw new ArgumentOutOfRangeException(nameof(b), b, "The steepness b of the valley's walls is positive.");

    /// <inheritdoc/>
    public override Tensor Minimizer => tensor([a, a * a]);

    /// <inheritdoc/>
    public override Tensor Start => tensor([-1.2, 1.0]);

    /// <inheritdoc/>
    public override Tensor Value(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return (a - x).square() + b * (y - x.square()).square();
    }
}
