namespace Course.Grading;

/// <summary>What a graded cell came to.</summary>
/// <param name="GradeId">The cell's <c>grade_id</c>.</param>
/// <param name="Points">The points that it can give.</param>
/// <param name="Score">The points that it gave; null until a person has marked it.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Checks">Its checks, in the order of the text.</param>
/// <param name="Message">Why it gave less than all its points, in words for the student; null where it gave all.</param>
/// <param name="Output">What the answer and the public part printed; nothing of what hidden tests made it print.</param>
public sealed record CellGrade(
    string GradeId, double Points, double? Score, GradeStatus Status, IReadOnlyList<CheckOutcome> Checks, string? Message = null, string Output = "");
