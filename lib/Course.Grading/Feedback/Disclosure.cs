namespace Course.Grading;

/// <summary>
/// What a student may know of a graded cell before the deadline: nothing of what hidden checks are about or said, only how many held. What
/// the answer threw while hidden checks called it is theirs too, since it may tell what it was called with.
/// </summary>
internal static class Disclosure
{
    /// <summary>A cell as it may be shown before the deadline.</summary>
    public static CellGrade BeforeDeadline(CellGrade grade)
    {
        if (!grade.Checks.Any(check => check.Hidden)) return grade;
        var seen = grade.Checks.Where(check => check is { Hidden: false, Points: null, Message: not null }).Select(check => check.Message).ToHashSet();
        return grade with
        {
            Checks = [.. grade.Checks.Where(check => !check.Hidden).Select(check => check.Points is null || seen.Contains(check.Message) ? check : check with { Message = null })],
            Message = IsPublic(grade) ? grade.Message : null,
        };
    }

    /// <summary>How the hidden checks ended.</summary>
    public static HiddenChecks Hidden(CellGrade grade)
    {
        int Count(CheckStatus status) => grade.Checks.Count(check => check.Hidden && check.Status == status);
        return new(Count(CheckStatus.Passed), Count(CheckStatus.Failed), Count(CheckStatus.NotReached));
    }

    /// <summary>Of a cell that ran, whether it ended before its first hidden check: then the message is of what is shown.</summary>
    private static bool IsPublic(CellGrade grade) =>
        grade.Status is not (GradeStatus.Failed or GradeStatus.Partial)
        || grade.Checks.TakeWhile(check => !check.Hidden).Any(check => check.Status != CheckStatus.Passed);
}
