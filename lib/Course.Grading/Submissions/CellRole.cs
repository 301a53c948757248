namespace Course.Grading;

/// <summary>What a cell is to the grader.</summary>
public enum CellRole
{
    /// <summary>The lesson's own, put back from the source: set-up, and what checks need.</summary>
    Locked,

    /// <summary>A student's answer in code.</summary>
    Solution,

    /// <summary>Checks that give points, put back from the source with the hidden ones.</summary>
    Check,

    /// <summary>What the student added or changed elsewhere, or a demonstration of the lesson.</summary>
    Other,

    /// <summary>An answer that a person marks: text, or a task.</summary>
    Manual,
}
