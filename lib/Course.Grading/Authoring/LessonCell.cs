using Course.Notebooks;

namespace Course.Grading;

/// <summary>A cell of a lesson whose metadata and marks are read.</summary>
internal sealed record LessonCell(int Index, NotebookCell Cell, NbgraderMetadata? Metadata, IReadOnlyList<Region> Regions)
{
    public string Id => Cell.Id;

    public CellRole Role { get; } = Metadata?.RoleOf(Cell.Type) ?? CellRole.Other;

    public bool Has(RegionKind kind) => Regions.Any(region => region.Kind == kind);

    public bool IsHidden(int line) => Regions.Any(region => region.Kind == RegionKind.HiddenTests && region.Contains(line));
}
