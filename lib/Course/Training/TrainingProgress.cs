namespace Course.Training;

/// <summary>Where a run is; reported at most about ten times a second, at the end of each epoch (of a run of up to 100), and once when the run ends.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">Steps made so far, over all runs of the trainer.</param>
/// <param name="LastStep">The step at which the run will be complete.</param>
/// <param name="Loss">The mean over the epoch so far of the loss on the batches, each before its step.</param>
/// <param name="RecentLoss">The mean of the losses on the batches since the report before: what a curve of the run goes through.</param>
/// <param name="Elapsed">Time since the run's start.</param>
/// <param name="Remaining">An estimate of the time that is left.</param>
/// <param name="Measurements">The newest value of each series that an instrument records.</param>
/// <param name="EpochEnded">Whether this was an epoch's last step.</param>
/// <param name="Result">The result, in a run's last report.</param>
public sealed record TrainingProgress(
    long Epoch,
    long Step,
    long LastStep,
    double Loss,
    double RecentLoss,
    TimeSpan Elapsed,
    TimeSpan Remaining,
    IReadOnlyDictionary<string, double> Measurements,
    bool EpochEnded,
    TrainingResult? Result)
{
    /// <summary>Everything recorded so far.</summary>
    internal History? History { get; init; }

    /// <summary>The fraction of the steps that has been made, 0 to 1.</summary>
    public double Fraction => LastStep == 0 ? 1 : (double)Step / LastStep;

    /// <summary>The time that is left in words; empty at the end.</summary>
    internal string TimeLeft
    {
        get
        {
            if (Remaining <= TimeSpan.Zero) return "";
            var (value, unit) = Remaining.TotalSeconds < 100 ? (Remaining.TotalSeconds, "s")
                : Remaining.TotalMinutes < 100 ? (Remaining.TotalMinutes, "min") : (Remaining.TotalHours, "h");
            return FormattableString.Invariant($", about {value:F0} {unit} left");
        }
    }
}
