using Course.Notebooks;
using Microsoft.CodeAnalysis;

namespace Course.Grading;

/// <summary>A cell of a lesson whose metadata and marks are read.</summary>
internal sealed record LessonCell(int Index, NotebookCell Cell, NbgraderMetadata? Metadata, IReadOnlyList<Region> Regions)
{
    public string Id => Cell.Id;

    public CellRole Role { get; } = Metadata?.RoleOf(Cell.Type) ?? CellRole.Other;

    /// <summary>The syntax of a cell's text, without what is for magic commands.</summary>
    public static SyntaxNode Parse(string source) => SubmissionCompiler.Parse(CellParser.CSharpOnly(source), "", CancellationToken.None).GetRoot();

    public bool Has(RegionKind kind) => Regions.Any(region => region.Kind == kind);

    public bool IsHidden(int line) => Regions.Any(region => region.Kind == RegionKind.HiddenTests && region.Contains(line));
}
