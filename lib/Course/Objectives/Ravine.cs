using TorchSharp;
using static TorchSharp.torch;

namespace Course.Objectives;

/// <summary>
/// A straight ravine, <c>f(x, y) = ½ (x² + κ y²)</c>: steep across, along y, and flat along x, where gradient descent zig-zags from wall
/// to wall (lecture L0, ill-conditioning; L3, "Poor conditioning"; L4, "Momentum").
/// </summary>
/// <param name="conditionNumber">κ, the curvature across over the curvature along; at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="conditionNumber"/> is less than 1.</exception>
public sealed class Ravine(double conditionNumber = 20) : PlaneFunction
{
    /// <summary>The Hessian's condition number κ.</summary>
    public double ConditionNumber { get; } = conditionNumber >= 1
        ? conditionNumber
        : throw new ArgumentOutOfRangeException(nameof(conditionNumber), conditionNumber, "A condition number, the largest eigenvalue over the least, is at least 1.");

    /// <inheritdoc/>
    public override Tensor Minimizer => zeros(2, ScalarType.Float64);

    /// <inheritdoc/>
    public override Tensor Start => tensor([-4.0, 1.0]);

    /// <inheritdoc/>
    public override Tensor Value(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return 0.5 * (x.square() + ConditionNumber * y.square());
    }
}
