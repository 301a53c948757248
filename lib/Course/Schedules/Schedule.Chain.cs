namespace Course.Schedules;

public abstract partial class Schedule
{
    /// <summary>
    /// A linear rise to the first rate η of what follows, <c>ηₜ = η (t + 1) / w</c>, in front of any schedule:
    /// <c>Warmup(500).Then(Cosine(0.1, 5000))</c> (lecture L3 "Linear warmup", from 0 over some 5,000 steps; Goyal et al., "Accurate, large
    /// minibatch SGD", 2017, section 2.2). The first step is not lost: its rate is η / w, not 0.
    /// </summary>
    /// <param name="steps">The steps of the rise, w.</param>
    /// <returns>The rise, to be followed by a schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public static ScheduleSegment Warmup(long steps)
    {
        RequireSteps(steps);
        return new ScheduleSegment(steps, null, $"warm-up of {steps} steps");
    }

    /// <summary>This schedule for its first steps only, to be followed by another: <c>Constant(0.1).For(1000).Then(Linear(0.1, 500))</c>.</summary>
    /// <param name="steps">How many steps.</param>
    /// <returns>Those steps.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public ScheduleSegment For(long steps)
    {
        RequireSteps(steps);
        return new ScheduleSegment(steps, this, $"{this} for {steps} steps");
    }

    /// <summary>
    /// The same schedule with all rates multiplied. The linear scaling rule: a batch N times as large takes N times the rate
    /// (Goyal et al., 2017, section 2.1; lecture L3).
    /// </summary>
    /// <param name="factor">The factor, such as N.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public Schedule ScaledBy(double factor)
    {
        Require(factor > 0 && double.IsFinite(factor), factor, "a factor is positive", nameof(factor));
        return new Scaled(this, factor);
    }

    private sealed class Scaled(Schedule inner, double factor) : Schedule
    {
        public override IReadOnlyList<double> State => inner.State;

        public override double At(long step) => factor * inner.At(step);

        public override void Observe(double loss) => inner.Observe(loss);

        public override void Restore(IReadOnlyList<double> state) => inner.Restore(state);

        public override string ToString() => FormattableString.Invariant($"{factor:G4} × ({inner})");
    }
}
