using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Course.Notebooks;

/// <summary>A place in C# where a name is being written, and what could stand there.</summary>
/// <param name="model">The compiler's understanding of the cell.</param>
/// <param name="name">The name.</param>
/// <param name="cancel">Ends the search.</param>
internal sealed class CompletionPlace(SemanticModel model, SimpleNameSyntax name, CancellationToken cancel)
{
    private readonly int _position = name.SpanStart;

    /// <summary>The expression that is the name, or of which the name is the last part.</summary>
    private SyntaxNode Whole => name.AncestorsAndSelf().TakeWhile(node => node == name || node is QualifiedNameSyntax or MemberAccessExpressionSyntax).Last();

    public void AddTo(CompletionChoices choices)
    {
        if (Container() is { } container)
        {
            foreach (var (symbol, rank) in Members(container))
                AddFitting(choices, symbol, rank);
            return;
        }

        if (InitializedType() is { } initialized)
        {
            AddSettable(choices, initialized);
            if (name.Parent is not InitializerExpressionSyntax { RawKind: (int)SyntaxKind.CollectionInitializerExpression })
                return;
        }
        else if (MatchedType() is { } matched)
        {
            AddMembers(choices, matched, symbol => symbol is IPropertySymbol or IFieldSymbol);
        }

        AddParameterNames(choices);
        foreach (var symbol in model.LookupSymbols(_position).Where(symbol => symbol.ContainingType?.SpecialType != SpecialType.System_Object))
            AddFitting(choices, symbol, RankOf(symbol));
        if (Whole.Parent is not (UsingDirectiveSyntax or AttributeSyntax or BaseObjectCreationExpressionSyntax))
            choices.AddKeywords();
    }

    /// <summary>Adds a symbol where what stands around the name lets it.</summary>
    private void AddFitting(CompletionChoices choices, ISymbol symbol, int rank)
    {
        switch (Whole.Parent)
        {
            case UsingDirectiveSyntax { Alias: null, StaticKeyword.RawKind: 0 } when symbol is not INamespaceSymbol:
            case UsingDirectiveSyntax when symbol is not INamespaceOrTypeSymbol:
            case ObjectCreationExpressionSyntax when symbol is not (INamespaceSymbol or ITypeSymbol { IsStatic: false, TypeKind: not (TypeKind.Interface or TypeKind.Enum) } or IAliasSymbol):
                break;
            case AttributeSyntax when symbol is ITypeSymbol type:
                if (type.Name.EndsWith("Attribute", StringComparison.Ordinal))
                    choices.Add(symbol, rank, type.Name[..^"Attribute".Length]);
                break;
            case AttributeSyntax when symbol is not INamespaceSymbol:
                break;
            default:
                choices.Add(symbol, rank);
                break;
        }
    }

    /// <summary>What stands before the dot of which the name is a member; null where there is none.</summary>
    private ExpressionSyntax? Container() => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
        QualifiedNameSyntax qualified when qualified.Right == name => qualified.Left,
        AliasQualifiedNameSyntax qualified when qualified.Name == name => qualified.Alias,
        MemberBindingExpressionSyntax => name.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>(access => access.WhenNotNull.Span.Contains(name.Span))?.Expression,
        _ => null,
    };

    private IEnumerable<(ISymbol Symbol, int Rank)> Members(SyntaxNode container)
    {
        var left = model.GetSymbolInfo(container, cancel);
        var symbol = left.Symbol ?? (left.CandidateSymbols.Length == 1 ? left.CandidateSymbols[0] : null);
        if (symbol is IAliasSymbol alias)
            symbol = alias.Target;
        if (symbol is INamespaceSymbol space)
            return model.LookupNamespacesAndTypes(_position, space).Select(member => (member, 0));
        if (symbol is ITypeSymbol named)
            return MembersOf(named, isType: true);

        // `text.` before a line that starts with a name reads as a type and what is declared of it.
        var type = container.Parent is QualifiedNameSyntax && symbol is null
            ? model.GetSpeculativeTypeInfo(_position, SyntaxFactory.ParseExpression(container.ToString()), SpeculativeBindingOption.BindAsExpression).Type
            : model.GetTypeInfo(container, cancel).Type;
        if (type is null or { TypeKind: TypeKind.Error } or { SpecialType: SpecialType.System_Void })
            return [];
        var members = MembersOf(type, isType: false);
        // `Color.Red` where a member is called like its type means either.
        return symbol?.Name == type.Name && container is SimpleNameSyntax ? members.Concat(MembersOf(type, isType: true)) : members;
    }

    private IEnumerable<(ISymbol Symbol, int Rank)> MembersOf(ITypeSymbol type, bool isType)
    {
        var of = type is IPointerTypeSymbol pointer ? pointer.PointedAtType : type;
        return model.LookupSymbols(_position, of, includeReducedExtensionMethods: !isType)
            .Where(member => (member is ITypeSymbol || member.IsStatic) == isType)
            // Every type has Equals and ReferenceEquals, and nobody calls them by it.
            .Where(member => !isType || member.ContainingType?.SpecialType != SpecialType.System_Object || of.SpecialType == SpecialType.System_Object)
            .Select(member => (member, RankOf(member, of)));
    }

    private void AddMembers(CompletionChoices choices, ITypeSymbol type, Func<ISymbol, bool> fits)
    {
        foreach (var member in model.LookupSymbols(_position, type).Where(member => !member.IsStatic && fits(member)))
            choices.Add(member, -1);
    }

    /// <summary>The type of which an object initializer sets members here; null where there is none.</summary>
    private ITypeSymbol? InitializedType()
    {
        var initializer = name.Parent switch
        {
            InitializerExpressionSyntax direct => direct,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax of } assignment when assignment.Left == name => of,
            _ => null,
        };
        return initializer?.Parent switch
        {
            BaseObjectCreationExpressionSyntax creation => model.GetTypeInfo(creation, cancel).Type,
            WithExpressionSyntax with => model.GetTypeInfo(with.Expression, cancel).Type,
            AssignmentExpressionSyntax nested => model.GetTypeInfo(nested.Left, cancel).Type,
            _ => null,
        };
    }

    private void AddSettable(CompletionChoices choices, ITypeSymbol type)
    {
        var set = name.FirstAncestorOrSelf<InitializerExpressionSyntax>()!.Expressions.OfType<AssignmentExpressionSyntax>().Select(assignment => assignment.Left.ToString()).ToHashSet();
        AddMembers(choices, type, member => !set.Contains(member.Name) && member switch
        {
            IPropertySymbol { IsIndexer: false } property => property.SetMethod is not null || property.Type is INamedTypeSymbol { IsReferenceType: true, SpecialType: SpecialType.None },
            IFieldSymbol field => !field.IsReadOnly,
            _ => false,
        });
    }

    /// <summary>The type of which a property pattern names members here; null where there is none.</summary>
    private ITypeSymbol? MatchedType() =>
        name.Parent is ConstantPatternSyntax { Parent: SubpatternSyntax { ExpressionColon: null } } or NameColonSyntax { Parent: SubpatternSyntax }
        && name.FirstAncestorOrSelf<RecursivePatternSyntax>() is { } pattern
            ? (model.GetOperation(pattern, cancel) as IRecursivePatternOperation)?.MatchedType
            : null;

    private void AddParameterNames(CompletionChoices choices)
    {
        if (name.Parent is not ArgumentSyntax { NameColon: null, Parent: BaseArgumentListSyntax { Parent: { } call } list })
            return;
        var named = list.Arguments.Select(argument => argument.NameColon?.Name.Identifier.ValueText).ToHashSet();
        foreach (var parameter in Calls.Methods(model, call, cancel).SelectMany(method => method.Parameters).Where(parameter => !named.Contains(parameter.Name)))
            choices.Add(parameter.Name + ":", "parameter", 2);
    }

    private static int RankOf(ISymbol member, ITypeSymbol type) => member switch
    {
        IMethodSymbol { ReducedFrom: not null } => 3,
        { ContainingType.SpecialType: SpecialType.System_Object } => 2,
        _ when SymbolEqualityComparer.Default.Equals(member.ContainingType, type) => 0,
        _ => 1,
    };

    private static int RankOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol or IParameterSymbol or IRangeVariableSymbol => 0,
        { ContainingType.IsScriptClass: true } => 1,
        INamespaceSymbol => 5,
        ITypeSymbol { Locations: [{ IsInSource: true }, ..] } => 1,
        ITypeSymbol => 4,
        _ => 2,
    };
}
