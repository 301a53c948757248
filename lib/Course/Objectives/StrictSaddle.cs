using TorchSharp;
using static TorchSharp.torch;

namespace Course.Objectives;

/// <summary>
/// A strict saddle, <c>f(x, y) = x² − y²</c>: at its stationary point (0, 0) the Hessian <c>diag(2, −2)</c> has a negative eigenvalue, a way
/// down that a gradient method takes the sooner the further off the ridge y = 0 it starts (lecture L4, "Visualization of algorithms", (b);
/// L0, "Almost all stationary pts are saddle"). It has no minimum.
/// </summary>
public sealed class StrictSaddle : PlaneFunction
{
    /// <inheritdoc/>
    public override Tensor Start => tensor([1, 1e-3]);

    /// <inheritdoc/>
    public override Tensor Value(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return x.square() - y.square();
    }
}
