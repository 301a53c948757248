using System.Text.Json;
using Course.GradientStatistics;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.GradientStatistics;

/// <summary>Tests of normality beside SciPy's figures of gaussianity.json, which gaussianity.py beside it makes.</summary>
public sealed class GaussianityTests
{
    private static readonly JsonElement figures =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "GradientStatistics", "gaussianity.json"))).RootElement;

    public static TheoryData<string> Sets => [.. figures.GetProperty("sets").EnumerateObject().Select(set => set.Name)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Moments_and_tests_are_those_of_SciPy(string name)
    {
        var set = figures.GetProperty("sets").GetProperty(name);
        double Figure(string figure) => set.GetProperty(figure).GetDouble();
        var x = set.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        var test = Gaussianity.Of(tensor(x));
        Assert.Equal(x.Length, test.Count);
        Near(Figure("skewness"), test.Skewness);
        Near(Figure("kurtosis"), test.ExcessKurtosis);
        Near(Figure("omnibus"), test.Omnibus);
        Near(Figure("omnibus p"), test.OmnibusPValue);
        double n = x.Length;
        Near(Figure("anderson") * (1 + 0.75 / n + 2.25 / (n * n)), test.AndersonDarling);

        static void Near(double expected, double actual) => Assert.Equal(expected, actual, 1e-8 * Math.Max(1e-3, Math.Abs(expected)));
    }

    [Fact]
    public void Anderson_and_Darlings_p_value_meets_the_published_critical_values()
    {
        // D'Agostino and Stephens, "Goodness-of-fit techniques", 1986, table 4.7, mean and variance unknown.
        foreach (var (level, critical) in new[] { (0.10, 0.631), (0.05, 0.752), (0.025, 0.873), (0.01, 1.035) })
            Assert.Equal(level, Gaussianity.PValueOfDistance(critical), 0.02 * level);
        Assert.InRange(Gaussianity.PValueOfDistance(1e3), 0, 1e-25);
        double[] grid = [.. Enumerable.Range(1, 400).Select(k => 0.05 * k)];
        Assert.All(grid.Zip(grid.Skip(1)), pair => Assert.True(Gaussianity.PValueOfDistance(pair.First) >= Gaussianity.PValueOfDistance(pair.Second)));
    }

    [Fact]
    public void Students_quantiles_are_those_of_SciPy()
    {
        foreach (var pair in figures.GetProperty("t").EnumerateArray())
        {
            var quantile = pair[1].GetDouble();
            Assert.Equal(quantile, StudentT.Quantile(pair[0].GetInt64()), 2e-3 * quantile);
        }
    }

    [Fact]
    public void A_mean_has_Students_interval()
    {
        var mean = new SampleMean([1, 2, 4]);
        Assert.Equal(7.0 / 3, mean.Mean, 1e-12);
        Assert.Equal(Math.Sqrt(7.0 / 3), mean.Deviation, 1e-12);
        Assert.Equal(4.302652729911275 * Math.Sqrt(7.0 / 9), mean.HalfWidth, 1e-8);
        Assert.Equal(12, mean.CountFor(mean.HalfWidth / 2), 1e-9);
        Assert.Equal(double.PositiveInfinity, new SampleMean([1]).HalfWidth);
    }

    [Fact]
    public void A_test_rejects_one_in_twenty_normal_samples_and_nearly_all_heavy_tailed_ones()
    {
        var normal = new ProjectionTest([.. Enumerable.Range(0, 1000).Select(seed => Gaussianity.Of(SymmetricStable.Sample(2, 100, seed)))]);
        Assert.InRange(normal.RejectedByOmnibus, 0.03, 0.075); // K² rejects 5.8 % at n = 100 (D'Agostino and others, 1990, table 2)
        Assert.InRange(normal.RejectedByAndersonDarling, 0.03, 0.07);
        var heavy = new ProjectionTest([.. Enumerable.Range(0, 100).Select(seed => Gaussianity.Of(SymmetricStable.Sample(1.5, 100, seed)))]);
        Assert.InRange(heavy.RejectedByOmnibus, 0.9, 1);
        Assert.InRange(heavy.RejectedByAndersonDarling, 0.9, 1);
    }

    [Fact]
    public void Projections_of_normal_noise_are_normal_whatever_the_coordinates_scales()
    {
        using var generator = new Generator(4);
        var scales = logspace(-3, 3, 300);
        var normal = randn(400, 300, generator: generator) * scales;
        var test = ProjectionTest.Of(normal, 200, seed: 1);
        Assert.Equal(200, test.Projections.Count);
        Assert.InRange(test.RejectedByOmnibus, 0, 0.15); // projections of one sample depend on each other
        Assert.InRange(test.RejectedByAndersonDarling, 0, 0.15);
        Assert.Equal(test.RejectedByOmnibus, ProjectionTest.Of(normal, 200, seed: 1).RejectedByOmnibus);

        // A heavy tail that all coordinates share does not go away in a projection.
        var heavy = normal * SymmetricStable.Sample(1.2, 400, 3).unsqueeze(1);
        Assert.InRange(ProjectionTest.Of(heavy, 50).RejectedByOmnibus, 0.95, 1);
    }

    [Fact]
    public void What_cannot_be_tested_is_refused()
    {
        Assert.Contains("20 or more", Assert.Throws<ArgumentException>(() => Gaussianity.Of(rand(19))).Message);
        Assert.Throws<ArgumentException>(() => Gaussianity.Of(arange(30, int64)));
        Assert.Throws<ArgumentException>(() => Gaussianity.Of(tensor(new[] { double.NaN }).expand(30)));
        Assert.Contains("equal", Assert.Throws<ArgumentException>(() => Gaussianity.Of(ones(30))).Message);
        Assert.Contains("[M, P]", Assert.Throws<ArgumentException>(() => ProjectionTest.Of(rand(30))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => ProjectionTest.Of(rand(30, 2), 0));
    }
}
