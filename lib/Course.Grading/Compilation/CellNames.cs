using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Grading;

/// <summary>What a cell's text has to do with the names that cells share: as far as syntax tells, types are not asked.</summary>
internal sealed class CellNames
{
    private readonly CompilationUnitSyntax _root;
    private readonly Dictionary<SyntaxNode, HashSet<string>> _scopes = [];
    private readonly Dictionary<SyntaxNode, SyntaxNode> _scopeOf = [];
    private readonly HashSet<string> _uses = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changes = new(StringComparer.Ordinal);

    private CellNames(CompilationUnitSyntax root)
    {
        _root = root;
        foreach (var node in root.DescendantNodes())
            Declare(node);
        foreach (var name in root.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => IsFree(name, name.Identifier.ValueText)))
        {
            _uses.Add(name.Identifier.ValueText);
            if (IsChanged(name))
                _changes.Add(name.Identifier.ValueText);
        }
    }

    /// <summary>The names that it declares for later cells.</summary>
    public IReadOnlySet<string> Declares => _scopes.GetValueOrDefault(_root) ?? [];

    /// <summary>Whether a name means what this cell declares, and nothing of earlier ones; methods of several cells stand side by side.</summary>
    public bool Hides(string name) => Declares.Contains(name) && !_root.Members.OfType<MethodDeclarationSyntax>().Any(method => method.Identifier.ValueText == name);

    /// <summary>The names that it gives a new value, or part of one: <c>w = …</c>, <c>w[0] = …</c>, <c>ref w</c>.</summary>
    public IReadOnlySet<string> Changes => _changes;

    /// <summary>The names that it uses and that are declared in no scope within it; its own top level's among them.</summary>
    public IReadOnlySet<string> Uses => _uses;

    /// <summary>Whether it has directives or usings, which later cells see.</summary>
    public bool HasUsings => _root.Usings.Count > 0 || _root.Externs.Count > 0 || _root.ContainsDirectives;

    /// <summary>Reads a cell.</summary>
    /// <param name="source">Its text.</param>
    public static CellNames Of(string source) => new(CellSyntax.Of(source));

    private void Declare(SyntaxNode node)
    {
        var (name, within) = node switch
        {
            VariableDeclaratorSyntax variable => (variable.Identifier, node.Parent),
            SingleVariableDesignationSyntax variable => (variable.Identifier, node.Parent),
            ForEachStatementSyntax loop => (loop.Identifier, node),
            CatchDeclarationSyntax variable => (variable.Identifier, node.Parent),
            ParameterSyntax parameter => (parameter.Identifier, node.Parent),
            TypeParameterSyntax parameter => (parameter.Identifier, node.Parent),
            LocalFunctionStatementSyntax function => (function.Identifier, node.Parent),
            MethodDeclarationSyntax method => (method.Identifier, node.Parent),
            PropertyDeclarationSyntax property => (property.Identifier, node.Parent),
            EventDeclarationSyntax happening => (happening.Identifier, node.Parent),
            BaseTypeDeclarationSyntax type => (type.Identifier, node.Parent),
            DelegateDeclarationSyntax type => (type.Identifier, node.Parent),
            EnumMemberDeclarationSyntax member => (member.Identifier, node.Parent),
            FromClauseSyntax from => (from.Identifier, node.Parent),
            LetClauseSyntax let => (let.Identifier, node.Parent),
            JoinClauseSyntax join => (join.Identifier, node.Parent),
            JoinIntoClauseSyntax into => (into.Identifier, node.Parent),
            QueryContinuationSyntax next => (next.Identifier, node),
            UsingDirectiveSyntax { Alias: { } alias } => (alias.Name.Identifier, node.Parent),
            _ => default,
        };
        if (name.ValueText is not { Length: > 0 })
            return;
        var scope = ScopeOf(within!);
        if (!_scopes.TryGetValue(scope, out var names))
            _scopes.Add(scope, names = new(StringComparer.Ordinal));
        names.Add(name.ValueText);
    }

    private static bool IsScope(SyntaxNode node) => node is CompilationUnitSyntax or BlockSyntax or BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
        or BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or IndexerDeclarationSyntax or AnonymousFunctionExpressionSyntax
        or ForStatementSyntax or CommonForEachStatementSyntax or UsingStatementSyntax or FixedStatementSyntax or CatchClauseSyntax
        or SwitchStatementSyntax or SwitchExpressionArmSyntax or QueryExpressionSyntax or QueryContinuationSyntax or PropertyDeclarationSyntax;

    private bool IsFree(SimpleNameSyntax name, string text)
    {
        if (IsMember(name))
            return false;
        for (var scope = ScopeOf(name); scope != _root; scope = ScopeOf(scope.Parent!))
        {
            if (_scopes.TryGetValue(scope, out var names) && names.Contains(text))
                return false;
        }

        return true;
    }

    /// <summary>The scope of a node, which is remembered: a sum of a hundred thousand names is as deep.</summary>
    private SyntaxNode ScopeOf(SyntaxNode node)
    {
        var below = new List<SyntaxNode>();
        var scope = node;
        for (; !IsScope(scope); scope = scope.Parent!)
        {
            if (_scopeOf.TryGetValue(scope, out var known))
            {
                scope = known;
                break;
            }

            below.Add(scope);
        }

        foreach (var inner in below)
            _scopeOf[inner] = scope;
        return scope;
    }

    /// <summary>Whether a name is looked up in something else than the scopes around it.</summary>
    private static bool IsMember(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == name,
        QualifiedNameSyntax qualified => qualified.Right == name,
        MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax or AliasQualifiedNameSyntax => true,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ObjectInitializerExpression or (int)SyntaxKind.WithInitializerExpression } } assignment => assignment.Left == name,
        _ => false,
    };

    private static bool IsChanged(SimpleNameSyntax name)
    {
        SyntaxNode place = name;
        while (place.Parent is { } parent && IsPartOfPlace(parent, place))
            place = parent;
        return place.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == place,
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } => true,
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } => true,
            ArgumentSyntax argument => argument.RefKindKeyword.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword,
            RefExpressionSyntax => true,
            CommonForEachStatementSyntax loop => loop is ForEachVariableStatementSyntax { Variable: var variable } && variable == place,
            _ => false,
        };
    }

    private static bool IsPartOfPlace(SyntaxNode parent, SyntaxNode part) => parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == part,
        ElementAccessExpressionSyntax access => access.Expression == part,
        ParenthesizedExpressionSyntax or TupleExpressionSyntax => true,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } => true,
        ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } tuple } => assignment.Left == tuple,
        _ => false,
    };
}
