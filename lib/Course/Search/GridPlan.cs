namespace Course.Search;

/// <summary>Every combination, the last hyperparameter changing fastest.</summary>
internal sealed class GridPlan(int points) : SearchPlan
{
    internal override Trial? Next(SearchSpace space, IReadOnlyList<Trial> made)
    {
        var grids = space.Axes.Select(axis => axis.Grid(points)).ToArray();
        long rest = made.Count;
        var place = new double[grids.Length];
        for (var i = grids.Length - 1; i >= 0; i--)
        {
            place[i] = grids[i][rest % grids[i].Length];
            rest /= grids[i].Length;
        }
        return rest > 0 ? null : new Trial(space, made.Count, 1, place);
    }

    public override string ToString() => $"grid of {points} points";
}
