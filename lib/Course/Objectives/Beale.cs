using TorchSharp;
using static TorchSharp.torch;

namespace Course.Objectives;

/// <summary>
/// Beale's function, <c>f(x, y) = (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²</c>: a plateau between steep walls
/// (Beale, "On an iterative method for finding a local minimum of a function of more than one variable", 1958).
/// </summary>
/// <remarks>
/// It is the loss surface on whose contours the update rules run in Radford's animation (lecture L4, "Visualization of algorithms", (a);
/// Ruder, "An overview of gradient descent optimization algorithms", 2016, section 4.10, names the function). The minimum, zero, is at (3, ½).
/// </remarks>
public sealed class Beale : PlaneFunction
{
    /// <inheritdoc/>
    public override Tensor Minimizer => tensor([3, 0.5]);

    /// <inheritdoc/>
    public override Tensor Start => tensor([1, 1.5]);

    /// <inheritdoc/>
    public override Tensor Value(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return (1.5 - x + x * y).square() + (2.25 - x + x * y.pow(2)).square() + (2.625 - x + x * y.pow(3)).square();
    }
}
