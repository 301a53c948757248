using System.Globalization;

namespace Course.Grading;

/// <summary>What two runs of a lesson, with its solutions and as it is released, say of its exercises.</summary>
internal static class TrialFindings
{
    /// <summary>The findings, in the order of the cells.</summary>
    /// <param name="solved">What the lesson came to with its solutions.</param>
    /// <param name="seconds">How long each cell took there.</param>
    /// <param name="empty">What it came to as it is released.</param>
    /// <param name="slow">From how many seconds a cell is slow.</param>
    public static IReadOnlyList<LessonProblem> Of(SubmissionResult solved, IReadOnlyDictionary<string, double> seconds, SubmissionResult empty, double slow)
    {
        var remarks = empty.Remarks.Select(remark => new LessonProblem(solved.Lesson, null, null, false, $"the released version does not fit the lesson: {remark}"));
        return [.. remarks, .. solved.Cells.Where(cell => cell.Status != GradeStatus.Manual).SelectMany(OfCell)];

        IEnumerable<LessonProblem> OfCell(CellGrade cell)
        {
            LessonProblem Problem(bool isWarning, string message, int? line = null) => new(solved.Lesson, cell.GradeId, line, isWarning, message);
            if (cell.Status != GradeStatus.Passed)
                yield return Problem(false, $"the solution gets {PointText.Of(cell.Score ?? 0, cell.Points)}. {Why(cell)} Mend the solution or the check.");
            else
                foreach (var check in cell.Checks.Where(check => check.Status == CheckStatus.NotReached))
                    yield return Problem(true, $"'{check.About}' is not made with the solution either: does its loop make no round?", check.Line);
            if (seconds.TryGetValue(cell.GradeId, out var took) && took > slow)
                yield return Problem(true, string.Create(CultureInfo.InvariantCulture, $"it takes {took:0} s with what it needs, and more than {slow:0} s make grading a class slow. Check on smaller data, or after fewer steps."));

            if (empty.Cells.FirstOrDefault(other => other.GradeId == cell.GradeId) is not { } stub) yield break;
            if (stub.Score > 0)
                yield return Problem(false, $"the released version gets {PointText.Of(stub.Score.Value, stub.Points)} before anybody wrote an answer. Check what the answer gives.");
            foreach (var check in stub.Checks.Where(check => check.Status == CheckStatus.Passed))
                yield return Problem(check.Points is null, $"'{check.About}' holds on the empty answer too, so it says nothing of an answer. Check what the answer gives.", check.Line);
        }
    }

    private static string Why(CellGrade cell) =>
        cell.Checks.FirstOrDefault(check => check.Status == CheckStatus.Failed) is { } failed ? $"Line {failed.Line}: {failed.Message}" : cell.Message ?? "";
}
