using Course.Search;

namespace Course.Tests.Search;

public sealed class ImportanceTests
{
    [Fact]
    public void A_sum_gives_each_parameter_the_share_of_its_own_variance()
    {
        // 10 a + 3 b on the unit cube: variances 100/12 and 9/12, nothing of c, nothing together.
        var shares = Shares(Three(), trial => 10 * trial.Number("a") + 3 * trial.Number("b"), trials: 256);

        Close([100.0 / 109, 9.0 / 109, 0, 0], shares, 0.05);
        Assert.Equal(1, shares.Sum(), 12);
        Assert.All(Shares(new SearchSpace().Linear("a", 0, 1), trial => trial.Number("a"), trials: 64), share => Assert.InRange(share, 0, 1));
    }

    [Fact]
    public void What_only_two_parameters_together_explain_is_an_interaction()
    {
        // (a − ½)(b − ½) has no mean along either axis alone.
        var shares = Shares(Three(), trial => (trial.Number("a") - 0.5) * (trial.Number("b") - 0.5), trials: 512);

        Close([0, 0, 0, 1], shares, 0.1);
    }

    [Fact]
    public void Ishigamis_function_has_the_shares_that_are_known_of_it()
    {
        // sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁ on [−π, π]³ (Ishigami and Homma, 1990): 0.3139, 0.4424, 0, and 0.2437 of x₁ and x₃ together.
        var space = new SearchSpace().Linear("x1", -Math.PI, Math.PI).Linear("x2", -Math.PI, Math.PI).Linear("x3", -Math.PI, Math.PI);
        var shares = Shares(space, trial =>
            (1 + 0.1 * Math.Pow(trial.Number("x3"), 4)) * Math.Sin(trial.Number("x1")) + 7 * Math.Pow(Math.Sin(trial.Number("x2")), 2), trials: 1024);

        Close([0.3139, 0.4424, 0, 0.2437], shares, 0.08); // boxes round the waves of sin² off
    }

    [Fact]
    public void A_choice_and_a_logarithmic_range_count_as_they_are_laid_out()
    {
        // The choice of three gives 0, 0 or 6, variance 8; the log of the rate over four decades the variance 16/12.
        var space = new SearchSpace().Log("rate", 1e-4, 1).Choice("rule", "a", "b", "c");
        var shares = Shares(space, trial => Math.Log10(trial.Number("rate")) + (trial["rule"] == "c" ? 6 : 0), trials: 256);

        Close([4.0 / 28, 24.0 / 28, 0], shares, 0.05);
    }

    [Fact]
    public void Failed_trials_count_as_the_worst_and_too_few_trials_are_refused()
    {
        var shares = Shares(Three(), trial => trial.Number("a") > 0.5 ? double.NaN : trial.Number("b") > 0.99 ? 1 : 0, trials: 256);
        Assert.InRange(shares[0], 0.8, 1);

        Assert.Throws<InvalidOperationException>(() => Shares(Three(), trial => trial.Number("a"), trials: 3));
        Assert.Throws<InvalidOperationException>(() => Shares(Three(), _ => 1, trials: 30));
        double[][] same = [.. Enumerable.Repeat(new[] { 0.5 }, 8)];
        Assert.Throws<InvalidOperationException>(() => RegressionForest.Fit(same, [1, 2, 3, 4, 5, 6, 7, 8], seed: 0).ExplainedVariance());
    }

    private static SearchSpace Three() => new SearchSpace().Linear("a", 0, 1).Linear("b", 0, 1).Linear("c", 0, 1);

    private static double[] Shares(SearchSpace space, Func<Trial, double> result, int trials)
    {
        var importance = new HyperparameterSearch(space, result).Run(SearchPlan.Sobol(trials, seed: 1)).Importance();
        Assert.Equal([.. space.Axes.Select(axis => axis.Name), "interactions"], importance.Select(one => one.Parameter));
        return [.. importance.Select(one => one.Share)];
    }

    private static void Close(double[] expected, double[] actual, double tolerance) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
}
