using Course.Notebooks;

namespace Course.Grading;

/// <summary>A cell of a submission, as the student left it.</summary>
internal sealed class StudentCell
{
    private readonly Lazy<IReadOnlySet<string>> _names;

    private StudentCell(NotebookCell cell, int index)
    {
        Index = index;
        Id = cell.Id;
        Type = cell.Type;
        Text = PlainText.Of(cell.Source);
        Letters = PlainText.Letters(Text);
        GradeId = NbgraderMetadata.GradeIdOf(cell);
        ClaimsPoints = cell.IsGraded;
        _names = new(() => CellNames.Of(Text).Declares);
    }

    /// <summary>Where it stands in the submission, from 0.</summary>
    public int Index { get; }

    /// <summary>The number that the student would count, from 1.</summary>
    public int Number => Index + 1;

    public string Id { get; }

    public CellType Type { get; }

    public bool IsCode => Type == CellType.Code;

    public string Text { get; }

    /// <summary>The text as it is compared.</summary>
    public string Letters { get; }

    public bool IsBlank => Letters.Length == 0;

    /// <summary>The <c>grade_id</c> that its metadata claim.</summary>
    public string? GradeId { get; }

    /// <summary>Whether its metadata claim that it gives points.</summary>
    public bool ClaimsPoints { get; }

    /// <summary>The names that it would declare as code.</summary>
    public IReadOnlySet<string> Names => _names.Value;

    public static IReadOnlyList<StudentCell> Of(NotebookDocument submission) => [.. submission.Cells.Select((cell, index) => new StudentCell(cell, index))];
}
