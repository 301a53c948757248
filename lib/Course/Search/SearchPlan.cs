namespace Course.Search;

/// <summary>Which settings a search tries (lecture L1, "Hyperparameters"; Bergstra and Bengio, "Random search for hyper-parameter optimization", 2012).</summary>
public abstract class SearchPlan
{
    private protected SearchPlan() { }

    /// <summary>Every combination of evenly spread values. With a few that matter among many, most of its trials repeat each other.</summary>
    /// <param name="points">How many values of each range, ends included, at least 2; of a choice all are tried.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="points"/> is less than 2.</exception>
    public static SearchPlan Grid(int points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        return new GridPlan(points);
    }

    /// <summary>Independent settings, uniform over the space.</summary>
    /// <param name="trials">How many; a search that is resumed with more goes on with the same settings first.</param>
    /// <param name="seed">What they depend on.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="trials"/> is not positive.</exception>
    public static SearchPlan Random(int trials, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        return new RandomPlan(trials, seed);
    }

    /// <summary>Settings that fill the space more evenly than independent ones: Sobol's sequence with a random digital shift.</summary>
    /// <param name="trials">How many; powers of two are spread best.</param>
    /// <param name="seed">What the shift depends on.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="trials"/> is not positive.</exception>
    public static SearchPlan Sobol(int trials, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        return new SobolPlan(trials, seed);
    }

    /// <summary>
    /// Tries many settings with little, keeps the best of them and tries those again with more, until few are left
    /// (Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", 2016, figure 3).
    /// </summary>
    /// <param name="configurations">How many settings to begin with, at least <paramref name="factor"/>.</param>
    /// <param name="seed">What the random settings depend on.</param>
    /// <param name="leastBudget">The budget of each first trial, such as one epoch.</param>
    /// <param name="factor">How many times fewer settings each round has, and how many times more budget; at least 2.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static SearchPlan SuccessiveHalving(int configurations, long seed, double leastBudget = 1, int factor = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(configurations, factor);
        if (!(leastBudget > 0) || !double.IsFinite(leastBudget))
            throw new ArgumentOutOfRangeException(nameof(leastBudget), leastBudget, "A budget is a positive number, such as 1 epoch.");
        return new SuccessiveHalvingPlan(configurations, seed, leastBudget, factor);
    }

    /// <summary>The next trial after those that were made, which determine it; null when the plan is done.</summary>
    internal abstract Trial? Next(SearchSpace space, IReadOnlyList<Trial> made);
}
