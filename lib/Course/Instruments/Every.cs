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
