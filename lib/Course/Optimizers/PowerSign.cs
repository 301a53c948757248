using Course.Schedules;
using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// PowerSign, a rule found by search (Bello, Zoph, Vasudevan and Le, "Neural optimizer search with reinforcement learning", 2017,
/// section 4.3; lecture L4, equation 16): the gradient times α or 1/α, as it agrees with its running mean or not,
/// <c>m ← β m + (1 − β) g</c>, <c>w ← w − η α^(f(t) · sign(g) · sign(m)) g</c>.
/// </summary>
public sealed class PowerSign : GradientRule
{
    /// <summary>The factor α &gt; 0 where gradient and mean agree in sign; often e or 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public double Base { get; init => field = Option.Positive(value); } = Math.E;

    /// <summary>How much of the gradient's running mean is kept from step to step, β in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1).</exception>
    public double Beta { get; init => field = Option.Share(value); } = 0.9;

    /// <summary>The paper's internal decay f over the steps, from 0: 1 throughout, or a schedule such as a cosine from 1 to 0.</summary>
    public Schedule InternalDecay { get; init; } = 1.0;

    /// <inheritdoc/>
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        var m = Kept("m", w);
        m.mul_(Beta).add_(g, alpha: 1 - Beta);                                           // m ← β m + (1 − β) g
        using var factor = g.sign().mul_(Work(m).sign_());                                // sign(g) sign(m)
        factor.mul_(InternalDecay.At(Steps - 1) * Math.Log(Base)).exp_();                // α^(f(t) sign(g) sign(m))
        w.addcmul_(factor, g, value: -learningRate);
    }

    /// <inheritdoc/>
    public override string ToString() => "PowerSign";
}
