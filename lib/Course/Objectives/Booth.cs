using TorchSharp;
using static TorchSharp.torch;

namespace Course.Objectives;

/// <summary>
/// Booth's function, <c>f(x, y) = (x + 2y − 7)² + (2x + y − 5)²</c>: a tilted quadratic bowl with the Hessian <c>[[10, 8], [8, 10]]</c>,
/// of condition number 9, and its minimum, zero, at (1, 3).
/// </summary>
public sealed class Booth : PlaneFunction
{
    /// <inheritdoc/>
    public override Tensor Minimizer => tensor([1.0, 3.0]);

    /// <inheritdoc/>
    public override Tensor Start => tensor([-8.0, -6.0]);

    /// <inheritdoc/>
    public override Tensor Value(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return (x + 2 * y - 7).square() + (2 * x + y - 5).square();
    }
}
