using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Notebooks.Pages;

/// <summary>Colours C# by its syntax tree, so that a page needs no script for it.</summary>
internal static class CSharpHighlighter
{
    private static readonly CSharpParseOptions Script =
        new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    /// <summary>The code as HTML: escaped text with span elements of the classes in page.css.</summary>
    public static string ToHtml(string source)
    {
        var html = new StringBuilder(source.Length * 2);
        foreach (var token in CSharpSyntaxTree.ParseText(source, Script).GetRoot().DescendantTokens())
        {
            WriteTrivia(html, token.LeadingTrivia);
            Write(html, token.Text, ClassOf(token));
            WriteTrivia(html, token.TrailingTrivia);
        }

        return html.ToString();
    }

    private static void WriteTrivia(StringBuilder html, SyntaxTriviaList list)
    {
        foreach (var trivia in list)
        {
            Write(html, trivia.ToFullString(), trivia.Kind() switch
            {
                SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
                    or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia
                    or SyntaxKind.DisabledTextTrivia => "comment",
                _ when trivia.IsDirective => "directive",
                _ => null,
            });
        }
    }

    private static void Write(StringBuilder html, string text, string? cssClass)
    {
        if (cssClass is null)
            html.Append(Html.Escape(text));
        else
            html.Append("<span class=\"").Append(cssClass).Append("\">").Append(Html.Escape(text)).Append("</span>");
    }

    private static string? ClassOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.IdentifierToken => ClassOfName(token),
        SyntaxKind.NumericLiteralToken => "number",
        SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.CharacterLiteralToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.InterpolatedStringEndToken or SyntaxKind.InterpolatedVerbatimStringStartToken
            or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken
            or SyntaxKind.InterpolatedRawStringEndToken => "string",
        var kind when SyntaxFacts.IsKeywordKind(kind) => "keyword",
        _ => null,
    };

    private static string? ClassOfName(SyntaxToken token) => token.Parent switch
    {
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or TypeParameterSyntax or ConstructorDeclarationSyntax => "type",
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => "method",
        SimpleNameSyntax name when IsCalled(name) => "method",
        SimpleNameSyntax name when SyntaxFacts.IsInTypeOnlyContext(name) => token.Text is "var" or "dynamic" ? "keyword" : "type",
        _ => null,
    };

    private static bool IsCalled(SimpleNameSyntax name)
    {
        ExpressionSyntax called = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access,
            MemberBindingExpressionSyntax binding => binding,
            _ => name,
        };
        return called.Parent is InvocationExpressionSyntax call && call.Expression == called;
    }
}
