namespace Course.Grading;

/// <summary>A rule that a cell breaks.</summary>
internal sealed record BrokenRule(LessonCell Cell, int? Line, bool IsWarning, string Message)
{
    public static BrokenRule Error(LessonCell cell, string message, int? line = null) => new(cell, line, false, message);

    public static BrokenRule Warning(LessonCell cell, string message, int? line = null) => new(cell, line, true, message);
}
