namespace Course.Grading;

/// <summary>A cell is not run: it does not compile, or uses what graded work may not.</summary>
/// <param name="reason">Why, in words for the student.</param>
internal sealed class CellRefusedException(string reason) : Exception(reason);
