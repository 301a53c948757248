namespace Course.Grading;

/// <summary>How a cell's run ended.</summary>
internal enum ExecutionEnd
{
    /// <summary>It ran to its end.</summary>
    Completed,

    /// <summary>It threw.</summary>
    Threw,

    /// <summary>It changed numbers that belong to the lesson; they were put back.</summary>
    Changed,

    /// <summary>It ran longer than a cell may, and the process was ended.</summary>
    TimedOut,

    /// <summary>The process ended, or said what it never says.</summary>
    Died,
}
