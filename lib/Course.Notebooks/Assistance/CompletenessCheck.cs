using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Course.Notebooks;

/// <summary>Tells whether a cell's text is complete.</summary>
internal static class CompletenessCheck
{
    private const int IndentSize = 4;

    public static Completeness Check(string source)
    {
        var tree = SubmissionCompiler.Parse(CellParser.CSharpOnly(source), "", CancellationToken.None);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
            return new Completeness(CompletenessStatus.Incomplete, Indent(tree));
        var isWrong = tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return new Completeness(isWrong ? CompletenessStatus.Invalid : CompletenessStatus.Complete, "");
    }

    /// <summary>One step deeper than the line in which the innermost open bracket stands; without one, as the last line.</summary>
    private static string Indent(SyntaxTree tree)
    {
        var open = new Stack<int>();
        foreach (var token in tree.GetRoot().DescendantTokens().Where(token => !token.IsMissing))
        {
            switch (token.Kind())
            {
                case SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken:
                    open.Push(token.SpanStart);
                    break;
                case SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken:
                    open.TryPop(out _);
                    break;
            }
        }

        var text = tree.GetText();
        return open.TryPeek(out var place)
            ? Blanks(text.Lines.GetLineFromPosition(place).ToString()) + new string(' ', IndentSize)
            : Blanks(text.Lines[^1].ToString());
    }

    private static string Blanks(string line) => line[..^line.TrimStart().Length];
}
