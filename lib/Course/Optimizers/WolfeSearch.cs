namespace Course.Optimizers;

/// <summary>
/// A line search for the strong Wolfe conditions (Nocedal and Wright, "Numerical optimization", 2006, algorithms 3.5 and 3.6): a step t with
/// <c>φ(t) ≤ φ(0) + c₁ t φ′(0)</c> and <c>|φ′(t)| ≤ c₂ |φ′(0)|</c>, where φ(t) = f(w + t d).
/// </summary>
/// <remarks>
/// Cubic interpolation with the safeguards of Schmidt's minFunc, which PyTorch has too: a step grows at most tenfold, and one too near to the
/// end of its interval twice running is moved a tenth inwards. A trial that is infinite or not a number counts as too far.
/// </remarks>
/// <param name="evaluate">φ and φ′ at a step.</param>
/// <param name="start">φ and φ′ at 0; φ′(0) is negative.</param>
internal sealed class WolfeSearch(Func<double, WolfeTrial> evaluate, WolfeTrial start)
{
    private const int MostTrials = 25;
    private const double SufficientDecrease = 1e-4; // c₁ and c₂ as Nocedal and Wright advise for quasi-Newton directions
    private const double Curvature = 0.9;

    /// <summary>The shortest interval worth dividing.</summary>
    public required double Resolution { get; init; }

    /// <summary>Finds a step.</summary>
    /// <param name="step">The first that is tried.</param>
    /// <returns>The step that holds both conditions, or the best one after 25 trials, which may be <c>start</c>.</returns>
    public WolfeTrial Find(double step)
    {
        var (last, trial) = (start, evaluate(step));
        for (var trials = 1; trials <= MostTrials; trials++)
        {
            if (!Descends(trial) || (trials > 1 && trial.Value >= last.Value)) return Zoom(last, trial, trials);
            if (IsFlat(trial)) return trial;
            if (trial.Slope >= 0) return Zoom(last, trial, trials);
            var farther = Interpolate(last, trial, trial.Step + 0.01 * (trial.Step - last.Step), 10 * trial.Step);
            (last, trial) = (trial, evaluate(farther));
        }
        return trial.Value < start.Value ? trial : start;
    }

    /// <summary>Narrows an interval that holds such a step, down to it.</summary>
    private WolfeTrial Zoom(WolfeTrial low, WolfeTrial high, int trials)
    {
        if (high.Value < low.Value) (low, high) = (high, low);
        var wasNear = false;
        while (trials++ < MostTrials && Math.Abs(high.Step - low.Step) >= Resolution)
        {
            var (left, right) = (Math.Min(low.Step, high.Step), Math.Max(low.Step, high.Step));
            var step = Interpolate(low, high, left, right);
            var margin = 0.1 * (right - left);
            var isNear = Math.Min(right - step, step - left) < margin;
            if (isNear && (wasNear || step >= right || step <= left))
            {
                step = right - step < step - left ? right - margin : left + margin;
                isNear = false;
            }
            wasNear = isNear;

            var trial = evaluate(step);
            if (!Descends(trial) || trial.Value >= low.Value)
            {
                (low, high) = trial.Value < low.Value ? (trial, low) : (low, trial);
                continue;
            }
            if (IsFlat(trial)) return trial;
            (low, high) = (trial, trial.Slope * (high.Step - low.Step) >= 0 ? low : high);
        }
        return low;
    }

    private bool Descends(WolfeTrial trial) => trial.Value <= start.Value + SufficientDecrease * trial.Step * start.Slope;

    private bool IsFlat(WolfeTrial trial) => Math.Abs(trial.Slope) <= -Curvature * start.Slope;

    /// <summary>Where the cubic through two trials and their slopes is least (Nocedal and Wright, equation 3.59), kept within bounds.</summary>
    private static double Interpolate(WolfeTrial a, WolfeTrial b, double least, double most)
    {
        var (left, right) = a.Step <= b.Step ? (a, b) : (b, a);
        var d = left.Slope + right.Slope - 3 * (left.Value - right.Value) / (left.Step - right.Step);
        var root = Math.Sqrt(d * d - left.Slope * right.Slope); // not a number where the cubic has no minimum
        var lowest = right.Step - (right.Step - left.Step) * ((right.Slope + root - d) / (right.Slope - left.Slope + 2 * root));
        return double.IsNaN(lowest) ? (least + most) / 2 : Math.Clamp(lowest, least, most);
    }
}
