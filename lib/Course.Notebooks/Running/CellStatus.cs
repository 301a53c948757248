namespace Course.Notebooks.Running;

/// <summary>What became of a code cell.</summary>
public enum CellStatus
{
    /// <summary>The run ended before the cell.</summary>
    NotRun,

    /// <summary>The cell ran, or failed as its tag <c>raises-exception</c> allows.</summary>
    Succeeded,

    /// <summary>The cell failed, or was stopped.</summary>
    Failed,

    /// <summary>The cell is empty, or its tag <c>skip-execution</c> says to leave it alone.</summary>
    Skipped,
}
