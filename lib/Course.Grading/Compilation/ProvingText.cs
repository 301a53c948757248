using System.Security.Cryptography;
using Course.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Grading;

/// <summary>
/// The text of a cell of checks as it is compiled: under a file name that nobody else knows, and with a last line whose
/// value nobody else knows, so that only a cell that came to its end gives it. The lines above stay as they are; the marks
/// of hidden tests, where statements can stand, become checks that hold, which tell when hidden tests are made.
/// </summary>
/// <param name="Text">The text.</param>
/// <param name="File">The name, by which <c>Check</c> tells this cell's checks from others.</param>
/// <param name="Proof">The value.</param>
internal sealed record ProvingText(string Text, string File, string Proof)
{
    private const string Mark = "global::Course.Exercises.Check.That(true, \"\");";

    /// <summary>Makes it for one run.</summary>
    /// <param name="text">The cell's C#.</param>
    public static ProvingText Of(string text)
    {
        var proof = Secret();
        return new($"{WithMarks(WithoutValue(text))}\n\"{proof}\"", Secret() + ".cs", proof);
    }

    /// <summary>Makes of a last expression without a semicolon, which is a cell's value, a statement.</summary>
    private static string WithoutValue(string text)
    {
        var root = SubmissionCompiler.Parse(text, "", CancellationToken.None).GetCompilationUnitRoot();
        if (root.Members.LastOrDefault() is not GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true, Expression: var value } })
            return text;
        var (before, after) = IsStatement(value) ? ("", ";") : ("global::System.GC.KeepAlive(", ");");
        return $"{text[..value.SpanStart]}{before}{value}{after}{text[value.Span.End..]}";
    }

    private static string WithMarks(string text)
    {
        var sites = new CheckSites(text);
        if (sites.All.Count == 0)
            return text;
        var root = SubmissionCompiler.Parse(text, "", CancellationToken.None).GetCompilationUnitRoot();
        var lines = root.SyntaxTree.GetText().Lines;
        foreach (var region in sites.Hidden.Reverse())
        {
            int[] places = [lines[region.End - 1].Start, lines[region.Begin - 1].Start];
            if (places.All(place => IsStatementPlace(root.FindToken(place))))
                text = places.Aggregate(text, (marked, place) => marked.Insert(place, Mark));
        }

        return text;
    }

    /// <summary>Whether a statement can stand before a token.</summary>
    private static bool IsStatementPlace(SyntaxToken next) =>
        next.IsKind(SyntaxKind.EndOfFileToken)
        || (next.IsKind(SyntaxKind.CloseBraceToken) && next.Parent is BlockSyntax)
        || next.Parent!.AncestorsAndSelf().TakeWhile(node => node.GetFirstToken() == next)
            .Any(node => node is StatementSyntax { Parent: BlockSyntax } or MemberDeclarationSyntax { Parent: CompilationUnitSyntax });

    private static bool IsStatement(ExpressionSyntax value) =>
        value is AssignmentExpressionSyntax or InvocationExpressionSyntax or AwaitExpressionSyntax or BaseObjectCreationExpressionSyntax
        || value.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression or SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
        || (value is ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax });

    private static string Secret() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
