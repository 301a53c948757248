namespace Course.Grading;

/// <summary>A cell in which no message stands twice: a part leaves it to the check that failed in it, and the cell to its checks.</summary>
internal static class SaidOnce
{
    /// <summary>The same cell, as it is to be read.</summary>
    public static CellGrade Of(CellGrade grade)
    {
        var said = grade.Checks.Where(check => check.Points is null).Select(check => check.Message).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var message = grade.Message;
        if (grade.Status is GradeStatus.Failed or GradeStatus.Partial)
        {
            var rest = $"\n{message}\n"; // messages of whole lines, one beneath the other
            foreach (var text in grade.Checks.Select(check => check.Message).OfType<string>()) rest = rest.Replace($"\n{text}\n", "\n", StringComparison.Ordinal);
            message = string.IsNullOrWhiteSpace(rest) ? null : rest.Trim('\n');
        }

        return grade with
        {
            Checks = [.. grade.Checks.Select(check => check.Points is not null && check.Message is { } text && said.Contains(text) ? check with { Message = null } : check)],
            Message = message,
        };
    }
}
