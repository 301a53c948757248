using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Course.Notebooks;

/// <summary>What the compiler has to say of a cell.</summary>
/// <param name="Diagnostic">The compiler's words.</param>
/// <param name="Text">The text that they are about, as it was written; null where they are about none.</param>
/// <param name="Path">What the text is called.</param>
/// <param name="Start">The place in the text.</param>
internal sealed record Problem(Diagnostic Diagnostic, SourceText? Text, string Path, int Start)
{
    public bool IsError => Diagnostic.Severity == DiagnosticSeverity.Error;

    /// <param name="diagnostic">The compiler's words.</param>
    /// <param name="written">The cell's text as it was written.</param>
    /// <param name="compiled">The cell's text as it was compiled; other files have only one.</param>
    public static Problem Of(Diagnostic diagnostic, SourceText written, RewrittenText compiled)
    {
        var tree = diagnostic.Location.SourceTree;
        var start = diagnostic.Location.SourceSpan.Start;
        return tree == compiled.Tree
            ? new Problem(diagnostic, written, tree.FilePath, compiled.OriginalPosition(start))
            : new Problem(diagnostic, tree?.GetText(), tree?.FilePath ?? "", start);
    }
}
