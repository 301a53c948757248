using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Course.Notebooks;

/// <summary>A cell does not compile.</summary>
internal sealed class CellCompilationException(ImmutableArray<Diagnostic> diagnostics) : Exception
{
    public IEnumerable<Diagnostic> Errors => diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
