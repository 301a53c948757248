namespace Course.Schedules;

public abstract partial class Schedule
{
    /// <summary>The rate falls by the same factor at every step, <c>ηₜ = η₀ e^(−β t)</c> (lecture L1). PyTorch's γ is <c>e^(−β)</c>.</summary>
    /// <param name="learningRate">The rate η₀ of the first step.</param>
    /// <param name="decay">How fast it falls, β ≥ 0 per step.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Schedule Exponential(double learningRate, double decay)
    {
        RequireRate(learningRate);
        Require(decay >= 0 && double.IsFinite(decay), decay, "a decay is at least 0 per step", nameof(decay));
        return new Formula(step => learningRate * Math.Exp(-decay * step), FormattableString.Invariant($"{learningRate:G4} exp(−{decay:G4} t)"));
    }

    /// <summary>The rate is constant for some steps, falls by a factor, and so on, <c>ηₜ = η₀ · factor^⌊t / every⌋</c> (lecture L1 "staircase").</summary>
    /// <param name="learningRate">The rate η₀ of the first stair.</param>
    /// <param name="factor">What the rate is multiplied with from stair to stair, between 0 and 1; the lectures take 1/5 or 1/10.</param>
    /// <param name="every">The steps of a stair.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Schedule Staircase(double learningRate, double factor, long every)
    {
        RequireRate(learningRate);
        RequireFactor(factor);
        RequireSteps(every);
        return new Formula(step => learningRate * Math.Pow(factor, step / every), FormattableString.Invariant($"{learningRate:G4}, times {factor:G4} every {every} steps"));
    }

    /// <summary>The rate falls by a factor at given steps (lecture L3 "Step-wise": times 0.1 after epochs 30, 60 and 90).</summary>
    /// <param name="learningRate">The rate η₀ of the first stair.</param>
    /// <param name="factor">What the rate is multiplied with from stair to stair, between 0 and 1.</param>
    /// <param name="milestones">The steps at which it falls, rising.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <exception cref="ArgumentException">The milestones do not rise.</exception>
    public static Schedule Staircase(double learningRate, double factor, IReadOnlyList<long> milestones)
    {
        RequireRate(learningRate);
        RequireFactor(factor);
        ArgumentNullException.ThrowIfNull(milestones);
        long[] steps = [.. milestones];
        if (steps.Length == 0 || steps[0] < 1 || steps.Zip(steps.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw new ArgumentException($"Milestones are steps of at least 1, rising; given: {string.Join(", ", steps)}.", nameof(milestones));
        return new Formula(
            step => learningRate * Math.Pow(factor, steps.Count(milestone => milestone <= step)),
            FormattableString.Invariant($"{learningRate:G4}, times {factor:G4} at steps {string.Join(", ", steps)}"));
    }

    /// <summary>
    /// The rate falls along half a cosine, <c>ηₜ = final + ½ (η₀ − final) (1 + cos(π t / T))</c>, and stays at the end
    /// (Loshchilov and Hutter, "SGDR", 2017, equation 5, for one cycle; lecture L3). PyTorch's rises again after T.
    /// </summary>
    /// <param name="learningRate">The rate η₀ of the first step.</param>
    /// <param name="steps">The steps until the end, T.</param>
    /// <param name="final">The rate at the end.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Schedule Cosine(double learningRate, long steps, double final = 0) =>
        Falling(learningRate, steps, final, part => (1 + Math.Cos(Math.PI * part)) / 2, "cosine");

    /// <summary>The rate falls in a straight line, <c>ηₜ = final + (η₀ − final) (1 − t / T)</c>, and stays at the end (lecture L3).</summary>
    /// <param name="learningRate">The rate η₀ of the first step.</param>
    /// <param name="steps">The steps until the end, T.</param>
    /// <param name="final">The rate at the end.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Schedule Linear(double learningRate, long steps, double final = 0) => Falling(learningRate, steps, final, part => 1 - part, "linear");

    /// <summary>The rate falls along a power, <c>ηₜ = final + (η₀ − final) (1 − t / T)^p</c>, and stays at the end.</summary>
    /// <param name="learningRate">The rate η₀ of the first step.</param>
    /// <param name="steps">The steps until the end, T.</param>
    /// <param name="power">The power p &gt; 0: 1 is a straight line, above it the rate falls fast first.</param>
    /// <param name="final">The rate at the end.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Schedule Polynomial(double learningRate, long steps, double power, double final = 0)
    {
        Require(power > 0 && double.IsFinite(power), power, "a power is positive", nameof(power));
        return Falling(learningRate, steps, final, part => Math.Pow(1 - part, power), FormattableString.Invariant($"polynomial of power {power:G4}"));
    }

    /// <summary>From η₀ to the final rate; what is left between them depends on the part of the steps that is over.</summary>
    private static Formula Falling(double learningRate, long steps, double final, Func<double, double> left, string name)
    {
        RequireRate(learningRate);
        RequireSteps(steps);
        RequireFinal(final, learningRate);
        return new Formula(
            step => step >= steps ? final : final + (learningRate - final) * left((double)step / steps),
            FormattableString.Invariant($"{name} from {learningRate:G4} to {final:G4} in {steps} steps"));
    }

    private static void RequireFactor(double factor) => Require(factor is > 0 and < 1, factor, "a factor that lets the rate fall is between 0 and 1, such as 0.1", nameof(factor));
}
