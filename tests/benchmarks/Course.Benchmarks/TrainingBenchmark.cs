using System.Diagnostics;
using System.Globalization;
using Course.Data;
using Course.Instruments;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;

namespace Course.Benchmarks;

/// <summary>Training a 784-256-256-10 MLP on 8,000 of MNIST's 10,000 test images, tested on the other 2,000, in turns with PyTorch.</summary>
internal static class TrainingBenchmark
{
    private const int Rounds = 3;
    private const int Epochs = 10;
    private const int BatchSize = 32;
    private const double LearningRate = 0.1;

    public static IEnumerable<Row> Run()
    {
        var folder = Folder();
        var threads = torch.get_num_threads();
        using var peer = new Peer("training.py", folder, Epochs.ToString(CultureInfo.InvariantCulture), BatchSize.ToString(CultureInfo.InvariantCulture), threads.ToString(CultureInfo.InvariantCulture));
        List<(double Seconds, double Wrong)> ours = [], theirs = [];
        for (var seed = 0; seed < Rounds; seed++)
        {
            ours.Add(Train(folder, seed));
            var answer = peer.Ask(seed.ToString(CultureInfo.InvariantCulture));
            theirs.Add((answer[0], answer[1]));
        }

        double Ours(Func<(double Seconds, double Wrong), double> figure) => Statistics.Median(ours.Select(figure));
        double Theirs(Func<(double Seconds, double Wrong), double> figure) => Statistics.Median(theirs.Select(figure));
        yield return new Row("MNIST 8,000 / 2,000: wrong answers", Ours(run => run.Wrong), null, 7, "%");
        yield return new Row("  the same of PyTorch", Theirs(run => run.Wrong), null, null, "%");
        yield return new Row($"training, {Epochs} epochs of batches of {BatchSize}", Ours(run => run.Seconds), null, 20, "s");
        yield return new Row($"  the same beside PyTorch, {threads} threads", Ours(run => run.Seconds), Theirs(run => run.Seconds), null, "s");
    }

    private static (double Seconds, double Wrong) Train(string folder, int seed)
    {
        torch.manual_seed(seed);
        // The same images as the peer's, so that the wrong answers compare.
        var all = Mnist.LoadTest(folder);
        var train = all.Take(8000);
        var test = new Dataset(all.Inputs.narrow(0, 8000, all.Count - 8000), all.Targets.narrow(0, 8000, all.Count - 8000), all.ClassNames);
        var net = new Mlp(784, 256, 256, 10);
        var trainer = new Trainer(new NetworkObjective(net, Losses.CrossEntropy, train), new Sgd(), LearningRate) { BatchSize = BatchSize, Seed = seed };
        var watch = Stopwatch.StartNew();
        trainer.Run(Epochs);
        return (watch.Elapsed.TotalSeconds, 100 * (1 - Classification.Accuracy(net, test)));
    }

    private static string Folder()
    {
        var root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));
        string[] candidates = [Path.Combine(root, "data", "mnist"), Path.Combine(root, "..", "shared", "data", "mnist-t10k")];
        return candidates.FirstOrDefault(Mnist.IsTestPresent)
            ?? throw new InvalidOperationException("MNIST's 10,000 test images are needed. Put t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz into data/mnist/.");
    }
}
