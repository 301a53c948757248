namespace Course.Grading;

/// <summary>What is wrong with a lesson, for its author.</summary>
/// <param name="Lesson">The lesson's name.</param>
/// <param name="Cell">The cell; null where it is the whole lesson.</param>
/// <param name="Line">The line of the cell, from 1; null where it is the whole cell.</param>
/// <param name="IsWarning">Whether the lesson can be released all the same.</param>
/// <param name="Message">What is wrong, and what to do.</param>
public sealed record LessonProblem(string Lesson, string? Cell, int? Line, bool IsWarning, string Message)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Lesson}{(Cell is null ? "" : $", {Cell}")}{(Line is null ? "" : $", line {Line}")}: {(IsWarning ? "warning: " : "")}{Message}";
}
