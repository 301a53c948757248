using Course.Notebooks;

namespace Course.Grading;

/// <summary>A cell of the lesson's source, with what is needed to find it again in a submission.</summary>
internal sealed class SourceCell
{
    /// <summary>Where it stands, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Its nbformat id.</summary>
    public required string CellId { get; init; }

    /// <summary>Its <c>grade_id</c>; null where it is part of no exercise.</summary>
    public required string? GradeId { get; init; }

    /// <summary>Whether it is code.</summary>
    public required bool IsCode { get; init; }

    /// <summary>What it is to the grader; of text that nobody marks <see cref="CellRole.Other"/>.</summary>
    public required CellRole Role { get; init; }

    /// <summary>Whether it is a task: a person marks what the student writes below it.</summary>
    public required bool IsTask { get; init; }

    public required double Points { get; init; }

    /// <summary>Its text, with solution and hidden tests.</summary>
    public required string Text { get; init; }

    /// <summary>Its text as students got it.</summary>
    public required string Released { get; init; }

    /// <summary>The names that a solution gives to the checks.</summary>
    public IReadOnlySet<string> Names { get; private set; } = new HashSet<string>();

    public string Id => GradeId ?? CellId;

    /// <summary>Whether the student writes here.</summary>
    public bool IsAnswer => Role == CellRole.Solution || (Role == CellRole.Manual && !IsTask);

    /// <summary>Whether it is in the plan: code, and what a person marks.</summary>
    public bool IsPlanned => IsCode || Role == CellRole.Manual;

    /// <summary>The text of this cell that a student's is to the letter, with or without its solution; null where it is neither.</summary>
    public string? Same(StudentCell cell) => cell.Letters == PlainText.Letters(Text) ? Text : cell.Letters == PlainText.Letters(Released) ? Released : null;

    public PlannedCell Planned(string text, bool isTrusted) => new(Id, Role, text, isTrusted, Points, IsCode);

    /// <summary>The cells of a lesson.</summary>
    public static IReadOnlyList<SourceCell> Of(LessonSource source)
    {
        var released = Release.Notebook(source).Cells;
        var cells = source.Document.Cells.Select((cell, index) => Of(cell, released[index].Source, index)).ToList();
        var asked = cells.Where(cell => cell.IsCode && cell.Role is CellRole.Check or CellRole.Locked)
            .SelectMany(cell => CellNames.Of(cell.Text).Uses).ToHashSet(StringComparer.Ordinal);
        foreach (var cell in cells.Where(cell => cell.IsCode && cell.IsAnswer))
            cell.Names = NamesOf(cell, asked);
        return cells;
    }

    private static SourceCell Of(NotebookCell cell, string released, int index)
    {
        var metadata = NbgraderMetadata.Read(cell);
        return new()
        {
            Index = index,
            CellId = cell.Id,
            GradeId = metadata is { GradeId.Length: > 0 } named ? named.GradeId : null,
            IsCode = cell.Type == CellType.Code,
            Role = metadata?.RoleOf(cell.Type) ?? CellRole.Other,
            IsTask = metadata is { Task: true },
            Points = metadata?.Points ?? 0,
            Text = PlainText.Of(cell.Source),
            Released = PlainText.Of(released),
        };
    }

    private static IReadOnlySet<string> NamesOf(SourceCell cell, HashSet<string> asked)
    {
        var names = CellNames.Of(cell.Text).Declares.Where(asked.Contains).ToHashSet(StringComparer.Ordinal);
        return names.Count > 0 ? names : CellNames.Of(cell.Released).Declares;
    }
}
