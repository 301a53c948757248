using Course.Notebooks;

namespace Course.Grading;

/// <summary>
/// Which cells are run: locked cells, answers and checks, and of the others those that declare or change a name which
/// these use. A cell with usings or directives of the student's own is run too, for later cells see them.
/// </summary>
internal static class NeededCells
{
    /// <summary>The indexes of the cells that are run.</summary>
    /// <param name="cells">All cells in their order.</param>
    public static IReadOnlySet<int> Of(IReadOnlyList<PlannedCell> cells)
    {
        var names = Names(cells);
        var needed = new SortedSet<int>();
        var waiting = new Stack<int>(Enumerable.Range(0, cells.Count).Where(i =>
            cells[i].Role is CellRole.Locked or CellRole.Check or CellRole.Solution || (cells[i].Role is CellRole.Other && !cells[i].IsTrusted && names[i].HasUsings)));
        while (waiting.TryPop(out var cell))
        {
            if (!needed.Add(cell))
                continue;
            foreach (var (_, from) in Uses(names, cell))
                waiting.Push(from);
        }

        return needed;
    }

    /// <summary>Each name that a cell uses, with an earlier cell that declares or changes it; a name comes once for each of these.</summary>
    /// <param name="cells">All cells in their order.</param>
    /// <param name="cell">The index of the cell.</param>
    public static IReadOnlyList<(string Name, int From)> Uses(IReadOnlyList<PlannedCell> cells, int cell) => [.. Uses(Names(cells), cell)];

    /// <summary>The indexes of the cells that a cell builds on, by way of others too; itself not among them.</summary>
    /// <param name="cells">All cells in their order.</param>
    /// <param name="cell">The index of the cell.</param>
    public static IReadOnlySet<int> Below(IReadOnlyList<PlannedCell> cells, int cell)
    {
        var names = Names(cells);
        var below = new SortedSet<int>();
        var waiting = new Stack<int>([cell]);
        while (waiting.TryPop(out var next))
        {
            foreach (var (_, from) in Uses(names, next))
            {
                if (below.Add(from))
                    waiting.Push(from);
            }
        }

        return below;
    }

    private static CellNames[] Names(IReadOnlyList<PlannedCell> cells) =>
        [.. cells.Select(cell => CellNames.Of(cell.Role is CellRole.Manual ? "" : CellParser.CSharpOnly(cell.Source)))];

    private static IEnumerable<(string Name, int From)> Uses(CellNames[] names, int cell)
    {
        foreach (var name in names[cell].Uses.Where(name => !names[cell].Hides(name)))
        {
            for (var from = cell - 1; from >= 0; from--)
            {
                if (names[from].Declares.Contains(name) || names[from].Changes.Contains(name))
                    yield return (name, from);
                if (names[from].Hides(name))
                    break;
            }
        }
    }
}
