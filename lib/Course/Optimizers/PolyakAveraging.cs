using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>
/// A rule's steps, and beside them the average of the weights that they lead through (Polyak and Juditsky, "Acceleration of stochastic
/// approximation by averaging", 1992; lecture L0): the mean <c>w̄ ← w̄ + (w − w̄) / n</c> over the last n steps, or the running mean
/// <c>w̄ ← β w̄ + (1 − β) w</c>, which starts at the first w. The steps themselves are not changed by it.
/// </summary>
public sealed class PolyakAveraging : GradientRule
{
    private readonly GradientRule inner;
    private readonly double? decay;
    private readonly long after;

    internal PolyakAveraging(GradientRule inner, double? decay, long after) => (this.inner, this.decay, this.after) = (inner, decay, after);

    /// <summary>The average w̄, <c>[P]</c>: the tensor itself, which the next step changes.</summary>
    /// <exception cref="InvalidOperationException">No step has been averaged yet.</exception>
    public Tensor Average => State.TryGetValue("average", out var average)
        ? average
        : throw new InvalidOperationException($"Nothing has been averaged yet: averaging begins after step {after}, and {Steps} steps have been made.");

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, UpdateRule Rule)> Parts => [("inner", inner)];

    /// <inheritdoc/>
    protected override void Update(Tensor w, Tensor g, double learningRate)
    {
        inner.Step(w, g, learningRate);
        var n = Steps - after;
        if (n < 1) return;
        var average = Kept("average", w);
        var β = n == 1 ? 0 : decay ?? 1 - 1.0 / n;
        average.mul_(β).add_(w, alpha: 1 - β); // w̄ ← β w̄ + (1 − β) w, with β = 1 − 1/n for the mean
    }

    /// <inheritdoc/>
    public override string ToString() => $"{inner}, averaged";
}
