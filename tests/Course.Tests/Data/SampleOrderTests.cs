using Course.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Data;

public sealed class SampleOrderTests
{
    [Fact]
    public void Shuffled_has_every_sample_once_and_another_order_each_epoch()
    {
        var (first, second) = (SampleOrder.Shuffled.Indices(100, 1, 0), SampleOrder.Shuffled.Indices(100, 1, 1));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), first.Order());
        Assert.NotEqual(first, second);
        Assert.Equal(first, SampleOrder.Shuffled.Indices(100, 1, 0));
    }

    [Fact]
    public void With_replacement_a_share_of_1_over_e_never_comes()
    {
        const int n = 20_000;
        var drawn = SampleOrder.WithReplacement.Indices(n, 2, 0);

        Assert.Equal(n, drawn.Length);
        Assert.All(drawn, i => Assert.InRange(i, 0, n - 1));
        // (1 − 1/N)ᴺ → 1/e; the count's variance is below N/e (1 − 1/e) for being negatively correlated.
        var missing = n - drawn.Distinct().Count();
        Assert.InRange(missing, n / Math.E - 5 * Math.Sqrt(n * 0.2325), n / Math.E + 5 * Math.Sqrt(n * 0.2325));
    }

    [Fact]
    public void A_curriculum_starts_with_the_easiest_and_ends_with_all()
    {
        var difficulty = tensor([5.0, 1, 4, 2, 3, 0, 9, 8, 7, 6]); // from easy to hard: 5, 1, 3, 4, 2, 0, 9, 8, 7, 6
        var order = SampleOrder.Curriculum(difficulty, epochs: 4, start: 0.2);

        Assert.Equal([1L, 5], Seen(0));                // share 0.2
        Assert.Equal([1L, 3, 4, 5], Seen(1));          // 0.4
        Assert.Equal([0L, 1, 2, 3, 4, 5], Seen(2));    // 0.6
        Assert.Equal(10, Seen(4).Length);
        Assert.Equal(10, order.Indices(10, 1, 0).Length);
        Assert.Equal(order.Indices(10, 1, 7).Order(), Enumerable.Range(0, 10).Select(i => (long)i));
        Assert.Equal([5, 5], order.Indices(10, 3, 0).CountBy(i => i).Select(pair => pair.Value)); // each as often as the other

        long[] Seen(long epoch) => [.. order.Indices(10, 1, epoch).Distinct().Order()];
    }

    [Fact]
    public void Batches_follow_the_order_and_go_on_in_the_middle_of_an_epoch()
    {
        var data = new Dataset(arange(10, float64).unsqueeze(1), arange(10, int64));
        var drawn = SampleOrder.WithReplacement.Indices(10, 4, 2);
        var batches = data.Batches(4, seed: 4, epoch: 2, order: SampleOrder.WithReplacement).ToArray();

        Assert.Equal([4L, 4, 2], batches.Select(batch => batch.Size));
        Assert.Equal(drawn, batches.SelectMany(batch => batch.Targets.data<long>().ToArray()));
        var rest = data.Batches(4, seed: 4, epoch: 2, first: 1, SampleOrder.WithReplacement).First();
        Assert.Equal(batches[1].Targets.data<long>().ToArray(), rest.Targets.data<long>().ToArray());
    }

    [Fact]
    public void A_curriculum_that_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleOrder.Curriculum(zeros(3), epochs: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleOrder.Curriculum(zeros(3), epochs: 1, start: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleOrder.Curriculum(zeros(3), epochs: 1, start: double.NaN));
        Assert.Throws<ArgumentException>(() => SampleOrder.Curriculum(zeros(0), epochs: 1));
        Assert.Throws<ArgumentException>(() => SampleOrder.Curriculum(zeros(3, 1), epochs: 1));
        var error = Assert.Throws<ArgumentException>(() => SampleOrder.Curriculum(tensor([0, double.NaN]), epochs: 1));
        Assert.Contains("sample 1", error.Message, StringComparison.Ordinal);
        var other = SampleOrder.Curriculum(zeros(3), epochs: 1);
        error = Assert.Throws<ArgumentException>(() => new Dataset(zeros(4, 1), zeros(4)).Batches(2, seed: 1, order: other).First());
        Assert.Contains("3 samples", error.Message, StringComparison.Ordinal);
    }
}
