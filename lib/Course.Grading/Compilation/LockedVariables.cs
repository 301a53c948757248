using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Grading;

/// <summary>Finds where a student's cell writes to what a locked or check cell declares: a variable, its elements, a static field.</summary>
internal static class LockedVariables
{
    /// <summary>Says what is written, a sentence or two for each variable; none where nothing is.</summary>
    /// <param name="model">What the compiler knows of the student's cell.</param>
    /// <param name="cellOf">The cell that an assembly is of; null for the framework and libraries.</param>
    /// <param name="cancel">Ends the search.</param>
    public static IReadOnlyList<string> Writes(SemanticModel model, Func<string, PlannedCell?> cellOf, CancellationToken cancel = default) =>
    [.. model.SyntaxTree.GetRoot(cancel).DescendantNodes()
        .SelectMany(Targets)
        .SelectMany(target => Chain(target, model))
        .Where(symbol => cellOf(symbol.ContainingAssembly?.Name ?? "") is { Role: CellRole.Locked or CellRole.Check })
        .Select(symbol => $"Your cell changes `{symbol.Name}`, which belongs to the lesson. Work on a variable of your own.")
        .Distinct(StringComparer.Ordinal)];

    /// <summary>What a piece of syntax writes to, or lets others write to.</summary>
    private static IEnumerable<ExpressionSyntax> Targets(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax assignment => Parts(assignment.Left),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } change => [change.Operand],
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } change => [change.Operand],
        ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } argument => [argument.Expression],
        RefExpressionSyntax reference => [reference.Expression],
        ForEachVariableStatementSyntax loop => Parts(loop.Variable),
        _ => [],
    };

    private static IEnumerable<ExpressionSyntax> Parts(ExpressionSyntax target) =>
        target is TupleExpressionSyntax tuple ? tuple.Arguments.SelectMany(part => Parts(part.Expression)) : [target];

    /// <summary>The variables of cells and the static members through which a target is reached.</summary>
    private static IEnumerable<ISymbol> Chain(ExpressionSyntax target, SemanticModel model)
    {
        for (ExpressionSyntax? at = target; at is not null; at = Inner(at))
        {
            if (at is not (IdentifierNameSyntax or MemberAccessExpressionSyntax) || model.GetSymbolInfo(at).Symbol is not { } symbol)
                continue;
            if (symbol is IFieldSymbol or IPropertySymbol or IEventSymbol && (symbol.IsStatic || symbol.ContainingType.IsScriptClass))
                yield return symbol;
        }
    }

    private static ExpressionSyntax? Inner(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Expression,
        ElementAccessExpressionSyntax access => access.Expression,
        ParenthesizedExpressionSyntax inner => inner.Expression,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } inner => inner.Operand,
        CastExpressionSyntax cast => cast.Expression,
        ConditionalAccessExpressionSyntax access => access.Expression,
        _ => null,
    };
}
