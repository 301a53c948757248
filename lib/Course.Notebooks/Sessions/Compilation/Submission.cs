using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Course.Notebooks;

/// <summary>A compiled cell.</summary>
/// <param name="Compilation">Its compilation, to which the next ones link.</param>
/// <param name="Code">What runs; null where the cell has nothing to run.</param>
/// <param name="Cell">The cell's own text in the compilation, beside the files that it loads.</param>
/// <param name="Disposables">Its variables that are to be disposed when the session ends.</param>
/// <param name="Warnings">What the compiler warns of and a reader should know.</param>
internal sealed record Submission(
    CSharpCompilation Compilation,
    SubmissionCode? Code,
    RewrittenText Cell,
    IReadOnlyList<string> Disposables,
    IReadOnlyList<Problem> Warnings)
{
    /// <summary>What is compiled of the cell.</summary>
    public SyntaxTree Tree => Cell.Tree;
}
