using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Notebooks;

/// <summary>Finds what could stand at a place in C#.</summary>
internal sealed class CodeCompleter(SubmissionCompiler compiler)
{
    /// <summary>Takes the place of the word that is being written, so that what surrounds it parses as it will with a name there.</summary>
    private const string Placeholder = "__completed__";

    public Completion Complete(string source, int position, CancellationToken cancel)
    {
        var (start, end) = CellText.Word(source, position);
        var written = source[start..position];
        var nothing = new Completion(start, end, []);
        if (written.Length > 0 && char.IsDigit(written[0]))
            return nothing;

        var text = CellParser.CSharpOnly(source);
        var model = compiler.Look(string.Concat(text.AsSpan(0, start), Placeholder, text.AsSpan(end)), cancel);
        var token = model.SyntaxTree.GetRoot(cancel).FindToken(start);
        // In a comment, a string or a directive there is no such name; where a name is declared, any will do.
        if (token.ValueText != Placeholder || token.Parent is not SimpleNameSyntax name)
            return nothing;

        var choices = new CompletionChoices(written);
        foreach (var (symbol, rank) in Symbols(model, name, cancel))
            choices.Add(symbol, rank);
        if (IsFree(name))
            choices.AddKeywords();
        return new Completion(start, end, choices.Ranked());
    }

    /// <summary>Whether any name can stand here, not only a member of what stands before it.</summary>
    private static bool IsFree(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name != name,
        QualifiedNameSyntax qualified => qualified.Right != name,
        MemberBindingExpressionSyntax or AliasQualifiedNameSyntax => false,
        _ => true,
    };

    private static IEnumerable<(ISymbol Symbol, int Rank)> Symbols(SemanticModel model, SimpleNameSyntax name, CancellationToken cancel)
    {
        var container = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
            QualifiedNameSyntax qualified when qualified.Right == name => qualified.Left,
            AliasQualifiedNameSyntax qualified => qualified.Alias,
            MemberBindingExpressionSyntax => name.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>(access => access.WhenNotNull.Span.Contains(name.Span))?.Expression,
            _ => null,
        };
        if (container is not null)
            return Members(model, container, name.SpanStart, cancel);
        return model.LookupSymbols(name.SpanStart).Select(symbol => (symbol, RankOfName(symbol)));
    }

    private static IEnumerable<(ISymbol Symbol, int Rank)> Members(SemanticModel model, SyntaxNode container, int position, CancellationToken cancel)
    {
        // `text.` before a line that starts with a name reads as a type and what is declared of it.
        if (container is NameSyntax and not AliasQualifiedNameSyntax && container.Parent is QualifiedNameSyntax && model.GetSymbolInfo(container, cancel).Symbol is null)
            return MembersOfExpression(model, SyntaxFactory.ParseExpression(container.ToString()), position);

        var left = model.GetSymbolInfo(container, cancel);
        var symbol = left.Symbol ?? (left.CandidateSymbols.Length == 1 ? left.CandidateSymbols[0] : null);
        if (symbol is IAliasSymbol alias)
            symbol = alias.Target;
        if (symbol is INamespaceSymbol space)
            return model.LookupNamespacesAndTypes(position, space).Select(member => (member, 0));

        if (symbol is ITypeSymbol named)
            return MembersOf(model, named, position, isType: true);
        if (model.GetTypeInfo(container, cancel).Type is not { TypeKind: not TypeKind.Error } type)
            return [];
        var members = MembersOf(model, type, position, isType: false);
        // `Color.Red` where a member is called like its type means either.
        return symbol?.Name == type.Name && container is SimpleNameSyntax ? members.Concat(MembersOf(model, type, position, isType: true)) : members;
    }

    private static IEnumerable<(ISymbol Symbol, int Rank)> MembersOfExpression(SemanticModel model, ExpressionSyntax expression, int position) =>
        model.GetSpeculativeTypeInfo(position, expression, SpeculativeBindingOption.BindAsExpression).Type is { TypeKind: not TypeKind.Error } type
            ? MembersOf(model, type, position, isType: false)
            : [];

    private static IEnumerable<(ISymbol Symbol, int Rank)> MembersOf(SemanticModel model, ITypeSymbol type, int position, bool isType)
    {
        var of = type is IPointerTypeSymbol pointer ? pointer.PointedAtType : type;
        return model.LookupSymbols(position, of, includeReducedExtensionMethods: !isType)
            .Where(member => IsOfType(member) == isType)
            .Select(member => (member, RankOfMember(member, of)));
    }

    private static bool IsOfType(ISymbol member) => member is ITypeSymbol || member.IsStatic;

    private static int RankOfMember(ISymbol member, ITypeSymbol type) => member switch
    {
        IMethodSymbol { ReducedFrom: not null } => 3,
        { ContainingType.SpecialType: SpecialType.System_Object } => 2,
        _ when SymbolEqualityComparer.Default.Equals(member.ContainingType, type) => 0,
        _ => 1,
    };

    private static int RankOfName(ISymbol symbol) => symbol switch
    {
        ILocalSymbol or IParameterSymbol or IRangeVariableSymbol => 0,
        { ContainingType.IsScriptClass: true } => 1,
        INamespaceSymbol => 5,
        ITypeSymbol { Locations: [{ IsInSource: true }, ..] } => 1,
        ITypeSymbol => 4,
        _ => 2,
    };
}
