using Course.Data;
using Course.Instruments;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Data;

public sealed class StrokeDigitsTests
{
    [Fact]
    public void The_same_seed_draws_the_same_images_to_the_bit_and_another_seed_others()
    {
        var (one, same, other) = (StrokeDigits.Generate(200, seed: 1), StrokeDigits.Generate(200, seed: 1), StrokeDigits.Generate(200, seed: 2));

        Assert.Equal(one.Inputs.data<float>().ToArray(), same.Inputs.data<float>().ToArray());
        for (var i = 0; i < 200; i++)
            Assert.False(one.Inputs[i].allclose(other.Inputs[i]), $"image {i} is the same for two seeds");
    }

    [Fact]
    public void An_image_does_not_depend_on_how_many_are_drawn() =>
        Assert.Equal(
            StrokeDigits.Generate(50, seed: 3).Inputs.data<float>().ToArray(),
            StrokeDigits.Generate(500, seed: 3).Take(50).Inputs.contiguous().data<float>().ToArray());

    [Fact]
    public void Images_are_20_by_20_in_the_unit_range_with_equal_classes()
    {
        var data = StrokeDigits.Generate(1000, seed: 4);

        Assert.Equal([1000L, 20, 20], data.Inputs.shape);
        Assert.Equal(0, data.Inputs.min().ToDouble());
        Assert.Equal(1, data.Inputs.max().ToDouble());
        Assert.Equal(Enumerable.Repeat(100L, 10), data.Targets.bincount(null).data<long>().ToArray());
        Assert.Equal("7", data.ClassNames[7]);
    }

    [Fact]
    public void Without_noise_paper_is_blank_and_every_digit_leaves_ink_within_the_image()
    {
        var data = StrokeDigits.Generate(500, seed: 5, noise: 0);
        var ink = data.Inputs.sum([1, 2]).Values();

        Assert.InRange(data.Inputs.eq(0).@double().mean().ToDouble(), 0.5, 0.95);
        Assert.All(ink, sum => Assert.InRange(sum, 8, 140));
    }

    [Fact]
    public void Each_distortion_can_be_switched_off()
    {
        var still = StrokeDigits.Generate(100, seed: 6, translation: 0, scaling: 0, rotation: 0, noise: 0);
        var moved = StrokeDigits.Generate(100, seed: 6, translation: 3, scaling: 0, rotation: 0, noise: 0);

        // What is not moved has its centre of ink near the middle; what is moved by up to three pixels strays further.
        Assert.True(CentreSpread(still) < 1.0, $"spread {CentreSpread(still)}");
        Assert.True(CentreSpread(moved) > 1.5, $"spread {CentreSpread(moved)}");
    }

    [Fact]
    public void A_linear_classifier_reads_most_and_a_perceptron_reads_almost_all()
    {
        var (train, test) = StrokeDigits.Generate(8_000, seed: 7).Split(6_000, seed: 8);
        var linear = Linear.Accuracy(train, test);
        manual_seed(9);
        var net = new Mlp(400, 256, 10);
        new Trainer(new NetworkObjective(net, Losses.CrossEntropy, train), new Sgd(), learningRate: 0.2) { BatchSize = 32, Seed = 10 }.Run(epochs: 8);
        var perceptron = Classification.Accuracy(net, test);

        Assert.InRange(linear, 0.85, 0.95);
        Assert.InRange(perceptron, 0.97, 0.999);
    }

    [Theory]
    [InlineData(-1, 0, 0, 0, 0)]
    [InlineData(1, -1, 0, 0, 0)]
    [InlineData(1, 0, 1, 0, 0)]
    [InlineData(1, 0, 0, -1, 0)]
    [InlineData(1, 0, 0, 0, -0.1)]
    public void Senseless_numbers_are_refused(int count, double translation, double scaling, double rotation, double noise) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StrokeDigits.Generate(count, 0, translation, scaling, rotation, noise));

    /// <summary>The standard deviation of the images' centres of ink, over both axes, in pixels.</summary>
    private static double CentreSpread(Dataset data)
    {
        var position = arange(20, float32);
        var ink = data.Inputs.sum([1, 2]);
        var x = (data.Inputs.sum(dim: 1) * position).sum(dim: 1) / ink;
        var y = (data.Inputs.sum(dim: 2) * position).sum(dim: 1) / ink;
        return Math.Sqrt(((x - x.mean()).square().mean() + (y - y.mean()).square().mean()).ToDouble());
    }
}
