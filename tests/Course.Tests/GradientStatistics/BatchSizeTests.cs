using Course.Data;
using Course.GradientStatistics;

namespace Course.Tests.GradientStatistics;

/// <summary>The noise scale from two batch sizes, and the critical batch size from runs.</summary>
public sealed class BatchSizeTests
{
    private const int Seeds = 200;

    [Fact]
    public void Two_batch_sizes_give_the_formulas_of_the_paper()
    {
        var noise = new TwoBatchNoise();
        noise.Add(8, 11, 32, 5);
        Assert.Equal((11 - 5) / (1.0 / 8 - 1.0 / 32), noise.CovarianceTrace, 1e-9);
        Assert.Equal((32 * 5 - 8 * 11) / 24.0, noise.GradientSquared, 1e-9);
        Assert.Equal(64 / 3.0, noise.Value, 1e-9);
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), (noise.Low, noise.High)); // one measurement has no spread
    }

    [Fact]
    public void Exponential_averages_are_corrected_for_their_start()
    {
        var noise = new TwoBatchNoise(decay: 0.9);
        noise.Add(1, 5, 2, 3); // tr Σ = 4, |G|² = 1
        noise.Add(1, 9, 2, 7); // tr Σ = 4, |G|² = 5
        Assert.Equal(4, noise.CovarianceTrace, 1e-9);
        Assert.Equal((0.9 * 1 + 5) / 1.9, noise.GradientSquared, 1e-9);
        Assert.Equal(2, noise.Count);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.2)]
    public void Its_interval_covers_the_truth(double length)
    {
        // 4 pieces of 16 make a batch of 64; Σ = 25 I in 20 dimensions
        const int P = 20, Steps = 150;
        var truth = 25 * P / (length * length);
        var covered = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var (random, noise) = (new RandomStream(seed, 5), new TwoBatchNoise(decay: 0.99));
            for (var step = 0; step < Steps; step++)
            {
                var pieces = Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, P).Select(j => (j == 0 ? length : 0) + 5.0 / 4 * random.NextGaussian()).ToArray()).ToArray();
                var whole = Enumerable.Range(0, P).Sum(j => Math.Pow(pieces.Average(piece => piece[j]), 2));
                noise.Add(16, pieces.Average(piece => piece.Sum(x => x * x)), 64, whole);
            }
            if (noise.Low <= truth && truth <= noise.High) covered++;
        }
        Assert.InRange(covered, 0.90 * Seeds, 0.99 * Seeds);
    }

    [Fact]
    public void Near_a_minimum_a_negative_estimate_is_told_with_its_error()
    {
        var noise = new TwoBatchNoise(decay: 0.5);
        noise.Add(1, 5, 2, 2);
        noise.Add(1, 6, 2, 3);
        noise.Add(1, 5, 2, 2.2);
        Assert.True(noise.GradientSquared < 0);
        Assert.True(noise.Value < 0);
        Assert.Equal(double.PositiveInfinity, noise.High);
    }

    [Theory]
    [InlineData(0, 1, 2, 1)]
    [InlineData(2, 1, 2, 1)]
    [InlineData(1, double.NaN, 2, 1)]
    [InlineData(1, 1, 2, -1)]
    public void Measurements_that_cannot_be_are_refused(double small, double ofSmall, double big, double ofBig) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TwoBatchNoise().Add(small, ofSmall, big, ofBig));

    [Fact]
    public void Runs_on_the_curve_give_it_back()
    {
        double[] sizes = [8, 32, 128, 512];
        var fit = CriticalBatchSize.Fit(sizes, [.. sizes.Select(size => 300 + 24_000 / size)]);
        Assert.Equal(300, fit.LeastSteps, 1e-6);
        Assert.Equal(24_000, fit.LeastExamples, 1e-4);
        Assert.Equal(80, fit.Value, 1e-6);
        Assert.Equal((80, 80), (Math.Round(fit.Low, 4), Math.Round(fit.High, 4)));
        Assert.Equal((600, 48_000, 0.5), (Math.Round(fit.Steps(80), 6), Math.Round(fit.Examples(80), 4), Math.Round(fit.StepShare(80), 6)));
        Assert.Equal(1, (fit.Steps(20) / 300 - 1) * (fit.Examples(20) / 24_000 - 1), 1e-6);
        var predicted = CriticalBatchSize.Predict(80, 80, 600);
        Assert.Equal((300, 24_000), (Math.Round(predicted.LeastSteps, 6), Math.Round(predicted.LeastExamples, 4)));
    }

    [Fact]
    public void Its_interval_covers_the_truth_where_runs_scatter()
    {
        double[] sizes = [8, 16, 32, 64, 128, 256];
        var covered = Enumerable.Range(0, Seeds).Count(seed =>
        {
            var random = new RandomStream(seed, 6);
            var fit = CriticalBatchSize.Fit(sizes, [.. sizes.Select(size => (300 + 24_000 / size) * (1 + 0.05 * random.NextGaussian()))]);
            return fit.Low <= 80 && 80 <= fit.High;
        });
        Assert.InRange(covered, 0.90 * Seeds, 0.99 * Seeds);
    }

    [Fact]
    public void Runs_that_make_no_curve_are_refused()
    {
        Assert.Throws<ArgumentException>(() => CriticalBatchSize.Fit([8, 8], [100, 101]));
        Assert.Throws<ArgumentException>(() => CriticalBatchSize.Fit([8, 16], [100]));
        Assert.Throws<ArgumentException>(() => CriticalBatchSize.Fit([8, 16], [100, 0]));
    }
}
