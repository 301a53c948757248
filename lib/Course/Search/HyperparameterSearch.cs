using System.Diagnostics;

namespace Course.Search;

/// <summary>Tries settings of hyperparameters and keeps what each came to.</summary>
/// <param name="space">The hyperparameters and their ranges.</param>
/// <param name="evaluate">Makes a trial, by training a network say, and gives what is to be small, such as the validation loss; not a number if it failed: <c>result.Exit == ExitReason.Diverged ? double.NaN : result.History["validation loss"].Last</c>.</param>
public sealed class HyperparameterSearch(SearchSpace space, Func<Trial, double> evaluate)
{
    /// <summary>Where each result is written as it comes: a search that was stopped or killed goes on from there. Nowhere if left out.</summary>
    public string? File { get; init; }

    /// <summary>Makes the trials of a plan that have not been made yet.</summary>
    /// <param name="plan">Which settings to try.</param>
    /// <param name="progress">Hears each trial after it was made.</param>
    /// <param name="cancel">Ends the search after the current trial; what was found is kept.</param>
    /// <returns>What was found, in earlier runs too.</returns>
    /// <exception cref="ArgumentException">The space is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The plan is not for so many hyperparameters.</exception>
    /// <exception cref="InvalidDataException">The file is of another search.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public SearchResult Run(SearchPlan plan, IProgress<Trial>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(evaluate);
        ArgumentNullException.ThrowIfNull(plan);
        if (space.Axes.Count == 0) throw new ArgumentException("There is nothing to search: give the space a hyperparameter, such as Log(\"learning rate\", 1e-4, 1).");
        using var file = File is null ? null : new SearchFile(File, space, plan);
        List<Trial> made = [.. file?.Recorded ?? []];
        var cell = RunningCell.Cancellation;
        while (!cancel.IsCancellationRequested && plan.Next(space, made) is { } trial)
        {
            cell.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            var result = evaluate(trial);
            trial = trial with { Result = result, Elapsed = Stopwatch.GetElapsedTime(start) };
            file?.Append(trial);
            made.Add(trial);
            progress?.Report(trial);
        }
        return new SearchResult(space, made);
    }
}
