namespace Course.Grading;

/// <summary>Makes a submission whole.</summary>
internal sealed class Restoration
{
    private readonly string _name;
    private readonly IReadOnlyList<SourceCell> _lesson;
    private readonly IReadOnlyList<StudentCell> _cells;
    private readonly Places _places;
    private readonly Answers _answers;
    private readonly Dictionary<SourceCell, StudentCell> _standing = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly RestorationRemarks _remarks = new();

    public Restoration(string name, IReadOnlyList<SourceCell> lesson, IReadOnlyList<StudentCell> cells)
    {
        (_name, _lesson, _cells) = (name, lesson, cells);
        _places = new(lesson, cells);
        _answers = new(lesson, cells, _places);
        foreach (var cell in lesson)
        {
            if (Standing(cell) is { } standing) _standing[cell] = standing;
        }
    }

    public GradingPlan Plan()
    {
        if (IsForeign()) _remarks.Foreign(_name);
        foreach (var cell in _lesson.Where(cell => cell.IsPlanned)) _ids.Add(cell.Id);

        var added = Added();
        var plan = new List<PlannedCell>();
        plan.AddRange(added[(null, false)]);
        foreach (var cell in _lesson)
        {
            plan.AddRange(added[(cell, true)]);
            if (cell.IsPlanned) plan.Add(Planned(cell));
            if (OwnAdditions(cell) is { } own) plan.Add(own);
            plan.AddRange(added[(cell, false)]);
        }

        return new(plan, _remarks.Sentences);
    }

    /// <summary>Whether hardly a cell is the lesson's to the letter, and no answer gives what its checks ask for.</summary>
    private bool IsForeign() => _cells.Count(cell => _places[cell]?.Same(cell) is not null) <= _lesson.Count / 10
        && !_lesson.Any(cell => cell.IsAnswer && _answers[cell] is { } answer && (cell.Names.Count == 0 || cell.Names.IsSubsetOf(answer.Names)));

    /// <summary>The student's cell that stands where a cell of the lesson stood: the answer, or what is the lesson's to the letter, or a changed one.</summary>
    private StudentCell? Standing(SourceCell cell) => cell.IsAnswer ? _answers[cell]
        : _cells.Where(other => _places[other] == cell && !_answers.IsChosen(other) && (cell.IsCode || !other.IsCode))
            .OrderBy(other => cell.Same(other) is null).FirstOrDefault();

    private PlannedCell Planned(SourceCell cell)
    {
        var standing = _standing.GetValueOrDefault(cell);
        if (cell.IsAnswer) return standing is null ? NoAnswer(cell) : Answer(cell, standing);
        if (cell.IsTask) return cell.Planned(Below(cell), isTrusted: false);
        if (cell.Role == CellRole.Other && standing is { IsCode: true } && cell.Same(standing) is null) return cell.Planned(standing.Text, isTrusted: false);
        _remarks.PutBack(cell, standing);
        return cell.Planned(cell.Text, isTrusted: true);
    }

    private PlannedCell NoAnswer(SourceCell cell)
    {
        if (_answers.Together(cell) is { } other)
        {
            _remarks.Together(cell, other);
            return cell.Index < other.Index ? cell.Planned(_answers[other]!.Text, isTrusted: false) : cell.Planned("", isTrusted: true);
        }

        _remarks.NoAnswer(cell);
        return cell.Planned(cell.Released, isTrusted: true);
    }

    private PlannedCell Answer(SourceCell cell, StudentCell standing)
    {
        _remarks.Answered(cell, standing, _places[standing] == cell, [.. _answers.Named(cell)]);
        var runsEarlier = _lesson.Any(other => other.Index < cell.Index && other.IsAnswer && _answers[other] is null && _answers.Together(other) == cell);
        if (runsEarlier) return cell.Planned("", isTrusted: true);
        if (!cell.IsCode && !Answers.IsUntouched(standing, cell)) return cell.Planned(_answers.Words(cell), isTrusted: false);
        return cell.Same(standing) is { } same ? cell.Planned(same, isTrusted: true) : cell.Planned(standing.Text, isTrusted: false);
    }

    /// <summary>What the student added to a locked cell, as a cell of its own; what was changed in it does not count.</summary>
    private PlannedCell? OwnAdditions(SourceCell cell)
    {
        if (cell is not { IsCode: true, Role: CellRole.Locked } || !_standing.TryGetValue(cell, out var standing) || cell.Same(standing) is not null) return null;
        var own = CellAdditions.Of(cell.Text, standing.Text);
        return own.Length == 0 ? null : new(Unused(standing.Id), CellRole.Other, own, IsTrusted: false);
    }

    /// <summary>What the student wrote in a task and below it, up to the next cell of the lesson.</summary>
    private string Below(SourceCell task)
    {
        if (!_standing.TryGetValue(task, out var standing)) return "";
        var below = _cells.Skip(standing.Index + 1).TakeWhile(cell => _places[cell] is null && !_answers.IsChosen(cell));
        return string.Join("\n\n", (task.Same(standing) is null ? below.Prepend(standing) : below).Select(cell => cell.Text.Trim('\n')));
    }

    /// <summary>The student's own cells, each before or after a cell of the lesson, or before all of them.</summary>
    private ILookup<(SourceCell? Beside, bool Before), PlannedCell> Added()
    {
        var stands = _standing.Where(pair => pair.Key.IsAnswer || _places[pair.Value] == pair.Key).ToLookup(pair => pair.Value, pair => pair.Key);
        return _cells.Where(cell => cell.IsCode && !stands.Contains(cell) && Counts(cell)).Select(cell =>
        {
            var last = _cells.Take(cell.Index).LastOrDefault(stands.Contains) is { } before ? stands[before].Last() : null;
            var next = _cells.Skip(cell.Index + 1).FirstOrDefault(stands.Contains) is { } after ? stands[after].First() : null;

            // Helpers that stand above an answer which was moved down go up again with it.
            var goesWithNext = next is not null && (last is null || (next.IsAnswer && next.Index < last.Index));
            return (Beside: goesWithNext ? next : last, Before: goesWithNext, Cell: Planned(cell));
        }).ToLookup(added => (added.Beside, added.Before), added => added.Cell);
    }

    /// <summary>Whether a code cell that stands for none of the lesson's is the student's own work, rather than a copy.</summary>
    private bool Counts(StudentCell cell)
    {
        var place = _places[cell];
        if (cell.ClaimsPoints && place is not { IsAnswer: true }) _remarks.Forged(cell);
        return !cell.IsBlank && place switch
        {
            { IsAnswer: true } => !cell.Names.Overlaps(place.Names) || _answers[place] is not { } chosen || !cell.Names.Where(place.Names.Contains).All(chosen.Names.Contains),
            { IsCode: true, Role: CellRole.Other } => true,
            null => true,
            _ => place.Same(cell) is null,
        };
    }

    private PlannedCell Planned(StudentCell cell)
    {
        var same = _places[cell] is { IsCode: true } place ? place.Same(cell) : null;
        return new(Unused(cell.Id), CellRole.Other, same ?? cell.Text, same is not null);
    }

    /// <summary>An id that no other cell of the plan has.</summary>
    private string Unused(string id)
    {
        var unused = id;
        for (var attempt = 1; !_ids.Add(unused); attempt++) unused = $"{id}-{attempt}";
        return unused;
    }
}
