using Course.Data;

namespace Course.Tests.Data;

public sealed class RandomStreamTests
{
    [Fact]
    public void Uniform_and_normal_numbers_have_their_moments()
    {
        var random = new RandomStream(1);
        const int n = 200_000;
        double[] uniform = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())];
        double[] normal = [.. Enumerable.Range(0, n).Select(_ => random.NextGaussian())];

        // Five standard errors of each estimate.
        Assert.InRange(uniform.Average(), 0.5 - 5 * 0.2887 / Math.Sqrt(n), 0.5 + 5 * 0.2887 / Math.Sqrt(n));
        Assert.InRange(normal.Average(), -5 / Math.Sqrt(n), 5 / Math.Sqrt(n));
        Assert.InRange(normal.Average(z => z * z), 1 - 5 * Math.Sqrt(2.0 / n), 1 + 5 * Math.Sqrt(2.0 / n));
        Assert.InRange(normal.Average(z => z * z * z * z), 3 - 5 * Math.Sqrt(96.0 / n), 3 + 5 * Math.Sqrt(96.0 / n));
        Assert.True(uniform.Min() >= 0 && uniform.Max() < 1);
    }

    [Fact]
    public void Streams_of_one_seed_are_not_correlated()
    {
        var (one, two) = (new RandomStream(1, 0), new RandomStream(1, 1));
        const int n = 100_000;
        var product = Enumerable.Range(0, n).Average(_ => (one.NextDouble() - 0.5) * (two.NextDouble() - 0.5));

        Assert.InRange(product, -5 / 12.0 / Math.Sqrt(n), 5 / 12.0 / Math.Sqrt(n));
    }

    [Fact]
    public void Whole_numbers_below_a_bound_are_equally_frequent()
    {
        var random = new RandomStream(2);
        var counts = new int[7];
        const int n = 70_000;
        for (var i = 0; i < n; i++) counts[random.NextBelow(7)]++;

        Assert.All(counts, count => Assert.InRange(count, 10_000 - 5 * 93, 10_000 + 5 * 93)); // 93: the binomial's standard deviation
    }
}
