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

    private static readonly SymbolDisplayFormat _format = new SymbolDisplayFormat(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        extensionMethodStyle: SymbolDisplayExtensionMethodStyle.InstanceMethod)
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis)
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance)
        .WithLocalOptions(SymbolDisplayLocalOptions.IncludeType | SymbolDisplayLocalOptions.IncludeConstantValue)
        .WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat _variableFormat = SymbolDisplayFormat.MinimallyQualifiedFormat.RemoveMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType);

    public Inspection? Inspect(string source, int position, CancellationToken cancel)
    {
        var model = compiler.Look(CellParser.CSharpOnly(source), cancel);
        var root = model.SyntaxTree.GetRoot(cancel);
        var token = root.FindToken(CellText.Word(source, position).Start);
        if (token.Span.IntersectsWith(position) && Named(model, token, cancel) is { } named)
            return Describe(model.Compilation, named.Symbol, named.Overloads, cancel);
        // In a text or a comment there is nothing to ask about, unless it is an argument.
        return Call(root, position) is { } call && Calls.Methods(model, call, cancel) is { Count: > 0 } methods
            ? Describe(model.Compilation, Calls.Best(model, call, methods, cancel), methods.Count - 1, cancel)
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

    private Inspection Describe(Compilation compilation, ISymbol symbol, int overloads, CancellationToken cancel)
    {
        if (symbol is IAliasSymbol alias)
            symbol = alias.Target;
        var signature = Signature(symbol);
        var more = overloads switch { 0 => "", 1 => "+ 1 overload", _ => $"+ {overloads} overloads" };
        var definition = (symbol as IMethodSymbol)?.ReducedFrom ?? symbol.OriginalDefinition;
        var comment = Documentation.Find(definition, compilation, cancel)
            ?? (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? Documentation.Find(definition.ContainingType, compilation, cancel) : null);
        return new Inspection(
            Join($"```csharp\n{signature}\n```", more.Length > 0 ? $"*{more}*" : "", comment is null ? "" : new Documentation(comment, isMarkdown: true).Text(definition)),
            Join(more.Length > 0 ? $"{signature}  ({more})" : signature, comment is null ? "" : new Documentation(comment, isMarkdown: false).Text(definition)));
    }

    private static string Join(params string[] parts) => string.Join("\n\n", parts.Where(part => part.Length > 0));

    private string Signature(ISymbol symbol) => symbol switch
    {
        IFieldSymbol { ContainingType.IsScriptClass: true } variable => variable.ToDisplayString(_variableFormat) + Value(variable),
        IMethodSymbol { ContainingType.IsScriptClass: true } or IPropertySymbol { ContainingType.IsScriptClass: true } =>
            symbol.ToDisplayString(_format.RemoveMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType)),
        INamedTypeSymbol { ContainingType.IsScriptClass: true } => symbol.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat.WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword)),
        IMethodSymbol { MethodKind: MethodKind.DelegateInvoke } => symbol.ToDisplayString(_format.RemoveMemberOptions(SymbolDisplayMemberOptions.IncludeModifiers)),
        ITypeSymbol { SpecialType: not SpecialType.None } => symbol.ToDisplayString(_format.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes)),
        _ => symbol.ToDisplayString(_format),
    };

    /// <summary>The value of a variable where reading it runs nobody's code.</summary>
    private string Value(IFieldSymbol variable)
    {
        var value = scripts.Variables().FirstOrDefault(one => one.Name == variable.Name)?.Value;
        return value switch
        {
            string text => " = " + SymbolDisplay.FormatLiteral(text.Length <= MaxText ? text : string.Concat(text.AsSpan(0, MaxText), "…"), quote: true),
            Enum or DateTime or TimeSpan or Guid or decimal => " = " + Convert.ToString(value, CultureInfo.InvariantCulture),
            _ when value?.GetType().IsPrimitive == true => " = " + Convert.ToString(value, CultureInfo.InvariantCulture),
            Array array => $" // {array.Length} elements",
            ICollection collection when collection.GetType().Assembly == typeof(object).Assembly => $" // {collection.Count} elements",
            _ => "",
        };
    }
}
