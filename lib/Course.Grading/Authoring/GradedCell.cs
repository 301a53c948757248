namespace Course.Grading;

/// <summary>A cell that gives points.</summary>
/// <param name="GradeId">Its <c>grade_id</c>.</param>
/// <param name="Points">The points that it can give.</param>
/// <param name="Manual">Whether a person marks it.</param>
public sealed record GradedCell(string GradeId, double Points, bool Manual);
