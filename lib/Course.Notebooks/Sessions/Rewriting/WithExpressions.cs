using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Course.Notebooks;

/// <summary>Lets a cell start a line with <c>point with { X = 1 }</c>, which C# script reads as a property called <c>with</c>.</summary>
internal static class WithExpressions
{
    /// <summary>Puts such expressions in parentheses.</summary>
    public static RewrittenText Enclose(RewrittenText cell)
    {
        var text = cell.Tree.GetText().ToString();
        var changes = new List<TextChange>();
        var end = 0;
        foreach (var start in cell.Tree.GetCompilationUnitRoot().Members.Where(IsMisread).Select(member => member.SpanStart).Where(start => start >= end))
        {
            var expression = SyntaxFactory.ParseExpression(text, start, cell.Tree.Options, consumeFullText: false);
            end = start + expression.Span.Length;
            changes.AddRange([new TextChange(new TextSpan(start, 0), "("), new TextChange(new TextSpan(end, 0), ")")]);
        }

        return cell.With(changes);
    }

    private static bool IsMisread(MemberDeclarationSyntax member) => member is PropertyDeclarationSyntax { Identifier.Text: "with", AccessorList: { } accessors } && accessors.ContainsDiagnostics;
}
