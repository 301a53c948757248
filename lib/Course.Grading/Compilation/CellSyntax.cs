using Course.Notebooks;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Grading;

/// <summary>The syntax of cells.</summary>
internal static class CellSyntax
{
    /// <summary>The syntax of a cell's text, with blanks in place of what is for magic commands, so that lines stay.</summary>
    public static CompilationUnitSyntax Of(string source) => SubmissionCompiler.Parse(CellParser.CSharpOnly(source), "", CancellationToken.None).GetCompilationUnitRoot();
}
