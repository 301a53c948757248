namespace Course.Grading;

/// <summary>How a graded cell ended.</summary>
public enum GradeStatus
{
    /// <summary>It ran to its end: all its points.</summary>
    Passed,

    /// <summary>It ran to its end: the points of its parts that held.</summary>
    Partial,

    /// <summary>A check failed, or the cell threw.</summary>
    Failed,

    /// <summary>The answer, or a cell that it needs, does not compile or uses what graded work may not.</summary>
    Refused,

    /// <summary>It took longer than a cell may.</summary>
    TimedOut,

    /// <summary>The process died: memory, a crash, or an exit.</summary>
    Died,

    /// <summary>It was not run: the notebook's time was up.</summary>
    NotRun,

    /// <summary>A person marks it.</summary>
    Manual,
}
