using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Grading;

/// <summary>What a student wrote into a cell of the lesson beside what is the lesson's, such as a using or a helper in the set-up.</summary>
internal static class CellAdditions
{
    /// <summary>The added usings and declarations of names that the lesson's cell does not declare; empty where there are none.</summary>
    /// <param name="lesson">The lesson's text.</param>
    /// <param name="changed">The student's.</param>
    public static string Of(string lesson, string changed)
    {
        var known = Parts(lesson).Select(Letters).ToHashSet(StringComparer.Ordinal);
        var names = CellNames.Of(lesson).Declares;
        var added = Parts(changed).Where(part => !known.Contains(Letters(part)) && part is UsingDirectiveSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax)
            .Select(part => part.ToString()).Where(text => !names.Overlaps(CellNames.Of(text).Declares));
        return string.Join('\n', added);
    }

    private static IEnumerable<SyntaxNode> Parts(string source)
    {
        var cell = CellSyntax.Of(source);
        return [.. cell.Usings, .. cell.Members];
    }

    private static string Letters(SyntaxNode part) => string.Join(' ', part.DescendantTokens().Select(token => token.Text));
}
