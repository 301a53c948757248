using Course.Schedules;

namespace Course.Instruments;

/// <summary>When an instrument measures.</summary>
public sealed class Every
{
    private readonly Func<TrainingMoment, bool> isDue;
    private readonly string text;

    private Every(Func<TrainingMoment, bool> isDue, string text) => (this.isDue, this.text) = (isDue, text);

    /// <summary>At the end of each epoch.</summary>
    public static Every Epoch { get; } = new(moment => moment.EpochEnded, "every epoch");

    /// <summary>At every n-th step.</summary>
    /// <param name="count">n, at least 1.</param>
    /// <returns>When that is.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public static Every Steps(long count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new(moment => moment.Step % count == 0, count == 1 ? "every step" : $"every {count} steps");
    }

    /// <summary>At steps that lie evenly on a logarithmic axis, <c>round(10^(k/n))</c> for k = 0, 1, 2, …: often at first, when much changes, and ever more rarely.</summary>
    /// <param name="perDecade">n, how many lie between a step and ten times that step; where that is more than all steps, at all of them.</param>
    /// <returns>When that is.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="perDecade"/> is not positive.</exception>
    public static Every Logarithmic(int perDecade = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perDecade, 1);
        return new(moment =>
        {
            var k = Math.Floor(perDecade * Math.Log10(moment.Step + 0.5)); // the last k whose step is not after this one, but for rounding
            return Math.Round(Math.Pow(10, k / perDecade), MidpointRounding.AwayFromZero) == moment.Step;
        }, $"at {perDecade} steps a decade");
    }

    /// <summary>At the last step of each cycle of a schedule that restarts: where the learning rate has fallen and rises at the next step.</summary>
    /// <param name="learningRate">The run's schedule, such as one of warm restarts.</param>
    /// <returns>When that is.</returns>
    public static Every Cycle(Schedule learningRate)
    {
        ArgumentNullException.ThrowIfNull(learningRate);
        // Steps made are counted from 1 and the schedule's from 0: the step just made is Step − 1, the next one Step.
        return new(moment => moment.Step > 1 && learningRate.At(moment.Step) > moment.LearningRate && learningRate.At(moment.Step - 2) >= moment.LearningRate, "every cycle");
    }

    /// <summary>Whether it is time.</summary>
    /// <param name="moment">Where the run is.</param>
    /// <returns>True if it is.</returns>
    public bool IsDue(TrainingMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        return isDue(moment);
    }

    /// <inheritdoc/>
    public override string ToString() => text;
}
