namespace Course.Grading;

/// <summary>What a worker tells, a line each; what is null was not meant.</summary>
/// <param name="Ready">It takes jobs.</param>
/// <param name="Cell">A cell is graded, and more may follow.</param>
/// <param name="Result">The submission is graded.</param>
/// <param name="Answers">With the result: by <c>grade_id</c>, what the student wrote in the cells that a person marks.</param>
/// <param name="Unreadable">The submission cannot be read: why, in words for the student.</param>
/// <param name="Broken">The lesson cannot be graded by, whatever is handed in: why, in words for the instructor.</param>
internal sealed record WorkerMessage(
    bool Ready = false, CellGrade? Cell = null, SubmissionResult? Result = null, IReadOnlyDictionary<string, string>? Answers = null, string? Unreadable = null, string? Broken = null)
{
    /// <summary>Whether it is the last one of a job.</summary>
    public bool IsLast => Result is not null || Unreadable is not null || Broken is not null;
}
