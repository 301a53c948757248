namespace Course.Grading;

/// <summary>How far a class is graded.</summary>
/// <param name="Done">Submissions that are done, those of an earlier run among them.</param>
/// <param name="Total">All submissions.</param>
/// <param name="Kept">Submissions that an earlier run has graded.</param>
/// <param name="Problems">Submissions that could not be read or graded.</param>
/// <param name="Elapsed">Since the run began.</param>
public sealed record GradeProgress(int Done, int Total, int Kept, int Problems, TimeSpan Elapsed)
{
    /// <summary>Submissions that this run grades in a minute.</summary>
    public double PerMinute => (Done - Kept) / Math.Max(Elapsed.TotalMinutes, 1e-6);

    /// <summary>The time that the others will take; null before the first is done.</summary>
    public TimeSpan? Left => Done > Kept ? TimeSpan.FromMinutes((Total - Done) / PerMinute) : null;
}
