using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using Microsoft.Data.Analysis;
using static TorchSharp.torch;

namespace Course.Tests.Training;

public sealed class ComparisonTests
{
    // ½ w² from w = 1 + seed: a step multiplies w by 1 − η, so the loss at step t is ½ (1 + seed)² (1 − η)^2(t−1).
    private static Trainer Make(double learningRate, long seed) =>
        new(new Quadratic(ones([1, 1], float64)), tensor(new[] { 1.0 + seed }), new Sgd(), learningRate);

    private static Comparison Compare(params double[] learningRates)
    {
        var comparison = new Comparison();
        foreach (var rate in learningRates) comparison[$"η {rate}"] = seed => Make(rate, seed);
        return comparison;
    }

    [Fact]
    public void Settings_are_summed_up_by_mean_and_spread_over_the_seeds()
    {
        var comparison = Compare(0.5, 0.25);
        comparison.Run(epochs: 3, seeds: 3);
        var table = comparison.Summarize("loss");

        Assert.Equal(["η 0.5", "η 0.25"], table.Columns["setting"].Cast<string>());
        Assert.Equal([3, 3], Numbers<int>(table, "runs"));
        Assert.Equal([0, 0], Numbers<int>(table, "diverged"));
        // ½ (1, 4, 9) (1 − η)⁴ has the mean 7/3 (1 − η)⁴ and the deviation √(49/12) (1 − η)⁴.
        Close([7 / 3.0 * Math.Pow(0.5, 4), 7 / 3.0 * Math.Pow(0.75, 4)], table, "mean");
        Close([Math.Sqrt(49 / 12.0) * Math.Pow(0.5, 4), Math.Sqrt(49 / 12.0) * Math.Pow(0.75, 4)], table, "deviation");
        Close([0.5 * Math.Pow(0.5, 4), 0.5 * Math.Pow(0.75, 4)], table, "least");
        Close([4.5 * Math.Pow(0.5, 4), 4.5 * Math.Pow(0.75, 4)], table, "most");
        Assert.Equal([0.5, 2, 4.5], comparison.SeriesOf("η 0.5", "loss").Select(series => series.Values[0]));
    }

    [Fact]
    public void Every_run_is_a_row_and_one_that_diverged_does_not_count_into_the_mean()
    {
        var comparison = Compare(0.5, 2000);
        comparison.Run(epochs: 3, seeds: 2);
        var (runs, summary) = (comparison.ToDataFrame(), comparison.Summarize("loss"));

        Assert.Equal(["setting", "seed", "exit", "steps", "seconds", "loss"], runs.Columns.Select(column => column.Name));
        Assert.Equal(["Completed", "Diverged", "Completed", "Diverged"], runs.Columns["exit"].Cast<string>());
        Assert.Equal([0L, 0, 1, 1], Numbers<long>(runs, "seed"));
        Assert.Equal([0, 2], Numbers<int>(summary, "diverged"));
        Assert.Null(summary.Columns["mean"][1]);
        Assert.Empty(comparison.SeriesOf("η 2000", "loss"));
    }

    [Fact]
    public void One_seed_has_no_spread_and_a_cancelled_comparison_keeps_its_runs()
    {
        using var cancel = new CancellationTokenSource();
        var comparison = Compare(0.5, 0.25);
        comparison.Run(epochs: 3, seeds: 1);
        Assert.Null(comparison.Summarize("loss").Columns["deviation"][0]);

        comparison.Run(epochs: 3, seeds: 3, new Stopper(cancel), cancel.Token);
        Assert.Single(comparison.Runs);
    }

    [Fact]
    public void Senseless_comparisons_are_refused()
    {
        Assert.Throws<InvalidOperationException>(() => new Comparison().Run(epochs: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Compare(0.1).Run(epochs: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Compare(0.1).Run(epochs: 1, seeds: 0));
        Assert.Throws<KeyNotFoundException>(() => Compare(0.1).SeriesOf("other", "loss"));
        Assert.Throws<KeyNotFoundException>(() => Compare(0.1)["other"]);
    }

    private static T[] Numbers<T>(DataFrame table, string column) where T : struct => [.. table.Columns[column].Cast<T?>().Select(value => value!.Value)];

    private static void Close(double[] expected, DataFrame table, string column) =>
        Assert.All(expected.Zip(Numbers<double>(table, column)), pair => Assert.Equal(pair.First, pair.Second, 12));

    private sealed class Stopper(CancellationTokenSource cancel) : IProgress<ComparedRun>
    {
        public void Report(ComparedRun value) => cancel.Cancel();
    }
}
