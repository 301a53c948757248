namespace Course.Schedules;

public abstract partial class Schedule
{
    /// <summary>
    /// The rate falls as one over the step, <c>ηₜ = η₀ / (1 + γ t)</c> (lecture L1 "1/k delay", with α = η₀ and β = γ). With γ = 1 it is
    /// <c>c / k</c> of lectures L0 and L3, k = t + 1: the fastest that still fulfils Robbins and Monro's <c>Σ η = ∞</c>, <c>Σ η² &lt; ∞</c> (1951).
    /// </summary>
    /// <param name="learningRate">The rate η₀ of the first step.</param>
    /// <param name="decay">How fast it falls, γ ≥ 0 per step.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Schedule InverseTime(double learningRate, double decay = 1)
    {
        RequireRate(learningRate);
        Require(decay >= 0 && double.IsFinite(decay), decay, "a decay is at least 0 per step", nameof(decay));
        return new Formula(step => learningRate / (1 + decay * step), FormattableString.Invariant($"{learningRate:G4} / (1 + {decay:G4} t)"));
    }

    /// <summary>
    /// After a linear warm-up over w steps the rate falls as one over the root of the step, <c>ηₜ = η min(k / w, √(w / k))</c> with k = t + 1.
    /// Without warm-up it is <c>c / √k</c> of lecture L0, and of L3 (which counts epochs): too slow a fall for Robbins and Monro's
    /// <c>Σ η² &lt; ∞</c>, and the right one for convex functions that are not strongly so.
    /// </summary>
    /// <param name="learningRate">The highest rate η, that of step w.</param>
    /// <param name="warmup">The steps of warm-up, w; 1 for none.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Schedule InverseSquareRoot(double learningRate, long warmup = 1)
    {
        RequireRate(learningRate);
        RequireSteps(warmup);
        return new Formula(
            step => learningRate * Math.Min((step + 1.0) / warmup, Math.Sqrt(warmup / (step + 1.0))),
            FormattableString.Invariant(warmup == 1 ? (FormattableString)$"{learningRate:G4} / √k" : $"{learningRate:G4}, inverse square root after {warmup} steps of warm-up"));
    }

    /// <summary>
    /// The Transformer's schedule, <c>ηₜ = factor · d^(−½) · min(k^(−½), k · w^(−3/2))</c> with k = t + 1 (Vaswani et al., "Attention is all
    /// you need", 2017, equation 3; lecture L4), known by its second author's name.
    /// </summary>
    /// <param name="modelSize">The width d of the model's layers.</param>
    /// <param name="warmup">The steps of warm-up, w.</param>
    /// <param name="factor">What all rates are multiplied with; 1 in the paper.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Schedule Noam(long modelSize, long warmup = 4000, double factor = 1)
    {
        Require(modelSize >= 1, modelSize, "a model has a width of at least 1", nameof(modelSize));
        RequireSteps(warmup);
        Require(factor > 0 && double.IsFinite(factor), factor, "a factor is positive", nameof(factor));
        return InverseSquareRoot(factor / Math.Sqrt((double)modelSize * warmup), warmup);
    }
}
