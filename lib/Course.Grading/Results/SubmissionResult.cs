namespace Course.Grading;

/// <summary>What a submission came to.</summary>
/// <param name="Student">Who handed it in.</param>
/// <param name="Lesson">Of which lesson.</param>
/// <param name="Cells">Its graded cells, in the order of the source.</param>
/// <param name="Remarks">What was mended, or why it could not be read.</param>
public sealed record SubmissionResult(string Student, string Lesson, IReadOnlyList<CellGrade> Cells, IReadOnlyList<string> Remarks)
{
    /// <summary>The points so far: what a person has not marked counts nothing.</summary>
    public double Score => Cells.Sum(cell => cell.Score ?? 0);

    /// <summary>The points that the lesson can give.</summary>
    public double Points => Cells.Sum(cell => cell.Points);
}
