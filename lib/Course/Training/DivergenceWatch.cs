using Course.Objectives;
using Course.Schedules;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Training;

/// <summary>Notices a loss that blows up, and says what may have caused it and what to try.</summary>
internal sealed class DivergenceWatch(Objective objective, Schedule schedule)
{
    private const double BlowUp = 1e6; // times the first loss: far beyond what noise or a bad start does, well before float32 overflows

    private double gradientNorm = double.NaN;
    private long gradientNormStep;

    /// <summary>The loss at the first step.</summary>
    public double FirstLoss { get; private set; } = double.NaN;

    /// <summary>
    /// Takes note of a step's loss and gradient. A norm costs a pass over the gradient, so it is taken only where it may be wanted: at the
    /// start and when the loss is rising beyond it.
    /// </summary>
    public void Observe(long step, double loss, Tensor g)
    {
        if (step == 0) FirstLoss = loss;
        else if (!(loss > FirstLoss)) return;
        using var norm = linalg.vector_norm(g);
        var size = norm.ToDouble();
        if (double.IsFinite(size)) (gradientNorm, gradientNormStep) = (size, step + 1);
    }

    public bool HasBlownUp(double loss) => !double.IsFinite(loss) || loss > BlowUp * (1 + Math.Abs(FirstLoss));

    public string Explain(long step, double loss, double lastLoss)
    {
        var at = FormattableString.Invariant($"Stopped before step {step + 1}: the loss is {loss:G4}");
        if (objective is DatasetObjective data && !AllFinite(data.Samples.Inputs))
            return $"{at}, and the inputs hold values that are infinite or not a number. Remove or replace those samples.";
        if (step == 0)
            return $"{at} at the start already. Check the start for values that are infinite or not a number, and the loss for a logarithm, root or division that is not defined there.";
        return FormattableString.Invariant(
            $"{at}; it was {FirstLoss:G4} at the first step and {lastLoss:G4} at the last. The gradient's norm was {gradientNorm:G4} at step {gradientNormStep}. {WhatToTry(step)}");
    }

    /// <summary>What to try after so many steps.</summary>
    public string WhatToTry(long step)
    {
        var rate = schedule.At(step - 1);
        var (tense, cure) = schedule.At(0) == rate
            ? ("is", FormattableString.Invariant($"Try {rate / 10:G4}"))
            : ("was", "Try a tenth of this schedule, ScaledBy(0.1), or a longer warm-up");
        return FormattableString.Invariant($"The learning rate {tense} {rate:G4}, and most often that is too large: each step then overshoots by more than the last. ") +
            $"{cure}; a rule's WithClippedNorm(1) helps against single large gradients.";
    }

    public double[] ToNumbers() => [FirstLoss, gradientNorm, gradientNormStep];

    public void Restore(double[] numbers) => (FirstLoss, gradientNorm, gradientNormStep) = (numbers[0], numbers[1], (long)numbers[2]);

    public static bool AllFinite(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.isfinite().all().ToBoolean();
    }
}
