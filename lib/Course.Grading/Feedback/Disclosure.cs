namespace Course.Grading;

/// <summary>What a student may know of a graded cell before the deadline: nothing of what hidden checks are about or said, only how many held.</summary>
internal static class Disclosure
{
    /// <summary>A cell as it may be shown before the deadline.</summary>
    public static CellGrade BeforeDeadline(CellGrade grade)
    {
        var secrets = grade.Checks.Where(check => check.Hidden).Select(check => check.Message).OfType<string>().ToList();
        // A part fails with the message of the check that failed in it, which may be a hidden one.
        string? Shown(string? message) => message is not null && secrets.Any(message.Contains) ? null : message;
        var seen = grade.Checks.Where(check => !check.Hidden).Select(check => check with { Message = Shown(check.Message) });
        return grade with { Checks = [.. seen], Message = Shown(grade.Message) };
    }

    /// <summary>How the hidden checks ended.</summary>
    public static HiddenChecks Hidden(CellGrade grade)
    {
        int Count(CheckStatus status) => grade.Checks.Count(check => check.Hidden && check.Status == status);
        return new(Count(CheckStatus.Passed), Count(CheckStatus.Failed), Count(CheckStatus.NotReached));
    }
}
