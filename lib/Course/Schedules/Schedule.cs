using System.Runtime.CompilerServices;

namespace Course.Schedules;

/// <summary>
/// The learning rate over the steps of a run, <c>step → η</c> (lectures L1, L3 "Learning rates and schedules"). A plain number is
/// the constant schedule: <c>new Trainer(objective, rule, learningRate: 0.1)</c>.
/// </summary>
public abstract partial class Schedule
{
    /// <summary>What a schedule that reacts to the run needs to go on after a stop; empty where the rate depends on the step alone.</summary>
    public virtual IReadOnlyList<double> State => [];

    /// <summary>The constant schedule.</summary>
    /// <param name="learningRate">The learning rate η.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not a positive number.</exception>
    public static implicit operator Schedule(double learningRate) => Constant(learningRate);

    /// <summary>The same learning rate at every step, <c>ηₜ = c</c>.</summary>
    /// <param name="learningRate">The learning rate c.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not a positive number.</exception>
    public static Schedule Constant(double learningRate)
    {
        RequireRate(learningRate);
        return new Formula(_ => learningRate, FormattableString.Invariant($"{learningRate:G4}"));
    }

    /// <inheritdoc/>
    public override string ToString() => GetType().Name;

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The step, from 0: the number of steps made before it.</param>
    /// <returns>η, not negative.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative.</exception>
    public abstract double At(long step);

    /// <summary>Hears at the end of each epoch how the run goes; only a schedule that reacts to it takes notice.</summary>
    /// <param name="loss">The validation loss where there is one, else the mean training loss of the epoch.</param>
    public virtual void Observe(double loss) { }

    /// <summary>Takes up a state that <see cref="State"/> gave.</summary>
    /// <param name="state">The state of a schedule made the same way.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public virtual void Restore(IReadOnlyList<double> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Count > 0) throw new ArgumentException($"The schedule '{this}' depends on the step alone; it has no state to restore, and {state.Count} numbers were given.", nameof(state));
    }

    private static void RequireRate(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Require(value > 0 && double.IsFinite(value), value, "a learning rate is a positive number, such as 0.1", name);

    private static void RequireFinal(double value, double from, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Require(value >= 0 && value <= from, value, FormattableString.Invariant($"the rate at the end is at least 0 and at most {from:G4}, the rate that it falls from"), name);

    private static void RequireSteps(long value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Require(value >= 1, value, "a number of steps is at least 1", name);

    private static void Require(bool isValid, object value, string expected, string name)
    {
        if (!isValid) throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}; {expected}."));
    }

    /// <summary>A schedule that is a formula of the step.</summary>
    private sealed class Formula(Func<long, double> rate, string text) : Schedule
    {
        public override double At(long step)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(step);
            return rate(step);
        }

        public override string ToString() => text;
    }
}
