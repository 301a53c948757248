using System.Diagnostics;
using Course.Instruments;

namespace Course.Training;

/// <summary>Tells of a run's progress often enough to watch and rarely enough to cost nothing.</summary>
internal sealed class ProgressReporter(IProgress<TrainingProgress>? progress, History history, long firstStep, long lastStep, long stepsPerEpoch)
{
    /// <summary>A run of more epochs is not read line by line: the ends of its epochs are reported as rarely as anything else.</summary>
    private const int MostEpochsToTellAll = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly bool tellsAllEpochs = lastStep - firstStep <= MostEpochsToTellAll * stepsPerEpoch;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan nextWithinEpoch = Interval, nextEpochEnd;
    private TrainingMoment? latest;
    private Mean epochLoss, recentLoss;

    /// <summary>Counts a step, and reports it if it is time. The last step's epoch and every one of a few are reported in any case; of others an epoch's end has a clock of its own, so that no busy epoch hides it.</summary>
    public void Report(TrainingMoment moment)
    {
        if (progress is null) return;
        if (latest is { EpochEnded: true }) epochLoss = default;
        latest = moment;
        epochLoss.Add(moment.Loss);
        recentLoss.Add(moment.Loss);
        var now = clock.Elapsed;
        if (moment.EpochEnded ? tellsAllEpochs || moment.Step == lastStep || now >= nextEpochEnd : now >= nextWithinEpoch)
        {
            if (moment.EpochEnded) nextEpochEnd = now + Interval;
            nextWithinEpoch = now + 2 * Interval;
            progress.Report(At(moment, now));
            recentLoss = default;
        }
    }

    /// <summary>Makes the run's result and reports it.</summary>
    public TrainingResult End(ExitReason exit, long step, string message)
    {
        var result = new TrainingResult(exit, message, step - firstStep, clock.Elapsed, history);
        progress?.Report(new TrainingProgress(
            latest?.Epoch ?? 1, step, lastStep, epochLoss.Value, recentLoss.Value, clock.Elapsed, TimeSpan.Zero, Measurements(), false, result)
        { History = history });
        return result;
    }

    /// <summary>Reports that the run was stopped from outside, which may stop the report too.</summary>
    public void Stop(long step, string message)
    {
        try
        {
            End(ExitReason.Cancelled, step, message);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ThreadInterruptedException)
        {
            // The trainer throws what stopped the run.
        }
    }

    private TrainingProgress At(TrainingMoment moment, TimeSpan now) => new(
        moment.Epoch, moment.Step, lastStep, epochLoss.Value, recentLoss.Value, now,
        now * ((double)(lastStep - moment.Step) / (moment.Step - firstStep)), Measurements(), moment.EpochEnded, null)
    { History = history };

    private Dictionary<string, double> Measurements() =>
        history.Names.Where(name => name != Trainer.LossSeries).ToDictionary(name => name, name => history[name].Last);

    /// <summary>A mean that values are added to; not a number without any.</summary>
    private struct Mean
    {
        private double sum;
        private long count;

        public readonly double Value => sum / count;

        public void Add(double value) => (sum, count) = (sum + value, count + 1);
    }
}
