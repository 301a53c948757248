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

    /// <summary>What helps, where the compiler's words do not say it.</summary>
    public string? Hint { get; init; }

    /// <summary>Tells diagnostics of the text as it was written; those of what was put into it only where there are no others.</summary>
    /// <param name="diagnostics">The compiler's words.</param>
    /// <param name="written">The text as it was written.</param>
    /// <param name="compiled">The text as it was compiled; other files have only one.</param>
    public static IReadOnlyList<Problem> Of(IEnumerable<Diagnostic> diagnostics, SourceText written, RewrittenText compiled)
    {
        var all = diagnostics.ToList();
        var own = all.Where(diagnostic => diagnostic.Location.SourceTree != compiled.Tree || !compiled.IsPutIn(diagnostic.Location.SourceSpan.Start)).ToList();
        return [.. (own.Count > 0 ? own : all).Select(diagnostic => Of(diagnostic, written, compiled))];
    }

    private static Problem Of(Diagnostic diagnostic, SourceText written, RewrittenText compiled)
    {
        var tree = diagnostic.Location.SourceTree;
        var start = diagnostic.Location.SourceSpan.Start;
        return tree == compiled.Tree
            ? new Problem(diagnostic, written, tree.FilePath, compiled.OriginalPosition(start))
            : new Problem(diagnostic, tree?.GetText(), tree?.FilePath ?? "", start);
    }
}
