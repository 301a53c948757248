namespace Course.Search;

/// <summary>Rounds of trials, each with the best settings of the one before and more budget.</summary>
internal sealed class SuccessiveHalvingPlan(int configurations, long seed, double leastBudget, int factor) : SearchPlan
{
    internal override Trial? Next(SearchSpace space, IReadOnlyList<Trial> made)
    {
        var (first, size, budget) = (0, configurations, leastBudget);
        IEnumerable<Trial> previous = [];
        while (made.Count >= first + size)
        {
            previous = made.Skip(first).Take(size);
            (first, size, budget) = (first + size, size / factor, budget * factor);
            if (size == 0) return null;
        }
        if (first == 0) return new Trial(space, made.Count, budget, RandomPlan.Place(space, seed, made.Count));
        var chosen = previous.OrderBy(trial => double.IsNaN(trial.Result) ? double.PositiveInfinity : trial.Result).ElementAt(made.Count - first);
        return new Trial(space, chosen.Configuration, budget, [.. chosen.Place]);
    }

    public override string ToString() => FormattableString.Invariant($"successive halving of {configurations} settings by {factor} from a budget of {leastBudget} with the seed {seed}");
}
