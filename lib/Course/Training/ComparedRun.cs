namespace Course.Training;

/// <summary>One run of a comparison.</summary>
/// <param name="Setting">Which setting was trained.</param>
/// <param name="Seed">With which seed.</param>
/// <param name="Result">How it ended, with its history.</param>
public sealed record ComparedRun(string Setting, long Seed, TrainingResult Result)
{
    /// <summary>Whether it came to an end that can be compared.</summary>
    public bool Succeeded => Result.Exit != ExitReason.Diverged;

    /// <inheritdoc/>
    public override string ToString() => $"{Setting}, seed {Seed}: {Result}";
}
