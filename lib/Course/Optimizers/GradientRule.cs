using Course.Objectives;
using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// An update rule that needs the gradient alone: <c>w, g → w</c>. Its body is its update equation on flat vectors, in the
/// lecture's symbols.
/// </summary>
/// <remarks>
/// What is done to the gradient or the weights beside a step is put around a rule: <c>new Adam().WithDecoupledWeightDecay(0.01).WithClippedNorm(1)</c>.
/// What is written last acts first: here the gradient is clipped, then the weights decay, then Adam makes its step.
/// </remarks>
public abstract class GradientRule : UpdateRule
{
    /// <summary>Makes one step, in place. The caller has switched gradient tracking off.</summary>
    /// <param name="w">The parameters, <c>[P]</c>; changed in place.</param>
    /// <param name="g">The gradient at <paramref name="w"/>, <c>[P]</c>; the rule may use it as working space.</param>
    /// <param name="learningRate">The step length η of this step.</param>
    public void Step(Tensor w, Tensor g, double learningRate) => Step(null!, w, g, double.NaN, learningRate);

    /// <summary>
    /// Adds the gradient of the penalty ½ λ ‖w‖² before the step: <c>g ← g + λ w</c> (lecture L0, "Weight decay"). With plain gradient
    /// descent it is the same as <see cref="WithDecoupledWeightDecay"/>; an adaptive rule also scales the penalty, as with PyTorch's <c>weight_decay</c> of Adam.
    /// </summary>
    /// <param name="λ">The penalty's weight, at least 0.</param>
    /// <returns>This rule with the penalty around it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative.</exception>
    public GradientRule WithWeightDecay(double λ) => new WeightDecay(this, Option.NotNegative(λ, nameof(λ)));

    /// <summary>
    /// Shrinks the weights beside the step: <c>w ← (1 − η λ) w</c> (Loshchilov and Hutter, "Decoupled weight decay regularization", 2019).
    /// Around <see cref="Adam"/> it makes <see cref="AdamW"/>.
    /// </summary>
    /// <param name="λ">How fast they shrink, at least 0.</param>
    /// <returns>This rule with the decay around it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative.</exception>
    public GradientRule WithDecoupledWeightDecay(double λ) => new DecoupledWeightDecay(this, Option.NotNegative(λ, nameof(λ)));

    /// <summary>
    /// Minimizes f(w) + λ ‖w‖₁ by a proximal step after the rule's own: <c>w ← sign(w) max(|w| − η λ, 0)</c>, which makes weights exactly zero
    /// (Daubechies, Defrise and De Mol, 2004; ISTA; lecture L0). With an adaptive rule the threshold is the same ηλ for all weights.
    /// </summary>
    /// <param name="λ">The penalty's weight, at least 0.</param>
    /// <returns>This rule with the proximal step after it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative.</exception>
    public GradientRule WithProximalL1(double λ) => new ProximalL1(this, Option.NotNegative(λ, nameof(λ)));

    /// <summary>
    /// Shortens a gradient that is longer than c: <c>g ← min(1, c / ‖g‖) g</c> (Pascanu, Mikolov and Bengio, "On the difficulty of training
    /// recurrent neural networks", 2013). PyTorch divides by ‖g‖ + 10⁻⁶.
    /// </summary>
    /// <param name="c">The longest gradient let through, positive.</param>
    /// <returns>This rule with clipping around it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">c is not positive.</exception>
    public GradientRule WithClippedNorm(double c) => new ClippedNorm(this, Option.Positive(c, nameof(c)));

    /// <summary>Keeps every element of the gradient within ±c: <c>gᵢ ← min(max(gᵢ, −c), c)</c>; its direction changes.</summary>
    /// <param name="c">The largest element let through, positive.</param>
    /// <returns>This rule with clipping around it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">c is not positive.</exception>
    public GradientRule WithClippedValue(double c) => new ClippedValue(this, Option.Positive(c, nameof(c)));

    /// <summary>
    /// Adds noise that fades to the gradient: <c>g ← g + σₜ ξ</c>, <c>σₜ² = variance / (1 + t)^decay</c>, ξ standard normal and t = 0 at the first step
    /// (Neelakantan and others, "Adding gradient noise improves learning for very deep networks", 2015, section 3; lecture L4).
    /// </summary>
    /// <param name="variance">The paper's η, the variance at the first step, at least 0; it chooses among 0.01, 0.3 and 1.</param>
    /// <param name="decay">The paper's γ, how fast it fades, at least 0.</param>
    /// <param name="seed">What the noise depends on, with the step: the same seed gives the same noise, after a stop too. Groups of one network need one each.</param>
    /// <returns>This rule with the noise around it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The variance or the decay is negative.</exception>
    public GradientRule WithGradientNoise(double variance = 0.01, double decay = 0.55, long seed = 0) =>
        new GradientNoise(this, Option.NotNegative(variance, nameof(variance)), Option.NotNegative(decay, nameof(decay)), seed);

    /// <summary>Keeps the average of the weights beside the steps, see <see cref="PolyakAveraging"/>.</summary>
    /// <param name="decay">The share β in [0, 1) of a running mean that is kept from step to step; null for the mean over all steps.</param>
    /// <param name="after">How many steps are made before averaging begins.</param>
    /// <returns>This rule with the average beside it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The decay is not in [0, 1), or <paramref name="after"/> is negative.</exception>
    public PolyakAveraging Averaged(double? decay = null, long after = 0)
    {
        if (decay is { } β) Option.Share(β, nameof(decay));
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        return new PolyakAveraging(this, decay, after);
    }

    /// <inheritdoc/>
    protected sealed override void Update(Objective objective, Tensor w, Tensor g, double value, double learningRate) => Update(w, g, learningRate);

    /// <summary>The rule's equation: makes one step, in place.</summary>
    /// <param name="w">The parameters, <c>[P]</c>; changed in place.</param>
    /// <param name="g">The gradient, <c>[P]</c>; may be used as working space.</param>
    /// <param name="learningRate">The step length η.</param>
    protected abstract void Update(Tensor w, Tensor g, double learningRate);
}
