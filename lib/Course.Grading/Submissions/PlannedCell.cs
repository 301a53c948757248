namespace Course.Grading;

/// <summary>A cell as it is graded.</summary>
/// <param name="Id">The cell's <c>grade_id</c>; of one without, its cell id. It is the plan's only one of this name.</param>
/// <param name="Role">What it is to the grader.</param>
/// <param name="Source">Its text: of <see cref="CellRole.Locked"/> and <see cref="CellRole.Check"/> the source's, else the student's.</param>
/// <param name="IsTrusted">Whether the text is the instructor's to the letter; all else may only do what the fence lets it.</param>
/// <param name="Points">The points that it can give.</param>
/// <param name="IsCode">Whether it is code; false only of an answer in text, and of a task, whose text is what the student wrote below it.</param>
public sealed record PlannedCell(string Id, CellRole Role, string Source, bool IsTrusted, double Points = 0, bool IsCode = true);
