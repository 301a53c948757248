using System.Globalization;
using System.Text.RegularExpressions;
using Course.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Grading;

/// <summary>That points add up: those that headings promise, those of cells, those of their parts.</summary>
internal static partial class PointRules
{
    private const double Rounding = 1e-9;

    public static IEnumerable<BrokenRule> Check(IReadOnlyList<LessonCell> cells)
    {
        var ids = new Dictionary<string, LessonCell>(StringComparer.Ordinal);
        foreach (var cell in cells.Where(cell => cell.Metadata is { GradeId.Length: > 0 }))
        {
            if (!ids.TryAdd(cell.Metadata!.GradeId, cell))
                yield return BrokenRule.Error(cell, $"its grade_id '{cell.Metadata.GradeId}' is that of cell {ids[cell.Metadata.GradeId].Index + 1} too. Give it one of its own.");
        }

        foreach (var broken in Headings(cells).Concat(cells.Where(cell => cell.Role == CellRole.Check).SelectMany(Parts))) yield return broken;
    }

    /// <summary>A heading that ends in "(3 points)" promises them for the cells up to the next such heading that is not beneath it.</summary>
    private static IEnumerable<BrokenRule> Headings(IReadOnlyList<LessonCell> cells)
    {
        var headings =
            from cell in cells
            where cell.Cell.Type == CellType.Markdown
            from line in cell.Cell.Source.Split('\n').Index()
            let match = Heading().Match(line.Item)
            where match.Success
            select (Cell: cell, Line: line.Index + 1, Level: match.Groups[1].Length, Points: double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        var all = headings.ToList();
        foreach (var (index, heading) in all.Index())
        {
            var next = all.Skip(index + 1).FirstOrDefault(other => other.Level <= heading.Level).Cell?.Index ?? int.MaxValue;
            var points = cells.Where(cell => heading.Cell.Index <= cell.Index && cell.Index < next).Sum(cell => cell.Metadata?.Points ?? 0);
            if (Math.Abs(points - heading.Points) > Rounding)
            {
                yield return BrokenRule.Error(
                    heading.Cell, $"the heading promises {PointText.Of(heading.Points)}, and the cells beneath it give {PointText.Of(points)}. Change one of them.", heading.Line);
            }
        }
    }

    private static IEnumerable<BrokenRule> Parts(LessonCell cell)
    {
        var parts = CheckCall.In(cell.Cell.Source).Where(call => call.IsPart).ToList();
        if (parts.Count == 0) yield break;

        foreach (var line in parts.GroupBy(part => part.Line).Where(line => line.Count() > 1))
            yield return BrokenRule.Error(cell, "two parts begin in one line, and count as one. Write each on a line of its own.", line.Key);
        var sum = 0.0;
        foreach (var part in parts)
        {
            sum += part.Points ?? 0;
            if (part.Points is null)
                yield return BrokenRule.Error(cell, "the points of a part must be a plain number, so that everyone can add them up.", part.Line);
        }

        if (cell.Metadata!.Points is { } points && Math.Abs(sum - points) > Rounding)
            yield return BrokenRule.Error(cell, $"its parts give {PointText.Of(sum)}, and the cell {PointText.Of(points)}. Change one of them.");
        if (!EndsInValue(CellSyntax.Of(cell.Cell.Source)))
        {
            yield return BrokenRule.Warning(
                cell, "it has parts and does not end in their sum: nbgrader, which reads it there, would give all. Let the last line be the sum, without ';'.");
        }
    }

    private static bool EndsInValue(CompilationUnitSyntax root) =>
        root is { Members: [.., GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } }] };

    [GeneratedRegex(@"^ {0,3}(#{1,6}) .*\((\d+(?:\.\d+)?) points?\)\s*#*\s*$")]
    private static partial Regex Heading();
}
