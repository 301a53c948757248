namespace Course.Grading.Tests.Feedback;

/// <summary>Grades for tests of what is made of them.</summary>
internal static class Examples
{
    public const string Secret = "the step at (−1, 7)";

    public static CheckOutcome Passed(string about, bool hidden = false, double? points = null) => new(1, hidden, CheckStatus.Passed, about, null, points);

    public static CheckOutcome Failed(string about, string message, bool hidden = false, double? points = null) => new(2, hidden, CheckStatus.Failed, about, message, points);

    public static CheckOutcome NotReached(string about, bool hidden = false) => new(3, hidden, CheckStatus.NotReached, about);

    public static CellGrade FailedHidden { get; } = new(
        "check-1", 3, 0, GradeStatus.Failed,
        [Passed("the sign"), Passed("twice the " + Secret, hidden: true), Failed(Secret, $"{Secret}: expected 2, got 3.", hidden: true), NotReached($"thrice {Secret}", hidden: true)],
        $"{Secret}: expected 2, got 3.", "printed by the answer");

    public static FinalGrade Grade(string student, params CellGrade[] cells) => Grade(student, student, "06-momentum", [], cells);

    public static FinalGrade Grade(string student, string name, string lesson, IReadOnlyList<string> remarks, params CellGrade[] cells) => new(new GradedSubmission(
        new SubmissionEntry(student, name, lesson, "/handed-in/" + student, null, false), "key", GradeState.Graded,
        new SubmissionResult(student, lesson, cells, remarks), new Dictionary<string, string>()));
}
