namespace Course.Grading;

/// <summary>A mark that a person gave.</summary>
/// <param name="Place">Where it stands, such as <c>to-mark.csv, line 3</c>.</param>
/// <param name="Student">The student's key.</param>
/// <param name="Lesson">The lesson.</param>
/// <param name="GradeId">The cell's <c>grade_id</c>.</param>
/// <param name="Points">The points given.</param>
/// <param name="Answer">What the mark was given for, see <see cref="ManualMarks.NameOf"/>; empty where nothing tells.</param>
public sealed record ManualMark(string Place, string Student, string Lesson, string GradeId, double Points, string Answer);
