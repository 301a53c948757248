using Course.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Grading;

/// <summary>
/// What each expression of a locked or check cell means: a student's cell before it could declare another <c>Math</c>, an
/// operator or a conversion, and the cell would check that instead.
/// </summary>
internal sealed class Bindings
{
    private const int MaxDifferences = 3;

    private readonly Dictionary<(int Place, SyntaxKind Kind, string Of, int Number), Meaning> _meanings = [];
    private readonly Meanings _told;
    private readonly SemanticModel _model;

    private Bindings(SemanticModel model, Func<string, PlannedCell?> cellOf) => (_model, _told) = (model, new Meanings(model.Compilation.Assembly, cellOf));

    /// <summary>Reads what a cell means.</summary>
    /// <param name="model">What the compiler knows of the cell.</param>
    /// <param name="cell">The cell as it is compiled; what was put in is left out.</param>
    /// <param name="cellOf">The cell that an assembly is of; null for the framework and libraries.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static Bindings Of(SemanticModel model, RewrittenText cell, Func<string, PlannedCell?> cellOf, CancellationToken cancel = default)
    {
        var bindings = new Bindings(model, cellOf);
        foreach (var node in cell.Tree.GetRoot(cancel).DescendantNodes().Where(node => !cell.IsPutIn(node.SpanStart)))
        {
            cancel.ThrowIfCancellationRequested();
            bindings.Add(node, cell.OriginalPosition(node.SpanStart));
        }

        return bindings;
    }

    /// <summary>Says where a submission's cell means something else than the instructor's, a sentence or two for each; none where it means the same.</summary>
    /// <param name="reference">The instructor's.</param>
    /// <param name="submission">The submission's, of the same text.</param>
    public static IReadOnlyList<string> Differences(Bindings reference, Bindings submission) =>
    [.. reference._meanings.Keys.Union(submission._meanings.Keys).OrderBy(key => key.Place)
        .Select(key => Difference(reference._meanings.GetValueOrDefault(key), submission._meanings.GetValueOrDefault(key)))
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .Take(MaxDifferences)];

    private static string? Difference(Meaning? meant, Meaning? means)
    {
        if (meant?.Key == means?.Key || (meant is null && means!.Origin != MeaningOrigin.Student))
            return null;
        if (means is null)
            return $"A check uses `{meant!.Name}`, which your notebook hides from it. Give your values the types that the exercise gives.";
        if (means is { Origin: MeaningOrigin.Student, IsType: true })
        {
            var expected = meant is { IsType: true } ? $"a value of type `{meant.Name}`" : "another type of value";
            return $"A check expects {expected} and gets a `{means.Name}`, with a type that your notebook declares. Keep the types that the exercise gives.";
        }

        return (meant?.Origin, means.Origin) switch
        {
            (MeaningOrigin.Student, _) => $"A check asks for your `{meant.Name}`, and `{means.Name}` is something else in your notebook. Declare it as the exercise does.",
            (_, MeaningOrigin.Student) => $"A check uses `{means.Name}` of the lesson, but your notebook declares another `{means.Name}`. Rename yours.",
            _ => $"A check expects `{meant!.Name}`, and in your notebook it is `{means.Name}`. Keep the types and the `using` lines that the lesson gives.",
        };
    }

    private void Add(SyntaxNode node, int place)
    {
        if (node is ExpressionSyntax expression)
        {
            Add(node, place, "type", _model.GetTypeInfo(expression).Type);
            // A library's conversions may differ with a number's type.
            if (_model.GetConversion(expression) is { IsUserDefined: true, MethodSymbol: { } conversion } && _told.Of(conversion).Origin != MeaningOrigin.Library)
                Add(node, place, "conversion", conversion);
            if (node.Parent is InitializerExpressionSyntax { RawKind: (int)SyntaxKind.CollectionInitializerExpression })
                Add(node, place, "element", _model.GetCollectionInitializerSymbolInfo(expression).Symbol);
        }

        Add(node, place, "symbol", _model.GetSymbolInfo(node).Symbol);
        switch (node)
        {
            case CommonForEachStatementSyntax loop:
                Add(node, place, "loop", _model.GetForEachStatementInfo(loop).GetEnumeratorMethod);
                if (loop is ForEachVariableStatementSyntax variables)
                    Add(node, place, "parts", _model.GetDeconstructionInfo(variables).Method);
                break;
            case AwaitExpressionSyntax await:
                Add(node, place, "await", _model.GetAwaitExpressionInfo(await).GetAwaiterMethod);
                break;
            case AssignmentExpressionSyntax { Left: TupleExpressionSyntax or DeclarationExpressionSyntax } assignment:
                Add(node, place, "parts", _model.GetDeconstructionInfo(assignment).Method);
                break;
            case QueryClauseSyntax clause:
                Add(node, place, "query", _model.GetQueryClauseInfo(clause).OperationInfo.Symbol);
                Add(node, place, "cast", _model.GetQueryClauseInfo(clause).CastInfo.Symbol);
                break;
        }
    }

    private void Add(SyntaxNode node, int place, string of, ISymbol? symbol)
    {
        if (symbol is null or IErrorTypeSymbol)
            return;
        var meaning = of == "type" ? _told.OfType((ITypeSymbol)symbol) : _told.Of(symbol);
        // Of nodes of a kind that begin at one place the outer one comes first.
        var number = 0;
        while (!_meanings.TryAdd((place, node.Kind(), of, number), meaning))
            number++;
    }
}
