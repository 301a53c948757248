using System.Collections;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Notebooks;

/// <summary>Tells what a name in a cell is: its signature, its documentation, and a variable's value.</summary>
internal sealed class Inspector(SubmissionCompiler compiler, ScriptRunner scripts)
{
    private const int MaxText = 100;

    public Inspection? Inspect(string source, int position, CancellationToken cancel)
    {
        var (model, cell) = compiler.Look(CellParser.CSharpOnly(source), cancel);
        var root = model.SyntaxTree.GetRoot(cancel);
        var token = root.FindToken(cell.CurrentPosition(CellText.Word(source, position).Start));
        position = cell.CurrentPosition(position);
        if (token.Span.IntersectsWith(position) && Named(model, token, cancel) is { } named)
            return Describe(model, position, named.Symbol, named.Overloads, cancel);
        // In a text or a comment there is nothing to ask about, unless it is an argument.
        return Call(root, position) is { } call && Calls.Methods(model, call, cancel) is { Count: > 0 } methods
            ? Describe(model, position, Calls.Best(model, call, methods, cancel), methods.Count - 1, cancel)
            : null;
    }

    /// <summary>What a token names, and how many others have the name.</summary>
    private static (ISymbol Symbol, int Overloads)? Named(SemanticModel model, SyntaxToken token, CancellationToken cancel)
    {
        if (token.Parent is not { } node || !(token.IsKind(SyntaxKind.IdentifierToken) || node is PredefinedTypeSyntax))
            return null;
        var whole = node.AncestorsAndSelf().TakeWhile(part => part == node || part is QualifiedNameSyntax).Last();
        if (whole is NameSyntax && whole.Parent is ObjectCreationExpressionSyntax creation && Calls.Methods(model, creation, cancel) is { Count: > 0 } constructors)
            return (Calls.Best(model, creation, constructors, cancel), constructors.Count - 1);

        var group = node is ExpressionSyntax expression ? model.GetMemberGroup(expression, cancel) : [];
        var symbol = model.GetDeclaredSymbol(node, cancel) ?? Calls.Candidates(model.GetSymbolInfo(node, cancel)).FirstOrDefault() ?? group.FirstOrDefault();
        if (symbol is IMethodSymbol && node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && call.Expression.Span.End == token.Span.End && Calls.Methods(model, call, cancel) is { Count: > 1 } methods)
            symbol = Calls.Best(model, call, methods, cancel);
        return symbol is null or IErrorTypeSymbol ? null : (symbol, Math.Max(0, group.Length - 1));
    }

    /// <summary>The innermost call between whose brackets a place lies.</summary>
    private static SyntaxNode? Call(SyntaxNode root, int position) =>
        root.FindToken(Math.Max(0, position - 1)).Parent?.AncestorsAndSelf()
            .FirstOrDefault(node => node is BaseArgumentListSyntax or AttributeArgumentListSyntax && node.SpanStart < position && (position < node.Span.End || node.ChildTokens().Last().IsMissing))
            ?.Parent;

    private Inspection Describe(SemanticModel model, int position, ISymbol symbol, int overloads, CancellationToken cancel)
    {
        if (symbol is IAliasSymbol alias)
            symbol = alias.Target;
        var signature = new Signature(model, position).Of(symbol) + (symbol is IFieldSymbol { ContainingType.IsScriptClass: true } variable ? Value(variable) : "");
        var more = overloads switch { 0 => "", 1 => "+ 1 overload", _ => $"+ {overloads} overloads" };
        var definition = (symbol as IMethodSymbol)?.ReducedFrom ?? symbol.OriginalDefinition;
        var comment = Documentation.Find(definition, model.Compilation, cancel)
            ?? (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? Documentation.Find(definition.ContainingType, model.Compilation, cancel) : null);
        return new Inspection(
            Join($"```csharp\n{signature}\n```", more.Length > 0 ? $"*{more}*" : "", comment is null ? "" : new Documentation(comment, isMarkdown: true).Text(definition)),
            Join(more.Length > 0 ? $"{signature}  ({more})" : signature, comment is null ? "" : new Documentation(comment, isMarkdown: false).Text(definition)));
    }

    private static string Join(params string[] parts) => string.Join("\n\n", parts.Where(part => part.Length > 0));

    /// <summary>The value of a variable where reading it runs nobody's code.</summary>
    private string Value(IFieldSymbol variable)
    {
        var value = scripts.Variables().FirstOrDefault(one => one.Name == variable.Name)?.Value;
        return value switch
        {
            string text => " = " + SymbolDisplay.FormatLiteral(text.Length <= MaxText ? text : string.Concat(text.AsSpan(0, MaxText), "…"), quote: true),
            Enum or DateTime or TimeSpan or Guid or decimal => " = " + Convert.ToString(value, CultureInfo.InvariantCulture),
            _ when value?.GetType().IsPrimitive == true => " = " + Convert.ToString(value, CultureInfo.InvariantCulture),
            Array array => Elements(array.Length),
            ICollection collection when collection.GetType().Assembly == typeof(object).Assembly => Elements(collection.Count),
            _ => "",
        };
    }

    private static string Elements(int count) => count == 1 ? " // 1 element" : $" // {count} elements";
}
