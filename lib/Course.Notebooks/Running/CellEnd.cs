namespace Course.Notebooks.Running;

/// <summary>How a cell ended in a worker.</summary>
/// <param name="Kind">How.</param>
/// <param name="ExecutionCount">The number of the run; null where the worker did not live to tell it.</param>
/// <param name="Reason">What the process's end tells; null where it did not end.</param>
internal sealed record CellEnd(CellEndKind Kind, int? ExecutionCount = null, string? Reason = null);

/// <summary>The ways in which a cell ends.</summary>
internal enum CellEndKind
{
    /// <summary>The cell ran to its end or failed by itself.</summary>
    Finished,

    /// <summary>The cell met its limit.</summary>
    TimedOut,

    /// <summary>The caller stopped the run.</summary>
    Cancelled,

    /// <summary>The worker's process ended.</summary>
    Died,
}
