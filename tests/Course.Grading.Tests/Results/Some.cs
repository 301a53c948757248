namespace Course.Grading.Tests.Results;

/// <summary>Makes results for tests.</summary>
internal static class Some
{
    public static GradedSubmission Submission(
        string student, string lesson = "06-momentum", double score = 3, string answer = "because", string? submitted = null, GradeState state = GradeState.Graded, string? name = null, bool late = false) => new(
        new SubmissionEntry(student, name ?? student, lesson, $"/handed-in/{student}.ipynb", submitted is null ? null : DateTimeOffset.Parse(submitted, System.Globalization.CultureInfo.InvariantCulture), late),
        "key-" + student + answer, state,
        new SubmissionResult(student, lesson,
        [
            new CellGrade("check-1", 3, score, score == 3 ? GradeStatus.Passed : GradeStatus.Partial, [new CheckOutcome(2, true, CheckStatus.Passed, "the rate")]),
            state == GradeState.Graded ? new CellGrade("essay", 4, null, GradeStatus.Manual, []) : new CellGrade("essay", 4, 0, GradeStatus.NotRun, []),
        ], []),
        state == GradeState.Graded ? new Dictionary<string, string> { ["essay"] = answer } : [],
        state == GradeState.Graded ? null : "It was not read.");
}
