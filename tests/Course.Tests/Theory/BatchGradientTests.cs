using Course.Data;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Theory;

/// <summary>The variance of a batch's gradient (lectures L1, L3): σ²/B with replacement, σ²/B · (N − B)/(N − 1) without.</summary>
public sealed class BatchGradientTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Over_all_batches_with_replacement_the_variance_is_σ2_over_B_exactly(int size)
    {
        var f = Problem(6);
        var batches = Enumerable.Range(0, (int)Math.Pow(6, size)).Select(code => Digits(code, size));

        AssertMoments(f, batches, Variance(f) / size);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    public void Over_all_batches_without_replacement_it_is_smaller_by_N_less_B_over_N_less_1_exactly(int size)
    {
        var f = Problem(6);
        var batches = Enumerable.Range(0, 1 << 6).Select(Members).Where(members => members.Length == size);

        AssertMoments(f, batches, Variance(f) / size * (6 - size) / 5);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(20)]
    [InlineData(30)]
    public void The_batches_of_an_epoch_have_these_variances(int size)
    {
        const int n = 40, epochs = 3000;
        var f = Problem(n);
        var variance = Variance(f) / size;

        // A sum of P = 3 squares that are nearly normal: its relative deviation is at most √2, that of a single one.
        var error = 5 * Math.Sqrt(2.0 / epochs);
        Assert.InRange(Measured(SampleOrder.WithReplacement) / variance, 1 - error, 1 + error);
        Assert.InRange(Measured(SampleOrder.Shuffled) / (variance * (n - size) / (n - 1)), 1 - error, 1 + error);

        double Measured(SampleOrder order)
        {
            var (whole, w) = (f.Gradient(Point), Point);
            return Enumerable.Range(0, epochs).Average(epoch =>
            {
                using var scope = NewDisposeScope();
                var batch = f.Samples.Batches(size, seed: 5, epoch, order: order).First();
                return (f.On(batch).Gradient(w) - whole).square().sum().ToDouble();
            });
        }
    }

    private static Tensor Point => tensor([1.0, -2, 0.5]);

    private static LeastSquares Problem(int n) => LeastSquares.Generate(n, 3, noise: 1, seed: 6);

    /// <summary>σ²: the mean square distance of a single sample's gradient from the whole one.</summary>
    private static double Variance(LeastSquares f)
    {
        var whole = f.Gradient(Point);
        return Enumerable.Range(0, (int)f.Count).Average(i => (Gradient(f, [i]) - whole).square().sum().ToDouble());
    }

    private static void AssertMoments(LeastSquares f, IEnumerable<long[]> batches, double variance)
    {
        var whole = f.Gradient(Point);
        Tensor[] gradients = [.. batches.Select(indices => Gradient(f, indices))];

        Numbers.Close(whole, stack(gradients).mean([0]), 1e-13); // without bias
        Assert.Equal(variance, gradients.Average(g => (g - whole).square().sum().ToDouble()), 1e-12 * (1 + variance));
    }

    private static Tensor Gradient(LeastSquares f, long[] indices)
    {
        var samples = tensor(indices);
        return f.On(new Batch(f.Samples.Inputs.index_select(0, samples), f.Samples.Targets.index_select(0, samples))).Gradient(Point);
    }

    private static long[] Digits(int code, int count) => [.. Enumerable.Range(0, count).Select(i => (long)(code / (int)Math.Pow(6, i) % 6))];

    private static long[] Members(int set) => [.. Enumerable.Range(0, 6).Where(i => (set >> i & 1) == 1).Select(i => (long)i)];
}
