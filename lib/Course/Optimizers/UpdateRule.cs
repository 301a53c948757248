using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// How one step changes the parameters: <c>w, g → w</c>, with whatever state the rule keeps from step to step.
/// A rule's body is its update equation on flat vectors, in the lecture's symbols.
/// </summary>
/// <remarks>
/// A rule that keeps state belongs to one trainer; take a new one for the next. The state may be made in the first step, and what a
/// step leaves behind is collected.
/// </remarks>
public abstract class UpdateRule
{
    /// <summary>Makes one step, in place. The caller has switched gradient tracking off.</summary>
    /// <param name="w">The parameters, <c>[P]</c>; changed in place.</param>
    /// <param name="g">The gradient at <paramref name="w"/>, <c>[P]</c>; the rule may use it as working space.</param>
    /// <param name="learningRate">The step length η of this step.</param>
    public abstract void Step(Tensor w, Tensor g, double learningRate);
}
