namespace Course.Notebooks.Pages;

/// <summary>How far the run that a page shows came.</summary>
public enum PageStatus
{
    /// <summary>Every code cell ran.</summary>
    Complete,

    /// <summary>Some code cells did not run, and no error says why.</summary>
    Partial,

    /// <summary>A cell failed that was not expected to.</summary>
    Failed,
}
