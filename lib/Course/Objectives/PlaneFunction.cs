using static TorchSharp.torch;

namespace Course.Objectives;

/// <summary>
/// A function of two parameters, <c>f(x, y)</c> at <c>w = (x, y)</c>: what can be drawn as contours, with the paths of update rules on it.
/// </summary>
public abstract class PlaneFunction : Objective
{
    /// <inheritdoc/>
    public sealed override long Dimension => 2;

    /// <summary>The point from which the function is usually minimized, float64 <c>[2]</c>, a new tensor each time.</summary>
    public abstract Tensor Start { get; }

    /// <summary>The values at many points at once, element by element, such as those of a grid.</summary>
    /// <param name="x">The points' first coordinates, of any shape.</param>
    /// <param name="y">Their second coordinates, of a shape that fits the first.</param>
    /// <returns>f(x, y), of the common shape.</returns>
    public abstract Tensor Value(Tensor x, Tensor y);

    /// <inheritdoc/>
    public sealed override Tensor Value(Tensor w)
    {
        RequireVector(w, nameof(w));
        return Value(w[0], w[1]);
    }
}
