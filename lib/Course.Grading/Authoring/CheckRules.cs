using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Grading;

/// <summary>How checks are written: that they check, tell students something, and do not ask the student's own code whether it is right.</summary>
internal static class CheckRules
{
    /// <summary>The functions with a hint, and at which place it stands.</summary>
    private static readonly Dictionary<string, int> _hints = new(StringComparer.Ordinal) { ["Near"] = 4, ["Shape"] = 3, ["Gradient"] = 5 };

    public static IEnumerable<BrokenRule> Check(IReadOnlyList<LessonCell> cells)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cell in cells)
        {
            if (cell.Role == CellRole.Solution)
                types.UnionWith(CellSyntax.Of(cell.Cell.Source).DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.ValueText));
            if (cell.Role != CellRole.Check) continue;
            foreach (var broken in Calls(cell).Concat(Comparisons(cell, types))) yield return broken;
        }
    }

    private static IEnumerable<BrokenRule> Calls(LessonCell cell)
    {
        var calls = CheckCall.In(cell.Cell.Source).ToList();
        if (calls.Count == 0)
            yield return BrokenRule.Warning(cell, "it calls none of Check's functions: only an exception can take its points, and feedback has nothing to say.");
        else if (calls.All(call => cell.IsHidden(call.Line)))
            yield return BrokenRule.Error(cell, "all its checks are hidden: students would learn nothing before they hand in. Let some stand before '// BEGIN HIDDEN TESTS'.");
        foreach (var call in calls.Where(call => _hints.TryGetValue(call.Name, out var place) && call.Argument(place, "hint") is null))
            yield return BrokenRule.Warning(cell, $"this Check.{call.Name} has no hint: say what to look at where the answer is wrong.", call.Line);
    }

    /// <summary>Comparisons whose operand is of a type that the student writes: it may declare itself equal to everything.</summary>
    private static IEnumerable<BrokenRule> Comparisons(LessonCell cell, HashSet<string> types)
    {
        if (types.Count == 0) yield break;
        var root = CellSyntax.Of(cell.Cell.Source);
        var named = root.DescendantNodes().OfType<VariableDeclarationSyntax>()
            .SelectMany(declaration => declaration.Variables.Where(variable => IsNew(variable.Initializer?.Value) || IsType(declaration.Type)))
            .Select(variable => variable.Identifier.ValueText)
            .ToHashSet(StringComparer.Ordinal);
        var comparisons =
            from node in root.DescendantNodes()
            let operands = node switch
            {
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } equal => new[] { equal.Left, equal.Right },
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals" } called } call =>
                    [called.Expression, .. call.ArgumentList.Arguments.Select(argument => argument.Expression)],
                _ => [],
            }
            where operands.Any(operand => IsNew(operand) || operand is IdentifierNameSyntax { Identifier.ValueText: var name } && named.Contains(name))
            where !operands.Any(operand => operand.IsKind(SyntaxKind.NullLiteralExpression))
            select node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        foreach (var line in comparisons.Distinct())
        {
            yield return BrokenRule.Warning(
                cell,
                "it compares a value of the student's own type, which may say that it equals everything. Compare numbers, texts or tensors taken from it, or use ReferenceEquals.",
                line);
        }

        bool IsType(TypeSyntax type) => type is IdentifierNameSyntax { Identifier.ValueText: var name } && types.Contains(name);
        bool IsNew(ExpressionSyntax? value) => value is ObjectCreationExpressionSyntax created && IsType(created.Type);
    }
}
