namespace Course.Grading;

/// <summary>A submission made whole: what is run, in which order, and what is marked.</summary>
/// <param name="Cells">The cells in the order of the source; what the student added stands where it stood.</param>
/// <param name="Remarks">What was mended, in words for the student and the instructor: a restored cell, a copied one, a changed type.</param>
public sealed record GradingPlan(IReadOnlyList<PlannedCell> Cells, IReadOnlyList<string> Remarks);
