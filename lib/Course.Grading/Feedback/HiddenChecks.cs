namespace Course.Grading;

/// <summary>How a cell's hidden checks ended.</summary>
/// <param name="Held">How many held.</param>
/// <param name="Failed">How many did not.</param>
/// <param name="NotReached">How many were not made.</param>
internal readonly record struct HiddenChecks(int Held, int Failed, int NotReached)
{
    /// <summary>How many there are.</summary>
    public int Count => Held + Failed + NotReached;

    /// <summary>As a sentence.</summary>
    public override string ToString() =>
        $"Hidden checks: {Held} of {Count} held{(NotReached == 0 ? "" : $", {NotReached} {(NotReached == 1 ? "was" : "were")} not reached")}.";
}
