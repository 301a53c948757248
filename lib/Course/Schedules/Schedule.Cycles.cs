namespace Course.Schedules;

public abstract partial class Schedule
{
    /// <summary>
    /// The rate falls along a cosine, jumps back and falls again, each time more slowly: in the i-th cycle, of <c>Tᵢ = T₀ growthⁱ</c> steps,
    /// <c>η = final + ½ (peak − final) (1 + cos(π t / Tᵢ))</c> with t the steps since its start
    /// (Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017, equation 5; lecture L4).
    /// </summary>
    /// <param name="peak">The rate after each restart.</param>
    /// <param name="period">The steps of the first cycle, T₀.</param>
    /// <param name="growth">How many times longer each cycle is than the one before: a whole number; 1 keeps them equal, as snapshot ensembles need.</param>
    /// <param name="final">The rate that each cycle falls to.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Schedule WarmRestarts(double peak, long period, long growth = 2, double final = 0)
    {
        RequireRate(peak);
        RequireSteps(period);
        Require(growth >= 1, growth, "a cycle is at least as long as the one before", nameof(growth));
        RequireFinal(final, peak);
        return new Formula(
            step =>
            {
                var (t, length) = (step, period);
                if (growth == 1) t %= period;
                else
                    while (t >= length) (t, length) = (t - length, length * growth);
                return final + (peak - final) * (1 + Math.Cos(Math.PI * t / length)) / 2;
            },
            FormattableString.Invariant($"cosine from {peak:G4} to {final:G4} with restarts after {period}{(growth == 1 ? "" : $", {period * growth}, {period * growth * growth}")}, … steps"));
    }

    /// <summary>
    /// One rise and one long fall, both along half a cosine: from <c>peak / startDivisor</c> to <c>peak</c> over a part of the steps, then to
    /// <c>peak / (startDivisor · finalDivisor)</c> at the last (Smith and Topin, "Super-convergence", 2019, who rise and fall in straight lines;
    /// the cosine and the numbers are PyTorch's).
    /// </summary>
    /// <param name="peak">The highest rate: what a range test finds, or somewhat less.</param>
    /// <param name="steps">The steps in all, at least 2; the rate stays at the end after them.</param>
    /// <param name="rise">The part of the steps in which the rate rises, between 0 and 1.</param>
    /// <param name="startDivisor">How many times lower than the peak the first rate is, above 1.</param>
    /// <param name="finalDivisor">How many times lower than the first the last rate is, at least 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Schedule OneCycle(double peak, long steps, double rise = 0.3, double startDivisor = 25, double finalDivisor = 1e4)
    {
        RequireRate(peak);
        Require(steps >= 2, steps, "a cycle has at least 2 steps", nameof(steps));
        Require(rise is > 0 and < 1 && rise * steps > 1, rise, "the rise is a part of the steps between 0 and 1, and longer than one step", nameof(rise));
        Require(startDivisor > 1 && double.IsFinite(startDivisor), startDivisor, "the peak is more than once the first rate", nameof(startDivisor));
        Require(finalDivisor >= 1 && double.IsFinite(finalDivisor), finalDivisor, "the first rate is at least once the last", nameof(finalDivisor));
        var (start, final) = (peak / startDivisor, peak / startDivisor / finalDivisor);
        var (top, last) = (rise * steps - 1, steps - 1.0); // between two steps, most often: so it is in PyTorch
        return new Formula(
            step => step <= top ? Between(start, peak, step / top) : Between(peak, final, Math.Min(1, (step - top) / (last - top))),
            FormattableString.Invariant($"one cycle of {steps} steps up to {peak:G4}"));

        static double Between(double from, double to, double part) => to + (from - to) * (1 + Math.Cos(Math.PI * part)) / 2;
    }

    /// <summary>
    /// Warm-up, hold, decay: the rate rises in a straight line to the peak, stays there, and falls in a straight line to zero
    /// (Xing, Arpit, Tsirigotis and Bengio, "A walk with SGD", 2018; lecture L3).
    /// </summary>
    /// <param name="peak">The highest rate.</param>
    /// <param name="warmup">The steps of the rise.</param>
    /// <param name="hold">The steps at the peak.</param>
    /// <param name="decay">The steps of the fall.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Schedule Trapezoid(double peak, long warmup, long hold, long decay) =>
        Warmup(warmup).Then(Constant(peak).For(hold)).Then(Linear(peak, decay));
}
