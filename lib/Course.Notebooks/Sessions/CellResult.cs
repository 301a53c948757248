namespace Course.Notebooks;

/// <summary>How a cell ended.</summary>
/// <param name="ExecutionCount">The number of the run, from 1.</param>
/// <param name="Error">Why it failed; null where it did not. It was passed to the outputs as well.</param>
/// <param name="Elapsed">The wall time from start to end, compilation included.</param>
public sealed record CellResult(int ExecutionCount, ErrorOutput? Error, TimeSpan Elapsed)
{
    /// <summary>Whether the cell ran to its end.</summary>
    public bool Success => Error is null;
}
