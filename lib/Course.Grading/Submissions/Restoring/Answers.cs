using Microsoft.CodeAnalysis.CSharp;

namespace Course.Grading;

/// <summary>Finds a student's answers: the cell for each answer of the lesson, however cells were copied, moved or renamed.</summary>
internal sealed class Answers
{
    private readonly IReadOnlyList<SourceCell> _lesson;
    private readonly IReadOnlyList<StudentCell> _cells;
    private readonly Places _places;
    private readonly Dictionary<SourceCell, StudentCell> _chosen = [];

    public Answers(IReadOnlyList<SourceCell> lesson, IReadOnlyList<StudentCell> cells, Places places)
    {
        (_lesson, _cells, _places) = (lesson, cells, places);
        foreach (var answer in lesson.Where(cell => cell.IsAnswer))
        {
            if (Named(answer).Concat(Declaring(answer)).OrderBy(cell => Rank(cell, answer)).LastOrDefault() is { } best)
                _chosen[answer] = best;
        }

        // What no cell names or declares may still stand where it belongs, or together with another answer.
        foreach (var answer in lesson.Where(cell => cell.IsAnswer && !_chosen.ContainsKey(cell)))
        {
            if (Between(answer) is { } found)
                _chosen[answer] = found;
        }
    }

    /// <summary>The student's cell for an answer; null where there is none.</summary>
    public StudentCell? this[SourceCell answer] => _chosen.GetValueOrDefault(answer);

    /// <summary>The cells that bear the name of an answer, the chosen one among them or not.</summary>
    public IEnumerable<StudentCell> Named(SourceCell answer) => _cells.Where(cell => _places[cell] == answer && !BelongsElsewhere(cell, answer));

    /// <summary>All that was written as an answer in words, in its order; empty where nothing was.</summary>
    public string Words(SourceCell answer) => string.Join("\n\n", Named(answer).Append(_chosen[answer]).Distinct()
        .Where(cell => !IsUntouched(cell, answer)).Select(cell => cell.Text.Trim('\n')));

    /// <summary>Whether a student's cell is the answer to something.</summary>
    public bool IsChosen(StudentCell cell) => _chosen.ContainsValue(cell);

    /// <summary>The other answer whose cell also holds this one's; null where there is none.</summary>
    public SourceCell? Together(SourceCell answer) => answer.Names.Count == 0 ? null
        : _chosen.FirstOrDefault(pair => pair.Key != answer && answer.Names.IsSubsetOf(pair.Value.Names)).Key;

    /// <summary>Whether a cell says nothing that the empty answer of the lesson does not say.</summary>
    public static bool IsUntouched(StudentCell cell, SourceCell answer) => cell.IsBlank || cell.Letters == PlainText.Letters(answer.Released)
        || (answer.IsCode && Tokens(cell.Text).SequenceEqual(Tokens(answer.Released)));

    private static IEnumerable<string> Tokens(string code) => SyntaxFactory.ParseTokens(code).Select(token => token.Text);

    /// <summary>What makes one cell rather than another the answer, the most telling first; of equals it is the last in the notebook.</summary>
    private (int, bool, bool, bool, int) Rank(StudentCell cell, SourceCell answer) =>
        (answer.Names.Count(cell.Names.Contains), !IsUntouched(cell, answer), _places[cell] == answer, cell.IsCode == answer.IsCode, cell.Index);

    /// <summary>A copy of another answer's cell in which this one was written is not that other one.</summary>
    private bool BelongsElsewhere(StudentCell cell, SourceCell answer) =>
        answer.Names.Count > 0 && !answer.Names.Overlaps(cell.Names) && _lesson.Any(other => other != answer && Declares(cell, other));

    /// <summary>Cells that do not bear the answer's name but declare all that its checks ask for.</summary>
    private IEnumerable<StudentCell> Declaring(SourceCell answer) => _cells.Where(cell => cell.IsCode && Declares(cell, answer)
        && (_places[cell] is not { } place || (place != answer && place.Same(cell) is null && (!place.IsAnswer || BelongsElsewhere(cell, place)))));

    private static bool Declares(StudentCell cell, SourceCell answer) => answer.IsCode && answer.Names.Count > 0 && answer.Names.IsSubsetOf(cell.Names);

    /// <summary>The last cell without a name between the neighbours of an answer, as far as these are found.</summary>
    private StudentCell? Between(SourceCell answer)
    {
        var before = _cells.LastOrDefault(cell => _places[cell] is { } place && place.Index < answer.Index && IsNeighbour(place, answer));
        var after = _cells.FirstOrDefault(cell => _places[cell] is { } place && place.Index > answer.Index && IsNeighbour(place, answer));
        if (before is null && after is null) return null;
        return _cells.Take(after?.Index ?? _cells.Count).Skip(before?.Index + 1 ?? 0)
            .LastOrDefault(cell => _places[cell] is null && !cell.IsBlank && !IsChosen(cell) && (cell.IsCode || !answer.IsCode));
    }

    /// <summary>Whether no other answer stands between.</summary>
    private bool IsNeighbour(SourceCell place, SourceCell answer) =>
        !_lesson.Any(cell => cell.IsAnswer && cell != answer && (cell.Index - place.Index) * (cell.Index - answer.Index) < 0);
}
