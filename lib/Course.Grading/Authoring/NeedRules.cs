using Course.Notebooks;

namespace Course.Grading;

/// <summary>What cells need of each other: that checks check answers, and that what both need is locked and is there in the students' version.</summary>
internal sealed class NeedRules
{
    private readonly List<LessonCell> _code;
    private readonly NeededCells _needed;
    private readonly List<List<(string Name, int From)>> _uses;
    private readonly List<CellNames> _names;

    private NeedRules(IEnumerable<LessonCell> cells)
    {
        _code = [.. cells.Where(cell => cell.Cell.Type == CellType.Code)];
        _needed = new NeededCells([.. _code.Select(cell => new PlannedCell(cell.Id, cell.Role, cell.Cell.Source, IsTrusted: true))]);
        _uses = [.. Enumerable.Range(0, _code.Count).Select(cell => _needed.Uses(cell).ToList())];
        _names = [.. _code.Select(cell => CellNames.Of(cell.Cell.Source))];
    }

    public static IEnumerable<BrokenRule> Check(IEnumerable<LessonCell> cells)
    {
        var rules = new NeedRules(cells);
        return rules.Answers().Concat(rules.Locks()).Concat(rules.Cleared());
    }

    private IEnumerable<BrokenRule> Answers()
    {
        var below = _code.Index().Where(cell => cell.Item.Role == CellRole.Check).ToDictionary(cell => cell.Item, cell => _needed.Below(cell.Index));
        foreach (var (check, cells) in below)
        {
            if (!cells.Any(index => _code[index].Role is CellRole.Solution or CellRole.Manual))
                yield return BrokenRule.Error(check, "it uses nothing that a solution before it declares: everyone would get its points. Let it call what students write.");
        }

        foreach (var (index, cell) in _code.Index().Where(cell => cell.Item.Role == CellRole.Solution))
        {
            if (!below.Values.Any(cells => cells.Contains(index)))
                yield return BrokenRule.Error(cell, "no check uses what it declares, so it gives no points. Write a check after it, or make it a cell of the lesson.");
        }
    }

    private IEnumerable<BrokenRule> Locks()
    {
        const string Mend = "and students may change it. Lock it: 'locked' and a 'grade_id' in its nbgrader metadata.";
        if (!_code.Any(cell => cell.Role is CellRole.Check or CellRole.Solution)) yield break;

        var needed = _needed.All;
        foreach (var (index, cell) in _code.Index().Where(cell => cell.Item.Role == CellRole.Other))
        {
            var users = needed.Where(user => _uses[user].Any(use => use.From == index)).ToList();
            var names = users.SelectMany(user => _uses[user]).Where(use => use.From == index).Select(use => use.Name).Distinct().Order(StringComparer.Ordinal);
            if (needed.Contains(index))
                yield return BrokenRule.Error(cell, $"what is graded needs {Text(names)} of this cell ({Text(users.Select(user => _code[user].Id))}), {Mend}");
            else if (_names[index].HasUsings)
                yield return BrokenRule.Error(cell, $"later cells compile with the usings and directives of this cell, {Mend}");
        }
    }

    /// <summary>What the students' version loses may be missing in checks, which are to fail then, and nowhere else.</summary>
    private IEnumerable<BrokenRule> Cleared()
    {
        var lost = _code.Zip(_names, (cell, names) =>
            cell.Role == CellRole.Solution ? names.Declares.Except(CellNames.Of(MarkRules.Released(cell)).Declares).ToHashSet() : []).ToList();
        foreach (var (index, cell) in _code.Index().Where(cell => cell.Item.Role != CellRole.Check))
        {
            foreach (var (name, from) in _uses[index].Where(use => lost[use.From].Contains(use.Name)))
            {
                yield return BrokenRule.Error(
                    _code[from], $"its region declares '{name}', which '{cell.Id}' uses: in the students' version that cell would not compile. Declare it outside of the region.");
            }
        }
    }

    private static string Text(IEnumerable<string> items) => string.Join(", ", items);
}
