using Course.Notebooks;
using Microsoft.CodeAnalysis;

namespace Course.Grading;

/// <summary>Which regions may stand in which cell, and that the rest is C# when they are gone.</summary>
internal static class MarkRules
{
    public static IEnumerable<BrokenRule> Check(LessonCell cell)
    {
        foreach (var region in cell.Regions)
        {
            if (Misplaced(cell, region.Kind) is { } reason) yield return BrokenRule.Error(cell, reason, region.Begin);
        }

        if (cell.Metadata?.CellType is { } type && type != cell.Cell.Type)
            yield return BrokenRule.Error(cell, $"its metadata say that it is {type}, and it is {cell.Cell.Type}. Change one of them.");
        if (cell.Role == CellRole.Solution && !cell.Has(RegionKind.Solution))
        {
            yield return BrokenRule.Warning(
                cell, "it has no '// BEGIN SOLUTION': students get an empty cell. Mark only what they are to write, so that they see the names that the checks use.");
        }

        if (cell.Cell.Type != CellType.Code || cell.Metadata is null) yield break;

        if (FirstError(cell.Cell.Source) is { } error)
            yield return BrokenRule.Error(cell, $"it is no C#: {error}");
        else if (FirstError(Released(cell)) is { } released)
            yield return BrokenRule.Error(cell, $"without its regions it is no C#: {released} Regions take whole statements; that of a solution stands in a method's body.");
    }

    private static string? Misplaced(LessonCell cell, RegionKind kind) => kind switch
    {
        RegionKind.Solution when cell.Metadata is not { Solution: true } => "a solution in a cell that is not marked as one ('solution' in its nbgrader metadata).",
        RegionKind.HiddenTests when cell.Role != CellRole.Check => "hidden tests in a cell that is no check ('grade' in its nbgrader metadata).",
        RegionKind.MarkScheme when cell.Metadata is not { Task: true } => "a mark scheme in a cell that is no task ('task' in its nbgrader metadata).",
        _ => null,
    };

    private static string? FirstError(string source) =>
        CellSyntax.Of(source).GetDiagnostics().FirstOrDefault(problem => problem.Severity == DiagnosticSeverity.Error) is { } error
            ? $"line {error.Location.GetLineSpan().StartLinePosition.Line + 1}, {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}."
            : null;

    public static string Released(LessonCell cell) => Release.Clear(cell.Cell.Source, cell.Cell.Type, cell.Metadata, cell.Regions);
}
