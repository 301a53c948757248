using Course.Data;
using Course.GradientStatistics;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.GradientStatistics;

public sealed class TailIndexTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(1)]
    [InlineData(1.6)]
    [InlineData(2)]
    public void Stable_draws_have_their_characteristic_function(double α)
    {
        const int n = 40_000;
        var x = SymmetricStable.Sample(α, n, seed: 7);
        foreach (var t in new[] { 0.1, 0.5, 1, 2 })
        {
            // The mean of cos(tX) is exp(−|t|^α); a cosine's standard deviation is at most 0.71.
            Assert.Equal(Math.Exp(-Math.Pow(t, α)), (x * t).cos().mean().ToDouble(), 4 * 0.71 / Math.Sqrt(n));
            Assert.Equal(0, (x * t).sin().mean().ToDouble(), 4 * 0.71 / Math.Sqrt(n));
        }
    }

    [Fact]
    public void Stable_draws_with_index_two_are_normal_and_with_index_one_Cauchys()
    {
        var normal = SymmetricStable.Sample(2, 20_000, seed: 1);
        Assert.Equal(2, normal.square().mean().ToDouble(), 0.08);
        Assert.InRange(Gaussianity.Of(normal).OmnibusPValue, 0.01, 1);
        var cauchy = SymmetricStable.Sample(1, 20_000, seed: 1); // half of it within −1…1
        Assert.Equal(0.5, cauchy.abs().lt(1).to(float64).mean().ToDouble(), 0.015);
        Numbers.Close(cauchy, SymmetricStable.Sample(1, 20_000, seed: 1), 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => SymmetricStable.Sample(2.1, 5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SymmetricStable.Sample(0, 5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SymmetricStable.Sample(1, 0, 0));
    }

    [Theory]
    [InlineData(0.8)]
    [InlineData(1.2)]
    [InlineData(1.6)]
    [InlineData(2)]
    public void The_interval_covers_the_index_as_often_as_it_says(double α)
    {
        var estimates = Enumerable.Range(0, 200).Select(seed => TailIndex.Of(SymmetricStable.Sample(α, 2500, seed))).ToArray();
        Assert.InRange(estimates.Count(estimate => estimate.Low <= α && α <= estimate.High), 180, 198);
        Assert.Equal(α, estimates.Average(estimate => estimate.Value), 0.03 * α);
        Assert.All(estimates, estimate => Assert.Equal(50, estimate.BlockLength));
        var noises = Enumerable.Range(0, 200).Select(seed => SymmetricStable.Sample(α, 30 * 100, seed).view(30, 100)).ToArray();
        Assert.InRange(noises.Select(noise => TailIndex.Pooled(noise)).Count(estimate => estimate.Low <= α && α <= estimate.High), 180, 198);
        Assert.InRange(noises.Select(noise => TailIndex.AcrossBatches(noise.t(), 5)).Count(estimate => estimate.Low <= α && α <= estimate.High), 180, 198);
    }

    [Fact]
    public void The_estimate_is_the_formula_of_the_paper()
    {
        double[] x = [.. Enumerable.Range(1, 20).Select(k => Math.Sin(k * k) + 1.1)];
        double[] y = [.. x.Chunk(5).Select(block => block.Sum())];
        var inverse = (y.Average(v => Math.Log(Math.Abs(v))) - x.Average(v => Math.Log(Math.Abs(v)))) / Math.Log(5);
        var estimate = TailIndex.Of(tensor(x), 5);
        Assert.Equal(1 / inverse, estimate.Value, 1e-12);
        double[] growths = [.. x.Chunk(5).Select((block, i) => Math.Log(Math.Abs(y[i])) - block.Average(v => Math.Log(Math.Abs(v))))];
        var error = 3.182446305284263 * Math.Sqrt(growths.Sum(g => Math.Pow(g - growths.Average(), 2)) / 3 / 4) / Math.Log(5);
        Assert.Equal(1 / (inverse + error), estimate.Low, 1e-2);
        Assert.Equal(inverse - error > 0 ? 1 / (inverse - error) : double.PositiveInfinity, estimate.High, 1e-2);
    }

    [Fact]
    public void Normal_noise_of_unequal_scales_looks_heavy_tailed_when_coordinates_are_pooled_and_not_across_batches()
    {
        using var generator = new Generator(3);
        var noise = randn(400, 1000, generator: generator) * logspace(-4, 0, 1000).index_select(0, randperm(1000, generator: generator));
        Assert.InRange(TailIndex.Pooled(noise).High, 0, 1.5);
        var across = TailIndex.AcrossBatches(noise);
        Assert.True(across.Low <= 2 && 2 <= across.High && across.High - across.Low < 0.3, $"{across}");
    }

    [Fact]
    public void Exact_zeros_are_left_out()
    {
        var x = SymmetricStable.Sample(1.5, 400, 1);
        var thinned = cat([zeros(100, float64), x]).view(2, 250).t().reshape(-1);
        Assert.Equal(400, thinned.masked_select(thinned.ne(0)).numel());
        Assert.Equal(TailIndex.Of(thinned.masked_select(thinned.ne(0))), TailIndex.Of(thinned));
        var noise = x.view(40, 10);
        Assert.Equal(TailIndex.AcrossBatches(noise), TailIndex.AcrossBatches(cat([noise, zeros(40, 3, float64)], 1)));
        var wide = x.view(4, 100);
        Assert.Equal(TailIndex.Pooled(wide, 10), TailIndex.Pooled(cat([wide, zeros(4, 3, float64)], 1), 10));
    }

    [Fact]
    public void What_has_no_tail_index_is_refused()
    {
        Assert.Contains("[K]", Assert.Throws<ArgumentException>(() => TailIndex.Of(rand(4, 4))).Message);
        Assert.Throws<ArgumentException>(() => TailIndex.Of(rand(10)));
        Assert.Throws<ArgumentException>(() => TailIndex.Of(zeros(100)));
        Assert.Throws<ArgumentException>(() => TailIndex.Of(full(100, double.NaN)));
        Assert.Throws<ArgumentOutOfRangeException>(() => TailIndex.Of(rand(100), 51));
        Assert.Throws<ArgumentOutOfRangeException>(() => TailIndex.Of(rand(100), 1));
        Assert.Throws<ArgumentException>(() => TailIndex.Pooled(rand(1, 100)));
        Assert.Throws<ArgumentOutOfRangeException>(() => TailIndex.AcrossBatches(rand(3, 100)));
        Assert.Throws<ArgumentException>(() => TailIndex.AcrossBatches(zeros(30, 5)));
    }

    [Fact]
    public void Noise_is_each_batchs_gradient_less_the_full_one()
    {
        var f = Network();
        var w = f.Parameters.Vector * 1.2;
        var kept = f.Parameters.Vector.clone();
        var noise = GradientNoise.Sample(f, w, batchSize: 5, count: 6, seed: 9);
        Assert.Equal([6, f.Dimension], noise.shape);
        for (var k = 0; k < 6; k++)
        {
            using var batch = f.Samples.Batches(5, 9, epoch: k).First();
            Numbers.Close(f.On(batch).Gradient(w) - f.Gradient(w), noise[k], 1e-14);
        }
        Numbers.Close(kept, f.Parameters.Vector, 0);
        Numbers.Close(noise, GradientNoise.Sample(f, w, 5, 6, 9), 0);

        // Its mean is zero and its covariance that of B draws without replacement: tr Σ (1/B − 1/N).
        var many = GradientNoise.Sample(f, w, 5, 400, 1);
        var gradients = stack([.. Enumerable.Range(0, 20).Select(i => f.On(new(f.Samples.Inputs.narrow(0, i, 1), f.Samples.Targets.narrow(0, i, 1))).Gradient(w))]);
        var spread = gradients.var(0, unbiased: true).sum().ToDouble() * (1.0 / 5 - 1.0 / 20);
        Assert.Equal(spread, many.square().sum(1).mean().ToDouble(), 0.2 * spread);
    }

    [Fact]
    public void Some_coordinates_of_the_noise_can_be_kept()
    {
        var f = Network();
        var w = f.Parameters.Vector;
        var all = GradientNoise.Sample(f, w, 5, 3, 2);
        var some = GradientNoise.Sample(f, w, 5, 3, 2, coordinates: 7);
        Assert.Equal([3, 7], some.shape);
        var places = Enumerable.Range(0, 7).Select(j => Enumerable.Range(0, (int)f.Dimension).Single(i => (all.select(1, i) - some.select(1, j)).abs().max().ToDouble() == 0)).ToArray();
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void Noise_that_cannot_be_drawn_is_refused()
    {
        var f = Network();
        var w = f.Parameters.Vector;
        Assert.Contains("no noise", Assert.Throws<ArgumentOutOfRangeException>(() => GradientNoise.Sample(f, w, 20, 3, 0)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientNoise.Sample(f, w, 0, 3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientNoise.Sample(f, w, 5, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientNoise.Sample(f, w, 5, 3, 0, coordinates: f.Dimension + 1));
        Assert.Contains("coordinates", Assert.Throws<ArgumentException>(() => GradientNoise.Sample(f, w, 5, 1_000_000_000, 0)).Message);
    }

    private static NetworkObjective Network()
    {
        var network = new Mlp(() => nn.Tanh(), 3, 4, 3).to(float64);
        var f = new NetworkObjective(network, Losses.CrossEntropy, new Dataset(new RandomStream(1).NextGaussians(20, 3), arange(20, int64).remainder(3)));
        using var still = no_grad();
        f.Parameters.Vector.copy_(new RandomStream(2).NextGaussians(f.Dimension));
        return f;
    }
}
