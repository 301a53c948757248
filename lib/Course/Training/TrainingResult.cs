namespace Course.Training;

/// <summary>How a run ended.</summary>
/// <param name="Exit">Why it ended.</param>
/// <param name="Message">The same in words: where it stopped and, if it went wrong, what to try.</param>
/// <param name="Steps">Steps made in this run.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="History">Everything recorded, from earlier runs of the same trainer too.</param>
public sealed record TrainingResult(ExitReason Exit, string Message, long Steps, TimeSpan Elapsed, History History)
{
    /// <inheritdoc/>
    public override string ToString() => Message;
}
