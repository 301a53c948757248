using System.Diagnostics;

namespace Course.Grading;

/// <summary>How long each exercise took, with the cells before it that it needs.</summary>
internal sealed class CellTimes : IProgress<CellGrade>
{
    private readonly Dictionary<string, double> _seconds = [];
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>Seconds by <c>grade_id</c>.</summary>
    public IReadOnlyDictionary<string, double> Seconds => _seconds;

    /// <inheritdoc/>
    public void Report(CellGrade value)
    {
        _seconds[value.GradeId] = Stopwatch.GetElapsedTime(_last).TotalSeconds;
        _last = Stopwatch.GetTimestamp();
    }
}
