using Course.Search;
using Microsoft.Data.Analysis;

namespace Course.Tests.Search;

public sealed class SearchTests
{
    [Fact]
    public void A_grid_tries_every_combination_once_with_the_ends_of_each_range()
    {
        var space = new SearchSpace().Log("rate", 1e-4, 1).Choice("rule", "SGD", "Adam").Linear("momentum", 0.5, 0.9);
        var trials = new HyperparameterSearch(space, _ => 0).Run(SearchPlan.Grid(points: 3)).Trials;

        Assert.Equal(18, trials.Count);
        Assert.Equal(18, trials.Select(trial => (trial.Number("rate"), trial["rule"], trial.Number("momentum"))).Distinct().Count());
        Assert.Equal([1e-4, 1e-2, 1], trials.Select(trial => trial.Number("rate")).Distinct().Select(rate => Math.Round(rate, 12)));
        Assert.Equal([0.5, 0.7, 0.9], trials.Take(3).Select(trial => Math.Round(trial.Number("momentum"), 12)));
    }

    [Fact]
    public void Random_settings_are_uniform_over_the_space_and_depend_on_the_seed_alone()
    {
        var space = new SearchSpace().Log("rate", 1e-4, 1).Choice("size", 32, 64, 128);
        var trials = new HyperparameterSearch(space, _ => 0).Run(SearchPlan.Random(trials: 3000, seed: 1)).Trials;
        var again = new HyperparameterSearch(space, _ => 0).Run(SearchPlan.Random(trials: 10, seed: 1)).Trials;
        var other = new HyperparameterSearch(space, _ => 0).Run(SearchPlan.Random(trials: 10, seed: 2)).Trials;

        // The log of the rate has the mean −2 and, over 3000 trials, an error of 4 / √12 / √3000 = 0.021; counts of 1000 have √(1000 · 2/3) = 26.
        Assert.Equal(-2, trials.Average(trial => Math.Log10(trial.Number("rate"))), 0.08);
        Assert.All(trials.GroupBy(trial => trial.Number("size")), group => Assert.InRange(group.Count(), 900, 1100));
        Assert.Equal(trials.Take(10).Select(trial => trial.Number("rate")), again.Select(trial => trial.Number("rate")));
        Assert.NotEqual(again.Select(trial => trial.Number("rate")), other.Select(trial => trial.Number("rate")));
    }

    [Fact]
    public void Successive_halving_gives_the_best_third_three_times_the_budget()
    {
        // The result is the place itself, and better with more budget: the best settings survive each round.
        var space = new SearchSpace().Linear("x", 0, 1);
        var plan = SearchPlan.SuccessiveHalving(configurations: 20, seed: 1, leastBudget: 2, factor: 3);
        var found = new HyperparameterSearch(space, trial => trial.Number("x") + 1 / trial.Budget).Run(plan);
        var rounds = found.Trials.GroupBy(trial => trial.Budget).ToArray();

        Assert.Equal([(2.0, 20), (6, 6), (18, 2)], rounds.Select(round => (round.Key, round.Count())));
        for (var i = 1; i < rounds.Length; i++)
            Assert.Equal(rounds[i - 1].OrderBy(trial => trial.Number("x")).Take(rounds[i].Count()).Select(trial => trial.Configuration), rounds[i].Select(trial => trial.Configuration));
        Assert.Equal(found.Trials.Min(trial => trial.Number("x")), found.Best.Number("x"));
        Assert.Equal(18, found.Best.Budget);
    }

    [Fact]
    public void A_search_that_was_stopped_goes_on_where_it_was()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.FullName, "search.jsonl");
        var space = new SearchSpace().Linear("x", -1, 1).Choice("rule", "SGD", "Adam");
        var plan = SearchPlan.SuccessiveHalving(configurations: 9, seed: 3);
        var whole = new HyperparameterSearch(space, Result).Run(plan);

        var made = 0;
        var search = new HyperparameterSearch(space, trial => ++made == 11 ? throw new InvalidOperationException("stopped") : Result(trial)) { File = path };
        Assert.Throws<InvalidOperationException>(() => search.Run(plan));
        File.AppendAllText(path, "{\"Configuration\":3,\"Bud"); // as if killed while writing
        var resumed = search.Run(plan);

        Assert.Equal(whole.Trials.Count + 1, made);
        Assert.Equal(whole.Trials.Select(Shown), resumed.Trials.Select(Shown));
        Assert.Equal(whole.Trials.Count, search.Run(plan).Trials.Count);
        Assert.Equal(whole.Trials.Count + 1, made);
        Assert.Contains(resumed.Trials, trial => double.IsNaN(trial.Result));

        static double Result(Trial trial) => trial.Configuration == 4 ? double.NaN : trial.Number("x") / trial.Budget;
        static (int, double, double, string, double) Shown(Trial trial) => (trial.Configuration, trial.Budget, trial.Number("x"), trial["rule"], trial.Result);
    }

    [Fact]
    public void A_longer_random_search_goes_on_from_a_shorter_one_and_another_search_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.FullName, "search.jsonl");
        var made = 0;
        var space = new SearchSpace().Linear("x", 0, 1);
        var search = new HyperparameterSearch(space, trial => ++made) { File = path };
        search.Run(SearchPlan.Sobol(trials: 4, seed: 1));
        Assert.Equal([1.0, 2, 3, 4, 5, 6], search.Run(SearchPlan.Sobol(trials: 6, seed: 1)).Trials.Select(trial => trial.Result));

        Refused(space, SearchPlan.Sobol(trials: 6, seed: 2), path, "this one is Sobol with the seed 2 over x 0 to 1");
        Refused(new SearchSpace().Linear("x", 0, 2), SearchPlan.Sobol(trials: 6, seed: 1), path, "over x 0 to 2");
        Refused(space, SearchPlan.Sobol(trials: 6, seed: 1), folder.Write("other.jsonl", "hello\n"u8), "something else than a search's trials: 'hello'");
        Assert.Throws<IOException>(() => new HyperparameterSearch(space, _ => 0) { File = Path.Combine(folder.FullName, "missing", "search.jsonl") }.Run(SearchPlan.Grid(2)));

        static void Refused(SearchSpace space, SearchPlan plan, string path, string message)
        {
            var search = new HyperparameterSearch(space, _ => throw new InvalidOperationException("tried")) { File = path };
            Assert.Contains(message, Assert.Throws<InvalidDataException>(() => search.Run(plan)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_cancelled_search_keeps_what_it_found()
    {
        using var cancel = new CancellationTokenSource();
        var space = new SearchSpace().Linear("x", 0, 1);
        var search = new HyperparameterSearch(space, trial =>
        {
            if (trial.Configuration == 2) cancel.Cancel();
            return trial.Number("x");
        });

        Assert.Equal(3, search.Run(SearchPlan.Random(trials: 10, seed: 1), cancel: cancel.Token).Trials.Count);
    }

    [Fact]
    public void Results_are_a_table()
    {
        var space = new SearchSpace().Linear("x", 0, 1).Choice("rule", "SGD", "Adam");
        DataFrame table = new HyperparameterSearch(space, trial => trial.Number("x") - (trial["rule"] == "Adam" ? 1 : 0)).Run(SearchPlan.Grid(2)).ToDataFrame();

        Assert.Equal(["configuration", "x", "rule", "budget", "result", "seconds"], table.Columns.Select(column => column.Name));
        Assert.Equal([0.0, 0, 1, 1], table.Columns["x"].Cast<double?>().Select(x => x!.Value));
        Assert.Equal(["SGD", "Adam", "SGD", "Adam"], table.Columns["rule"].Cast<string>());
        Assert.Equal([0.0, -1, 1, 0], table.Columns["result"].Cast<double?>().Select(x => x!.Value));
    }

    [Fact]
    public void Senseless_spaces_and_plans_are_refused_before_the_first_trial()
    {
        var space = new SearchSpace().Linear("x", 0, 1);
        Assert.Throws<ArgumentException>(() => space.Linear("x", 0, 1));
        Assert.Throws<ArgumentException>(() => space.Linear("result", 0, 1));
        Assert.Throws<ArgumentException>(() => space.Linear("y", 1, 1));
        Assert.Throws<ArgumentException>(() => space.Linear("y", 0, double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => space.Log("y", 0, 1));
        Assert.Throws<ArgumentException>(() => space.Choice("y", Array.Empty<string>()));
        Assert.Throws<ArgumentException>(() => space.Choice("y", "a", "a"));
        Assert.Throws<ArgumentOutOfRangeException>(() => SearchPlan.Grid(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SearchPlan.Random(0, seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SearchPlan.Sobol(0, seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SearchPlan.SuccessiveHalving(2, seed: 1, factor: 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => SearchPlan.SuccessiveHalving(9, seed: 1, factor: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SearchPlan.SuccessiveHalving(9, seed: 1, leastBudget: 0));
        Assert.Throws<ArgumentException>(() => new HyperparameterSearch(new SearchSpace(), _ => 0).Run(SearchPlan.Grid(2)));

        var trial = new HyperparameterSearch(new SearchSpace().Linear("x", 0, 1).Choice("rule", "SGD"), _ => double.NaN).Run(SearchPlan.Random(1, seed: 1));
        Assert.Throws<InvalidOperationException>(() => trial.Trials[0]["x"]);
        Assert.Throws<InvalidOperationException>(() => trial.Trials[0].Number("rule"));
        Assert.Throws<KeyNotFoundException>(() => trial.Trials[0].Number("y"));
        Assert.Throws<InvalidOperationException>(() => trial.Best);
    }
}
