using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Course.Notebooks;

/// <summary>Makes <c>using var x = …;</c> at the top of a cell a variable that lasts, which C# script has no form for.</summary>
internal static class UsingDeclarations
{
    /// <summary>Makes the keywords blanks.</summary>
    /// <returns>The text, and the names that the session disposes when it ends.</returns>
    public static (RewrittenText Text, IReadOnlyList<string> Disposables) Keep(RewrittenText cell)
    {
        var text = cell.Tree.GetText().ToString();
        if (!text.Contains("using", StringComparison.Ordinal))
            return (cell, []);

        // As a program, unlike as a script, the text has using declarations.
        var declarations = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest)).GetCompilationUnitRoot().Members
            .OfType<GlobalStatementSyntax>()
            .Select(member => member.Statement)
            .OfType<LocalDeclarationStatementSyntax>()
            .Where(declaration => declaration.UsingKeyword.RawKind != 0)
            .ToList();
        var keywords = declarations
            .SelectMany(declaration => new[] { declaration.AwaitKeyword, declaration.UsingKeyword })
            .Where(keyword => keyword.RawKind != 0)
            .Select(keyword => new TextChange(keyword.Span, new string(' ', keyword.Span.Length)));
        return (cell.With([.. keywords]), [.. declarations.SelectMany(declaration => declaration.Declaration.Variables).Select(variable => variable.Identifier.ValueText)]);
    }
}
