using System.Diagnostics;
using System.Globalization;
using Course.Data;
using Course.Instruments;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Benchmarks;

/// <summary>Training on 8,000 of MNIST's 10,000 test images, in turns with PyTorch: an epoch with all that the trainer does around a step, and a whole run tested on the other 2,000.</summary>
internal static class TrainingBenchmark
{
    private const int Turns = 7;
    private const int Runs = 3;

    public static IEnumerable<Row> Run()
    {
        var folder = Folder();
        // The same images as the peer's, so that the wrong answers compare.
        var all = Mnist.LoadTest(folder);
        var images = new Dataset(all.Inputs.unsqueeze(1), all.Targets, all.ClassNames);
        using var peer = new Peer("training.py", folder, get_num_threads().ToString(CultureInfo.InvariantCulture));
        return [.. Epochs(images.Take(8000), peer), .. Whole(images, peer)];
    }

    private static IEnumerable<Row> Epochs(Dataset train, Peer peer)
    {
        var (mlp, cnn) = (Trainer(new Mlp(784, 256, 256, 10), train), Trainer(Cnn(), train));
        List<double> oursMlp = [], oursCnn = [], loader = [], tensor = [], theirCnn = [];
        for (var turn = -1; turn < Turns; turn++)
        {
            // The first turn compiles, and lets both sides find their memory; the first epoch of each lets a side find its caches again.
            Take(oursMlp, turn, () => mlp.Run(epochs: 1).Elapsed.TotalSeconds);
            Take(loader, turn, () => peer.Ask("epoch mlp loader")[0]);
            Take(tensor, turn, () => peer.Ask("epoch mlp tensor")[0]);
            Take(oursCnn, turn, () => cnn.Run(epochs: 1).Elapsed.TotalSeconds);
            Take(theirCnn, turn, () => peer.Ask("epoch cnn tensor")[0]);
        }
        static void Take(List<double> times, int turn, Func<double> epoch)
        {
            double[] taken = [epoch(), epoch(), epoch()];
            if (turn >= 0) times.AddRange(taken[1..].Select(seconds => 1e3 * seconds));
        }
        yield return Row.InTurns("epoch of the MLP beside PyTorch with a DataLoader", oursMlp, loader, 0.6, "ms");
        yield return Row.InTurns("  beside PyTorch with the data as a tensor", oursMlp, tensor, 0.95, "ms");
        yield return Row.InTurns("epoch of the CNN beside PyTorch with the data as a tensor", oursCnn, theirCnn, 1.0, "ms");
    }

    private static IEnumerable<Row> Whole(Dataset images, Peer peer)
    {
        List<double[]> ours = [], theirs = [];
        for (var seed = 0; seed < Runs; seed++)
        {
            ours.Add(Whole(images, seed));
            theirs.Add(peer.Ask($"whole {seed.ToString(CultureInfo.InvariantCulture)}"));
        }
        double Median(List<double[]> runs, int figure) => Statistics.Median(runs.Select(run => run[figure]));
        yield return new Row("MLP, 10 epochs of batches of 32: wrong answers", Median(ours, 1), null, 7, "%");
        yield return new Row("  the same of PyTorch", Median(theirs, 1), null, null, "%");
        yield return new Row("  time", Median(ours, 0), Median(theirs, 0), 20, "s") { LimitsOurs = true };
    }

    private static double[] Whole(Dataset images, int seed)
    {
        manual_seed(seed);
        var test = HeldOut(images);
        var net = new Mlp(784, 256, 256, 10);
        var result = new Trainer(new NetworkObjective(net, Losses.CrossEntropy, images.Take(8000)), new Sgd(), learningRate: 0.1) { BatchSize = 32, Seed = seed }.Run(epochs: 10);
        return [result.Elapsed.TotalSeconds, 100 * (1 - Classification.Accuracy(net, test))];
    }

    private static Trainer Trainer(nn.Module<Tensor, Tensor> net, Dataset train) =>
        new(new NetworkObjective(net, Losses.CrossEntropy, train), new HeavyBall(), learningRate: 0.01) { BatchSize = 128 };

    public static nn.Module<Tensor, Tensor> Cnn() => nn.Sequential(
        nn.Conv2d(1, 16, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(32 * 7 * 7, 10));

    /// <summary>The 2,000 images that no benchmark trains on.</summary>
    public static Dataset HeldOut(Dataset images) =>
        new(images.Inputs.narrow(0, 8000, 2000), images.Targets.narrow(0, 8000, 2000), images.ClassNames);

    public static string Folder()
    {
        var root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));
        string[] candidates = [Path.Combine(root, "data", "mnist"), Path.Combine(root, "..", "shared", "data", "mnist-t10k")];
        return candidates.FirstOrDefault(Mnist.IsTestPresent)
            ?? throw new InvalidOperationException("MNIST's 10,000 test images are needed. Put t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz into data/mnist/.");
    }
}
