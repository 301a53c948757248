namespace Course.Grading;

/// <summary>What a student gets for a lesson: the points, with marks by hand, and what coming late costs.</summary>
/// <param name="Submission">What was graded; the marks by hand are in its result.</param>
/// <param name="Deadline">The student's deadline; null where none was given.</param>
/// <param name="Late">How long after it the submission came; null where it came in time, or nothing tells when.</param>
/// <param name="PenaltyRate">What part of the points coming late costs, from 0 to 1.</param>
public sealed record FinalGrade(GradedSubmission Submission, DateTimeOffset? Deadline = null, TimeSpan? Late = null, double PenaltyRate = 0)
{
    /// <summary>Who handed it in.</summary>
    public string Student => Submission.Entry.Student;

    /// <summary>Of which lesson.</summary>
    public string Lesson => Submission.Entry.Lesson;

    /// <summary>How far it has come.</summary>
    public GradeState State =>
        Submission.State == GradeState.Graded && Submission.Result.Cells.Any(cell => cell.Score is null) ? GradeState.ToMark : Submission.State;

    /// <summary>The points so far, before what coming late costs.</summary>
    public double Total => Rounded(Submission.Result.Score);

    /// <summary>The points that the lesson can give.</summary>
    public double Points => Rounded(Submission.Result.Points);

    /// <summary>The points that coming late costs.</summary>
    public double Penalty => Rounded(Total * PenaltyRate);

    /// <summary>The points that count.</summary>
    public double Final => Rounded(Total - Penalty);

    /// <summary>To a millionth of a point: sums of tenths look like what they are.</summary>
    private static double Rounded(double points) => Math.Round(points, 6);
}
