namespace Course.Grading;

/// <summary>A lesson's graded cells without points: what a submission gets for what is not reached.</summary>
internal sealed class Blank(LessonSource lesson)
{
    private readonly List<PlannedCell> _cells = [.. GradingPlan.Restore(lesson, null).Cells.Where(cell => cell.Role is CellRole.Check or CellRole.Manual)];

    public string Lesson => lesson.Name;

    /// <summary>The lesson's text, on which grades depend.</summary>
    public string Text { get; } = lesson.Document.ToJson();

    /// <summary>The lesson's file.</summary>
    public string Path { get; } = System.IO.Path.Combine(lesson.Folder, lesson.Name + ".ipynb");

    /// <summary>A submission that cannot be read.</summary>
    public GradedSubmission Unreadable(SubmissionEntry entry, string key, string reason) =>
        new(entry, key, GradeState.NotRead, Result(entry, cell => Zero(cell, GradeStatus.Refused, reason), reason), new Dictionary<string, string>(), reason);

    /// <summary>A submission of which some cells are graded.</summary>
    public GradedSubmission Unfinished(SubmissionEntry entry, string key, IReadOnlyList<CellGrade> graded, string problem) => new(
        entry, key, GradeState.NotGraded,
        Result(entry, cell => graded.FirstOrDefault(grade => grade.GradeId == cell.Id) ?? Zero(cell, GradeStatus.NotRun, "This cell is not graded yet."), problem),
        new Dictionary<string, string>(), problem);

    private static CellGrade Zero(PlannedCell cell, GradeStatus status, string message) => new(cell.Id, cell.Points, 0, status, [], message);

    private SubmissionResult Result(SubmissionEntry entry, Func<PlannedCell, CellGrade> grade, string remark) => new(entry.Student, lesson.Name, [.. _cells.Select(grade)], [remark]);
}
