namespace Course.Grading;

/// <summary>How far a submission has come.</summary>
public enum GradeState
{
    /// <summary>All its cells are graded.</summary>
    Graded,

    /// <summary>A person has still to mark some of its cells.</summary>
    ToMark,

    /// <summary>It cannot be read, and gives no points.</summary>
    NotRead,

    /// <summary>Grading did not get through it; it is tried again in the next run.</summary>
    NotGraded,
}
