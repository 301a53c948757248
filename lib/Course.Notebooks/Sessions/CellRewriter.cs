using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Course.Notebooks;

/// <summary>Changes to a cell's text before it is compiled. All keep the lines, so that line numbers stay true.</summary>
internal static class CellRewriter
{
    /// <summary>
    /// Makes <c>using var x = …;</c> at the top of a cell a variable that lasts, which C# script has no form for.
    /// The keywords become blanks; the names are those that the session disposes when it ends.
    /// </summary>
    public static (string Text, IReadOnlyList<string> Disposables) KeepUsings(string text)
    {
        if (!text.Contains("using", StringComparison.Ordinal))
            return (text, []);

        // As a program, unlike as a script, the text has using declarations.
        var declarations = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest)).GetCompilationUnitRoot().Members
            .OfType<GlobalStatementSyntax>()
            .Select(member => member.Statement)
            .OfType<LocalDeclarationStatementSyntax>()
            .Where(declaration => declaration.UsingKeyword.RawKind != 0)
            .ToList();
        var changed = text.ToCharArray();
        foreach (var declaration in declarations)
        {
            changed.AsSpan(declaration.UsingKeyword.SpanStart, declaration.UsingKeyword.Span.Length).Fill(' ');
            changed.AsSpan(declaration.AwaitKeyword.SpanStart, declaration.AwaitKeyword.Span.Length).Fill(' ');
        }

        return (new string(changed), [.. declarations.SelectMany(declaration => declaration.Declaration.Variables).Select(variable => variable.Identifier.ValueText)]);
    }

    /// <summary>
    /// Puts a check into loops, and into functions, which a library's loop may call, so that a cell can be stopped.
    /// A check costs a fraction of a nanosecond.
    /// </summary>
    public static RewrittenText AddChecks(SyntaxTree tree, int session)
    {
        var text = tree.GetText();
        var check = string.Create(CultureInfo.InvariantCulture, $"global::{typeof(CellStop).FullName}.{nameof(CellStop.Check)}({session});");
        var changes = new List<TextChange>();
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if ((LoopBody(node) ?? FunctionBody(node)) is not { } body)
                continue;
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

        if (changes.Count == 0)
            return new RewrittenText(tree, []);
        // At the same position what closes an inner body comes first.
        var inOrder = Enumerable.Reverse(changes).OrderBy(change => change.Span.Start).ToList();
        return new RewrittenText(tree.WithChangedText(text.WithChanges(inOrder)), inOrder);
    }

    private static BlockSyntax? FunctionBody(SyntaxNode node) => node switch
    {
        AnonymousFunctionExpressionSyntax function => function.Block,
        LocalFunctionStatementSyntax function => function.Body,
        MethodDeclarationSyntax function => function.Body,
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
