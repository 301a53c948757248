using TorchSharp;
using static TorchSharp.torch;

namespace Course.Objectives;

/// <summary>
/// The monkey saddle, <c>f(x, y) = x³ − 3xy²</c>: three ways down from (0, 0), where the Hessian <c>[[6x, −6y], [−6y, −6x]]</c> is zero, so
/// that no second-order test tells the saddle from a minimum. It has no minimum.
/// </summary>
public sealed class MonkeySaddle : PlaneFunction
{
    /// <inheritdoc/>
    public override Tensor Start => tensor([1, 0.1]);

    /// <inheritdoc/>
    public override Tensor Value(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return x.pow(3) - 3 * x * y.square();
    }
}
