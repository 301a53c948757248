using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Course.Notebooks;

/// <summary>Puts into a cell what makes it stop when it is to stop, and when it recurs without end.</summary>
internal sealed class StopChecks
{
    private readonly List<TextChange> _changes = [];
    private readonly int _session;
    private readonly SemanticModel? _model;
    private readonly Recursion _recursion;

    private StopChecks(SyntaxNode root, int session, SemanticModel? model)
    {
        (_session, _model, _recursion) = (session, model, new Recursion(root));
        foreach (var node in root.DescendantNodes())
            Add(node);
    }

    /// <summary>
    /// Puts a check into loops, and into methods and lambdas, which a library's loop may call, so that a cell can be stopped;
    /// and one of the stack into all functions that may call themselves, so that a recursion without end is an error and not
    /// the end of the process. A check costs a fraction of a nanosecond, one of the stack a few.
    /// </summary>
    /// <param name="cell">The cell.</param>
    /// <param name="session">The session's number at <see cref="CellStop"/>.</param>
    /// <param name="model">What the compiler knows of the cell; without it, what would have to know types goes without checks.</param>
    public static RewrittenText Add(RewrittenText cell, int session, SemanticModel? model) =>
        // At the same position what closes an inner body comes first.
        cell.With([.. Enumerable.Reverse(new StopChecks(cell.Tree.GetRoot(), session, model)._changes).OrderBy(change => change.Span.Start)]);

    /// <summary>Whether the checks of a cell depend on what the compiler knows of it.</summary>
    public static bool NeedModel(RewrittenText cell) => cell.Tree.GetRoot().DescendantNodes().Any(node =>
        node is AnonymousFunctionExpressionSyntax { ExpressionBody: not null } || (IsAsync(node) && FunctionBody(node) is ArrowExpressionClauseSyntax));

    private void Add(SyntaxNode node)
    {
        if (LoopBody(node) is { } loop)
        {
            AddTo(loop, Call(nameof(CellStop.Check)));
        }
        else if (Initializer(node) is { } initializer)
        {
            if (_recursion.MayRecur(initializer))
                Enclose(initializer, $"{Method(nameof(CellStop.MayEnter))}?", ":throw null");
        }
        else if (FunctionBody(node) is { } body)
        {
            var mayRecur = _recursion.MayRecur(node, body);
            if (!mayRecur && node is not (MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
                return;
            var check = Call(!mayRecur ? nameof(CellStop.Check) : IsAsync(node) ? nameof(CellStop.EnterAsync) : nameof(CellStop.Enter));
            if (body is BlockSyntax block)
                AddTo(block, check);
            else if (body is ArrowExpressionClauseSyntax arrow)
                MakeBlock(arrow, check);
            else
                MakeBlock((AnonymousFunctionExpressionSyntax)node, body, check);
        }
    }

    private string Call(string method) => Method(method) + ";";

    private string Method(string name) => string.Create(CultureInfo.InvariantCulture, $"global::{typeof(CellStop).FullName}.{name}({_session})");

    private void AddTo(StatementSyntax body, string check)
    {
        if (body is BlockSyntax block)
            _changes.Add(new TextChange(new TextSpan(block.OpenBraceToken.Span.End, 0), check));
        else
            Enclose(body, "{" + check, "}");
    }

    private void Enclose(SyntaxNode node, string before, string after)
    {
        _changes.Add(new TextChange(new TextSpan(node.SpanStart, 0), before));
        _changes.Add(new TextChange(new TextSpan(node.Span.End, 0), after));
    }

    /// <summary>Makes <c>{ check; return x; }</c> of <c>=&gt; x;</c>.</summary>
    private void MakeBlock(ArrowExpressionClauseSyntax arrow, string check)
    {
        if (arrow.Parent is not { } function || function.ChildTokens().LastOrDefault() is not { RawKind: (int)SyntaxKind.SemicolonToken, IsMissing: false } semicolon)
            return;
        if ((arrow.Expression is ThrowExpressionSyntax ? false : HasValue(function)) is not { } hasValue)
            return;
        var (open, close) = function is BasePropertyDeclarationSyntax ? ("{get{", "}}") : ("{", "}");
        _changes.Add(new TextChange(arrow.ArrowToken.Span, "  "));
        // On the expression's line, which may be below that of the arrow.
        _changes.Add(new TextChange(new TextSpan(arrow.Expression.SpanStart, 0), open + check + (hasValue ? "return " : "")));
        _changes.Add(new TextChange(new TextSpan(semicolon.Span.End, 0), close));
    }

    /// <summary>Makes <c>x =&gt; { check; return y; }</c> of <c>x =&gt; y</c>, unless that is data and not code.</summary>
    private void MakeBlock(AnonymousFunctionExpressionSyntax lambda, SyntaxNode body, string check)
    {
        if (_model is null || body is ThrowExpressionSyntax || lambda.AncestorsAndSelf().OfType<AnonymousFunctionExpressionSyntax>().Any(IsNoDelegate) || InQuery(lambda))
            return;
        if (_model.GetSymbolInfo(lambda).Symbol is IMethodSymbol method)
            Enclose(body, "{" + check + (HasValue(method) ? "return " : ""), ";}");
    }

    /// <summary>Whether a lambda is an expression tree, or the compiler does not know.</summary>
    private bool IsNoDelegate(AnonymousFunctionExpressionSyntax lambda) =>
        _model!.GetTypeInfo(lambda).ConvertedType is not INamedTypeSymbol { TypeKind: TypeKind.Delegate };

    /// <summary>Whether a lambda lies in a query, which as a whole may be an expression tree.</summary>
    private static bool InQuery(SyntaxNode lambda) => lambda.Ancestors().OfType<QueryExpressionSyntax>().Any();

    /// <summary>Whether a function gives a value; null where that is not known.</summary>
    private bool? HasValue(SyntaxNode function) => function switch
    {
        ConstructorDeclarationSyntax => false,
        AccessorDeclarationSyntax => function.IsKind(SyntaxKind.GetAccessorDeclaration),
        MethodDeclarationSyntax or LocalFunctionStatementSyntax when IsAsync(function) => _model?.GetDeclaredSymbol(function) is IMethodSymbol method ? HasValue(method) : null,
        MethodDeclarationSyntax { ReturnType: var type } => !IsVoid(type),
        LocalFunctionStatementSyntax { ReturnType: var type } => !IsVoid(type),
        _ => true,
    };

    private static bool HasValue(IMethodSymbol method) =>
        !method.ReturnsVoid && !(method.IsAsync && method.ReturnType is INamedTypeSymbol { IsGenericType: false });

    private static bool IsVoid(TypeSyntax type) => type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };

    private static bool IsAsync(SyntaxNode function) => function switch
    {
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers.Any(SyntaxKind.AsyncKeyword),
        _ => false,
    };

    /// <summary>What an object's field or property starts with.</summary>
    private static ExpressionSyntax? Initializer(SyntaxNode node)
    {
        var (member, value) = node switch
        {
            VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } variable => ((MemberDeclarationSyntax)field, variable.Initializer?.Value),
            PropertyDeclarationSyntax property => (property, property.Initializer?.Value),
            _ => default,
        };
        return member?.Parent is TypeDeclarationSyntax && !member.Modifiers.Any(SyntaxKind.StaticKeyword) && value is not InitializerExpressionSyntax ? value : null;
    }

    private static SyntaxNode? FunctionBody(SyntaxNode node) => node switch
    {
        AnonymousFunctionExpressionSyntax function => function.Body,
        LocalFunctionStatementSyntax function => (SyntaxNode?)function.Body ?? function.ExpressionBody,
        DestructorDeclarationSyntax => null,
        BaseMethodDeclarationSyntax function => (SyntaxNode?)function.Body ?? function.ExpressionBody,
        AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody,
        PropertyDeclarationSyntax property => property.ExpressionBody,
        IndexerDeclarationSyntax indexer => indexer.ExpressionBody,
        _ => null,
    };

    private static StatementSyntax? LoopBody(SyntaxNode node) => node switch
    {
        WhileStatementSyntax loop => loop.Statement,
        DoStatementSyntax loop => loop.Statement,
        ForStatementSyntax loop => loop.Statement,
        CommonForEachStatementSyntax loop => loop.Statement,
        _ => null,
    };
}
