using Course.Grading;

namespace Course.Cli.Commands;

/// <summary>How results become grades.</summary>
/// <param name="Late">What coming late costs.</param>
/// <param name="Deadlines">Until when one is in time.</param>
/// <param name="Marks">A file of marks by hand.</param>
internal sealed record GradeRules(LatePenalty? Late, Deadlines? Deadlines, string? Marks)
{
    public bool AreNone => Late is null && Deadlines is null && Marks is null;
}
