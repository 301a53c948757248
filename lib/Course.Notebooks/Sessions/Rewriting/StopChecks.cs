using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Course.Notebooks;

/// <summary>Puts into a cell what makes it stop when it is to stop, and when it recurs without end.</summary>
internal static class StopChecks
{
    /// <summary>
    /// Puts a check into loops, and into functions, which a library's loop may call, so that a cell can be stopped; and
    /// one into functions that may call themselves, so that a recursion without end is an error and not the end of the process.
    /// A check costs a fraction of a nanosecond, one of the stack a few.
    /// </summary>
    public static RewrittenText Add(RewrittenText cell, int session)
    {
        var root = cell.Tree.GetRoot();
        var check = Call(nameof(CellStop.Check), session);
        var functions = FunctionNames(root);
        var changes = new List<TextChange>();
        foreach (var node in root.DescendantNodes())
        {
            if (LoopBody(node) is { } loop)
            {
                AddTo(loop, check, changes);
            }
            else if (FunctionBody(node) is { } body)
            {
                var mayRecur = functions.Count > 0 && body.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && functions.Contains(token.ValueText));
                var enter = mayRecur ? Call(IsAsync(node) ? nameof(CellStop.EnterAsync) : nameof(CellStop.Enter), session) : check;
                if (body is BlockSyntax block)
                    AddTo(block, enter, changes);
                else if (mayRecur && body is ArrowExpressionClauseSyntax arrow)
                    MakeBlock(arrow, enter, changes);
            }
        }

        // At the same position what closes an inner body comes first.
        return cell.With([.. Enumerable.Reverse(changes).OrderBy(change => change.Span.Start)]);
    }

    private static string Call(string method, int session) =>
        string.Create(CultureInfo.InvariantCulture, $"global::{typeof(CellStop).FullName}.{method}({session});");

    private static HashSet<string> FunctionNames(SyntaxNode root) =>
        [.. root.DescendantNodes().Select(node => node switch
        {
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            MethodDeclarationSyntax function => function.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            _ => null,
        }).OfType<string>()];

    private static void AddTo(StatementSyntax body, string check, List<TextChange> changes)
    {
        if (body is BlockSyntax block)
        {
            changes.Add(new TextChange(new TextSpan(block.OpenBraceToken.Span.End, 0), check));
        }
        else
        {
            changes.Add(new TextChange(new TextSpan(body.SpanStart, 0), "{" + check));
            changes.Add(new TextChange(new TextSpan(body.Span.End, 0), "}"));
        }
    }

    /// <summary>Makes <c>{ check; return x; }</c> of <c>=&gt; x;</c>.</summary>
    private static void MakeBlock(ArrowExpressionClauseSyntax arrow, string check, List<TextChange> changes)
    {
        if (arrow.Parent?.ChildTokens().LastOrDefault() is not { RawKind: (int)SyntaxKind.SemicolonToken, IsMissing: false } semicolon)
            return;
        var (open, close) = arrow.Parent is PropertyDeclarationSyntax ? ("{get{", "}}") : ("{", "}");
        var statement = arrow.Expression is ThrowExpressionSyntax || HasNoValue(arrow.Parent) ? "" : "return ";
        changes.Add(new TextChange(arrow.ArrowToken.Span, open + check + statement));
        changes.Add(new TextChange(new TextSpan(semicolon.Span.End, 0), close));
    }

    private static bool HasNoValue(SyntaxNode function)
    {
        var type = function switch
        {
            LocalFunctionStatementSyntax local => local.ReturnType,
            MethodDeclarationSyntax method => method.ReturnType,
            _ => null,
        };
        return type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
            || (IsAsync(function) && type?.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault() is IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" });
    }

    private static bool IsAsync(SyntaxNode function) => function switch
    {
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        _ => false,
    };

    private static SyntaxNode? FunctionBody(SyntaxNode node) => node switch
    {
        AnonymousFunctionExpressionSyntax function => function.Block,
        LocalFunctionStatementSyntax function => (SyntaxNode?)function.Body ?? function.ExpressionBody,
        MethodDeclarationSyntax function => (SyntaxNode?)function.Body ?? function.ExpressionBody,
        PropertyDeclarationSyntax property => property.ExpressionBody,
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
