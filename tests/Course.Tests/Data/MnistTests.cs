using Course.Data;
using Course.Instruments;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Data;

public sealed class MnistTests
{
    [SkippableFact]
    public void The_real_test_images_have_the_shape_range_and_class_counts_of_their_description()
    {
        Skip.IfNot(Mnist.IsTestPresent(SharedData.Mnist), SharedData.Missing);
        var test = Mnist.LoadTest(SharedData.Mnist);

        Assert.Equal([10_000L, 28, 28], test.Inputs.shape);
        Assert.Equal(0, test.Inputs.min().ToDouble());
        Assert.Equal(1, test.Inputs.max().ToDouble());
        // The first ten labels and the class counts as published with the data.
        Assert.Equal([7L, 2, 1, 0, 4, 1, 4, 9, 5, 9], test.Targets.narrow(0, 0, 10).data<long>().ToArray());
        Assert.Equal([980L, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], test.Targets.bincount(null).data<long>().ToArray());
        Assert.Equal(0.1325, test.Inputs.mean().ToDouble(), 4); // the test images' own mean, 33.79 of 255
    }

    [SkippableFact]
    public void Normalized_pixels_differ_by_the_stated_mean_and_deviation()
    {
        Skip.IfNot(Mnist.IsTestPresent(SharedData.Mnist), SharedData.Missing);
        var plain = Mnist.LoadTest(SharedData.Mnist).Take(100);
        var normalized = Mnist.LoadTest(SharedData.Mnist, normalize: true).Take(100);

        Numbers.Close((plain.Inputs - 0.1307) / 0.3081, normalized.Inputs, 1e-6);
    }

    [SkippableFact]
    public void A_small_network_learns_8000_real_digits_and_reads_above_93_per_cent_of_2000_others()
    {
        Skip.IfNot(Mnist.IsTestPresent(SharedData.Mnist), SharedData.Missing);
        var (train, test) = Mnist.LoadTest(SharedData.Mnist, normalize: true).Split(8_000, seed: 1);
        manual_seed(1);
        var net = new Mlp(784, 256, 256, 10);
        var objective = new NetworkObjective(net, Losses.CrossEntropy, train);
        var result = new Trainer(objective, new Sgd(), learningRate: 0.1) { BatchSize = 64, Seed = 1 }.Run(epochs: 5);

        Assert.Equal(ExitReason.Completed, result.Exit);
        Assert.InRange(Classification.Accuracy(net, test), 0.93, 1);
    }

    [Fact]
    public void Both_pairs_are_read_plain_or_compressed_and_a_missing_file_is_named()
    {
        using var folder = new TemporaryFolder();
        WritePair(folder, "train", 3);
        Assert.False(Mnist.IsPresent(folder.FullName));
        var error = Assert.Throws<FileNotFoundException>(() => Mnist.Load(folder.FullName));
        Assert.Contains("t10k-images-idx3-ubyte", error.Message, StringComparison.Ordinal);

        WritePair(folder, "t10k", 2);
        Assert.True(Mnist.IsPresent(folder.FullName));
        var (train, test) = Mnist.Load(folder.FullName);
        Assert.Equal((3L, 2L), (train.Count, test.Count));
        Assert.Equal([0L, 1, 2], train.Targets.data<long>().ToArray());
    }

    [Theory]
    [InlineData(3, 2, 0)] // more images than labels
    [InlineData(2, 2, 9)] // a label beyond nine
    public void Files_that_do_not_belong_together_are_refused(byte images, byte labels, byte firstLabel)
    {
        using var folder = new TemporaryFolder();
        WritePair(folder, "t10k", images, labels, firstLabel);

        Assert.Throws<InvalidDataException>(() => Mnist.LoadTest(folder.FullName));
    }

    private static void WritePair(TemporaryFolder folder, string part, byte images, byte? labels = null, byte firstLabel = 0)
    {
        folder.Write($"{part}-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, images, 0, 0, 0, 2, 0, 0, 0, 2, .. new byte[images * 4]]);
        var count = labels ?? images;
        folder.Write($"{part}-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, count, .. Enumerable.Range(firstLabel, count).Select(i => (byte)i)]);
    }
}
