namespace Course.Schedules;

/// <summary>The first steps of a schedule that another follows; see <see cref="Schedule.Warmup"/> and <see cref="Schedule.For"/>.</summary>
public sealed class ScheduleSegment
{
    private readonly Schedule? schedule; // none: a rise to what follows
    private readonly string text;

    internal ScheduleSegment(long steps, Schedule? schedule, string text) => (Steps, this.schedule, this.text) = (steps, schedule, text);

    /// <summary>The number of steps.</summary>
    public long Steps { get; }

    /// <summary>These steps, and then a schedule from its own step 0 on.</summary>
    /// <param name="next">What follows; a number is that rate.</param>
    /// <returns>The whole.</returns>
    public Schedule Then(Schedule next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new Chain(this, next);
    }

    /// <summary>These steps and then more, to be followed by another schedule.</summary>
    /// <param name="next">The steps that follow.</param>
    /// <returns>Both.</returns>
    public ScheduleSegment Then(ScheduleSegment next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (next.schedule is null) throw new ArgumentException("A warm-up rises to the schedule after it; put it in front: Warmup(500).Then(…).", nameof(next));
        return new ScheduleSegment(Steps + next.Steps, new Chain(this, next.schedule), $"{this}, then {next}");
    }

    /// <inheritdoc/>
    public override string ToString() => text;

    /// <summary>One after the other. Of how the run goes both hear all the time.</summary>
    private sealed class Chain(ScheduleSegment first, Schedule next) : Schedule
    {
        public override IReadOnlyList<double> State => [.. first.schedule?.State ?? [], .. next.State];

        public override double At(long step)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(step);
            return step >= first.Steps ? next.At(step - first.Steps) : first.schedule?.At(step) ?? next.At(0) * (step + 1) / first.Steps;
        }

        public override void Observe(double loss)
        {
            first.schedule?.Observe(loss);
            next.Observe(loss);
        }

        public override void Restore(IReadOnlyList<double> state)
        {
            ArgumentNullException.ThrowIfNull(state);
            var count = first.schedule?.State.Count ?? 0;
            first.schedule?.Restore([.. state.Take(count)]);
            next.Restore([.. state.Skip(count)]);
        }

        public override string ToString() => $"{first}, then {next}";
    }
}
