using Course.Notebooks;

namespace Course.Grading;

/// <summary>
/// Which cells are run: locked cells, answers and checks, and of the others those that declare or change a name which
/// these use. A cell with usings or directives of the student's own is run too, for later cells see them.
/// </summary>
internal sealed class NeededCells
{
    private readonly IReadOnlyList<PlannedCell> _cells;
    private readonly CellNames[] _names;
    private readonly SortedSet<int>[] _below;

    /// <param name="cells">All cells in their order.</param>
    public NeededCells(IReadOnlyList<PlannedCell> cells)
    {
        _cells = cells;
        _names = [.. cells.Select(cell => CellNames.Of(cell.Role is CellRole.Manual ? "" : cell.Source))];
        _below = new SortedSet<int>[cells.Count];
        for (var i = 0; i < cells.Count; i++)
        {
            var direct = Uses(i).Select(use => use.From).ToHashSet();
            _below[i] = [.. direct, .. direct.SelectMany(from => _below[from])];
        }
    }

    /// <summary>The indexes of the cells that are run, in their order.</summary>
    public IReadOnlySet<int> All => new SortedSet<int>(Enumerable.Range(0, _cells.Count).Where(IsRoot).SelectMany(i => _below[i].Append(i)));

    /// <summary>Each name that a cell uses, with an earlier cell that declares or changes it; a name comes once for each of these.</summary>
    /// <param name="cell">The cell's index.</param>
    public IEnumerable<(string Name, int From)> Uses(int cell)
    {
        foreach (var name in _names[cell].Uses.Where(name => !_names[cell].Hides(name)))
        {
            for (var from = cell - 1; from >= 0; from--)
            {
                if (_names[from].Declares.Contains(name) || _names[from].Changes.Contains(name))
                    yield return (name, from);
                if (_names[from].Hides(name))
                    break;
            }
        }
    }

    /// <summary>The indexes of the cells that a cell builds on, by way of others too.</summary>
    /// <param name="cell">The cell's index.</param>
    public IReadOnlySet<int> Below(int cell) => _below[cell];

    private bool IsRoot(int i) =>
        _cells[i].Role is CellRole.Locked or CellRole.Check or CellRole.Solution || (_cells[i].Role is CellRole.Other && !_cells[i].IsTrusted && _names[i].HasUsings);
}
