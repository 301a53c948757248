namespace Course.Grading;

/// <summary>Which cell of the lesson each cell of a submission is, or is a copy of, by what it says of itself.</summary>
internal sealed class Places
{
    private readonly SourceCell?[] _places;

    public Places(IReadOnlyList<SourceCell> lesson, IReadOnlyList<StudentCell> cells)
    {
        var byLetters = lesson.SelectMany(cell => new[] { cell.Text, cell.Released }.Select(PlainText.Letters).Distinct().Select(letters => (letters, cell)))
            .Where(pair => pair.letters.Length > 0).ToLookup(pair => pair.letters, pair => pair.cell, StringComparer.Ordinal);
        var byGradeId = lesson.Where(cell => cell.GradeId is not null).ToLookup(cell => cell.GradeId!, StringComparer.Ordinal);
        var byCellId = lesson.ToLookup(cell => cell.CellId, StringComparer.Ordinal);
        _places = [.. cells.Select(PlaceOf)];

        // Of cells with the same text, such as two empty answers, the first that is still free.
        var taken = _places.OfType<SourceCell>().ToHashSet();
        foreach (var cell in cells.Where(cell => this[cell] is null))
        {
            if (byLetters[cell.Letters].FirstOrDefault(taken.Add) is { } free)
                _places[cell.Index] = free;
        }

        // A text that only one cell has says more than names do, which copying and pasting mix up.
        SourceCell? PlaceOf(StudentCell cell) => byLetters[cell.Letters].ToList() is [var only] ? only
            : (cell.GradeId is { } id ? byGradeId[id].FirstOrDefault() : null) ?? byCellId[cell.Id].FirstOrDefault();
    }

    /// <summary>The cell of the lesson; null of what the student added, and of what has lost all that tells.</summary>
    public SourceCell? this[StudentCell cell] => _places[cell.Index];
}
