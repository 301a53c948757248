using TorchSharp;
using static TorchSharp.torch;

namespace Course.Objectives;

/// <summary>
/// Himmelblau's function, <c>f(x, y) = (x² + y − 11)² + (x + y² − 7)²</c>: four minima of the same depth, zero, so that the start
/// decides which one is found (Himmelblau, "Applied nonlinear programming", 1972).
/// </summary>
public sealed class Himmelblau : PlaneFunction
{
    /// <summary>The minimizer (3, 2), the only one of the four in whole numbers.</summary>
    public override Tensor Minimizer => tensor([3.0, 2.0]);

    /// <summary>All four minimizers, float64 <c>[4, 2]</c>.</summary>
    public static Tensor Minimizers => tensor(new[,]
    {
        { 3.0, 2.0 },
        { -2.805118086952745, 3.131312518250573 },
        { -3.779310253377747, -3.2831859912861696 },
        { 3.5844283403304917, -1.8481265269644036 },
    });

    /// <inheritdoc/>
    public override Tensor Start => zeros(2, ScalarType.Float64);

    /// <inheritdoc/>
    public override Tensor Value(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return (x.square() + y - 11).square() + (x + y.square() - 7).square();
    }
}
