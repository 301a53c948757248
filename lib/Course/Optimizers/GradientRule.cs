using Course.Objectives;
using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// An update rule that needs the gradient alone: <c>w, g → w</c>. Its body is its update equation on flat vectors, in the
/// lecture's symbols.
/// </summary>
public abstract class GradientRule : UpdateRule
{
    /// <summary>Makes one step, in place. The caller has switched gradient tracking off.</summary>
    /// <param name="w">The parameters, <c>[P]</c>; changed in place.</param>
    /// <param name="g">The gradient at <paramref name="w"/>, <c>[P]</c>; the rule may use it as working space.</param>
    /// <param name="learningRate">The step length η of this step.</param>
    public void Step(Tensor w, Tensor g, double learningRate) => Step(null!, w, g, double.NaN, learningRate);

    /// <inheritdoc/>
    protected sealed override void Update(Objective objective, Tensor w, Tensor g, double value, double learningRate) => Update(w, g, learningRate);

    /// <summary>The rule's equation: makes one step, in place.</summary>
    /// <param name="w">The parameters, <c>[P]</c>; changed in place.</param>
    /// <param name="g">The gradient, <c>[P]</c>; may be used as working space.</param>
    /// <param name="learningRate">The step length η.</param>
    protected abstract void Update(Tensor w, Tensor g, double learningRate);
}
