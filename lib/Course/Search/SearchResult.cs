using Microsoft.Data.Analysis;

namespace Course.Search;

/// <summary>What a search found.</summary>
public sealed class SearchResult
{
    private readonly SearchSpace space;

    internal SearchResult(SearchSpace space, IReadOnlyList<Trial> trials) => (this.space, Trials) = (space, trials);

    /// <summary>All trials, in the order in which they were made.</summary>
    public IReadOnlyList<Trial> Trials { get; }

    /// <summary>The trial with the smallest result among those with the largest budget.</summary>
    /// <exception cref="InvalidOperationException">No trial succeeded.</exception>
    public Trial Best => Trials.Where(trial => !double.IsNaN(trial.Result)).OrderByDescending(trial => trial.Budget).ThenBy(trial => trial.Result).FirstOrDefault()
        ?? throw new InvalidOperationException($"None of the {Trials.Count} trials gave a number.");

    /// <summary>
    /// How much of the result's variance over the whole space each hyperparameter explains alone: the functional analysis of variance of a
    /// random forest that is fitted to the trials (Hutter, Hoos and Leyton-Brown, "An efficient approach for assessing hyperparameter
    /// importance", 2014, section 3), uniform over ranges as they were given (a logarithmic one over orders of magnitude).
    /// </summary>
    /// <remarks>
    /// The paper averages the shares of single trees; here they are those of the forest's mean, in which the trees' noise cancels. Failed trials
    /// count as the worst that succeeded. Of a search with budgets, the trials with the least one are taken, since they are spread over the space.
    /// </remarks>
    /// <param name="seed">What the forest's random choices depend on.</param>
    /// <returns>A share for each hyperparameter, in the space's order, and last what only several together explain, <c>interactions</c>; they sum to 1.</returns>
    /// <exception cref="InvalidOperationException">There are fewer than four trials, all have the same result, or the results do not depend on the hyperparameters.</exception>
    public IReadOnlyList<Importance> Importance(long seed = 0)
    {
        Trial[] trials = [.. Trials.Where(trial => trial.Budget == Trials.Min(other => other.Budget))];
        double[] results = [.. trials.Select(trial => trial.Result)];
        var finite = results.Where(double.IsFinite).DefaultIfEmpty().ToArray();
        if (trials.Length < 4 || finite.Max() == finite.Min())
            throw new InvalidOperationException($"The importance of hyperparameters needs at least four trials whose results differ; there are {trials.Length}.");
        double[][] places = [.. trials.Select(trial => trial.Place.ToArray())];
        var shares = RegressionForest.Fit(places, [.. results.Select(result => double.IsFinite(result) ? result : finite.Max())], seed).ExplainedVariance();
        return [.. shares.Select((share, i) => new Importance(i < space.Axes.Count ? space.Axes[i].Name : "interactions", share))];
    }

    /// <summary>The trials as a table.</summary>
    /// <returns>A frame with a row for each trial and the columns <c>configuration</c>, one for each hyperparameter, <c>budget</c>, <c>result</c> and <c>seconds</c>.</returns>
    public DataFrame ToDataFrame() => new(
    [
        new Int32DataFrameColumn("configuration", Trials.Select(trial => trial.Configuration)),
        .. space.Axes.Select(Column),
        new DoubleDataFrameColumn("budget", Trials.Select(trial => trial.Budget)),
        new DoubleDataFrameColumn("result", Trials.Select(trial => trial.Result)),
        new DoubleDataFrameColumn("seconds", Trials.Select(trial => trial.Elapsed.TotalSeconds)),
    ]);

    /// <inheritdoc/>
    public override string ToString() => Trials.Any(trial => !double.IsNaN(trial.Result)) ? $"{Trials.Count} trials; the best: {Best}" : $"{Trials.Count} trials, none of which gave a number";

    private DataFrameColumn Column(SearchAxis axis) => axis.IsRange
        ? new DoubleDataFrameColumn(axis.Name, Trials.Select(trial => trial.Number(axis.Name)))
        : new StringDataFrameColumn(axis.Name, Trials.Select(trial => trial[axis.Name]));
}
