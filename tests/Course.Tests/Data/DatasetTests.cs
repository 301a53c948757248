using Course.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Data;

public sealed class DatasetTests
{
    [Fact]
    public void An_epoch_holds_each_sample_once_with_its_own_target()
    {
        var data = Numbered(23);
        var seen = new List<double>();
        var sizes = new List<long>();
        foreach (var batch in data.Batches(5, seed: 4))
        {
            Assert.Equal(batch.Inputs.select(1, 0).Values(), batch.Targets.Values());
            seen.AddRange(batch.Targets.Values());
            sizes.Add(batch.Size);
        }

        Assert.Equal([5L, 5, 5, 5, 3], sizes);
        Assert.Equal(Enumerable.Range(0, 23).Select(i => (double)i), seen.Order());
        Assert.NotEqual(Enumerable.Range(0, 23).Select(i => (double)i), seen);
    }

    [Fact]
    public void The_order_depends_on_seed_and_epoch_alone()
    {
        var data = Numbered(40);

        Assert.Equal(Order(data, 1, 0), Order(data, 1, 0));
        Assert.NotEqual(Order(data, 1, 0), Order(data, 2, 0));
        Assert.NotEqual(Order(data, 1, 0), Order(data, 1, 1));
    }

    [Fact]
    public void An_epoch_can_be_entered_in_the_middle()
    {
        var data = Numbered(23);
        var whole = data.Batches(5, seed: 4, epoch: 2).SelectMany(batch => batch.Targets.Values());
        var rest = data.Batches(5, seed: 4, epoch: 2, first: 3).SelectMany(batch => batch.Targets.Values());

        Assert.Equal(whole.Skip(15), rest);
    }

    [Fact]
    public void All_orders_of_three_samples_are_equally_likely()
    {
        var counts = new Dictionary<string, int>();
        var data = Numbered(3);
        const int Epochs = 6000;
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var order = string.Concat(Order(data, 9, epoch));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        // Each of the six has the mean 1000 and the standard deviation 29; five of those are a chance of one in a million.
        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 1000 - 145, 1000 + 145));
    }

    [Fact]
    public void A_split_shares_no_sample_and_loses_none()
    {
        var (first, second) = Numbered(30).Split(0.8, seed: 1);

        Assert.Equal((24L, 6L), (first.Count, second.Count));
        Assert.Equal(Enumerable.Range(0, 30).Select(i => (double)i), first.Targets.Values().Concat(second.Targets.Values()).Order());
        Assert.Equal(first.Targets.Values(), Numbered(30).Split(24, seed: 1).First.Targets.Values());
    }

    [Fact]
    public void Chunks_are_views_of_all_samples_in_order()
    {
        var data = Numbered(7);
        var chunks = data.Chunks(3).ToArray();

        Assert.Equal([3L, 3, 1], chunks.Select(chunk => chunk.Size));
        chunks[2].Inputs.fill_(-1);
        Assert.Equal(-1, data.Inputs[6, 0].ToDouble());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Dataset(zeros(3, 2), zeros(4)));
        Assert.Throws<ArgumentException>(() => new Dataset(zeros(3, 2), zeros(3), ["a", "b"]));
        Assert.Throws<ArgumentException>(() => new Dataset(zeros(3, 2), tensor(new long[] { 0, 1, 2 }), ["a", "b"]));
        Assert.Throws<ArgumentException>(() => new Dataset(zeros(2, 2), tensor(new long[] { 0, -1 }), ["a", "b"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(3).Split(3, seed: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(3).Split(1.5, seed: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(3).Take(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(3).Batches(0, seed: 0));
    }

    [Fact]
    public void Spirals_lie_in_the_unit_disk_with_equal_classes_and_no_straight_line_between_them()
    {
        var data = Spirals.Generate(100, classes: 3, noise: 0.1, seed: 5);

        Assert.Equal([300L, 2], data.Inputs.shape);
        Assert.Equal([100L, 100, 100], data.Targets.bincount(null).data<long>().ToArray());
        Assert.InRange(data.Inputs.square().sum(dim: 1).max().ToDouble(), 0, 1.0001);
        Assert.Equal(data.Inputs.Values(), Spirals.Generate(100, classes: 3, noise: 0.1, seed: 5).Inputs.Values());
        Assert.NotEqual(data.Inputs.Values(), Spirals.Generate(100, classes: 3, noise: 0.1, seed: 6).Inputs.Values());
        Assert.InRange(Linear.Accuracy(data, data), 0.33, 0.75);
    }

    [Theory]
    [InlineData(23, 5)]
    [InlineData(4, 4)]
    public void Each_sample_validates_in_one_fold_and_trains_in_all_others(int samples, int count)
    {
        var folds = Numbered(samples).Folds(count, seed: 2).ToArray();

        Assert.Equal(count, folds.Length);
        Assert.Equal(Enumerable.Range(0, samples).Select(i => (double)i), folds.SelectMany(fold => fold.Validation.Targets.Values()).Order());
        Assert.All(folds, fold =>
        {
            Assert.InRange(fold.Validation.Count, samples / count, 1 + (samples - 1) / count);
            Assert.Equal(samples, fold.Train.Targets.Values().Union(fold.Validation.Targets.Values()).Count());
            Assert.Equal(fold.Train.Inputs.select(1, 0).Values(), fold.Train.Targets.Values());
        });
        Assert.NotEqual(folds[0].Validation.Targets.Values(), Numbered(samples).Folds(count, seed: 3).First().Validation.Targets.Values());
    }

    [Fact]
    public void Fewer_than_two_folds_or_more_than_samples_are_refused_at_once()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(5).Folds(1, seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(5).Folds(6, seed: 1));
    }

    private static double[] Order(Dataset data, long seed, long epoch) =>
        [.. data.Batches(data.Count, seed, epoch).SelectMany(batch => batch.Targets.Values())];

    private static Dataset Numbered(int count) => new(arange(count, float32).unsqueeze(1).repeat(1, 2), arange(count, float32));
}
