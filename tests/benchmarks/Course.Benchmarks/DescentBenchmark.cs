using Course.Data;
using Course.Instruments;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Benchmarks;

/// <summary>
/// Gradient descent beside stochastic gradient descent on one network of about 450,000 parameters (lecture L2, "GD is the same as SGD"):
/// trained on 8,000 of MNIST's 10,000 test images until the loss is <see cref="Fitted"/>, tested on the other 2,000.
/// </summary>
internal static class DescentBenchmark
{
    private const int Seeds = 3;
    private const double Fitted = 0.02;

    public static IEnumerable<Row> Run()
    {
        var images = Mnist.LoadTest(TrainingBenchmark.Folder());
        var test = TrainingBenchmark.HeldOut(images);
        List<Fit> gd = [], sgd = [];
        for (var seed = 0; seed < Seeds; seed++)
        {
            gd.Add(Train(images.Take(8000), test, batchSize: 8000, learningRate: 0.5, seed));
            sgd.Add(Train(images.Take(8000), test, batchSize: 32, learningRate: 0.1, seed));
        }
        double Mean(List<Fit> fits, Func<Fit, double> figure) => fits.Average(figure);
        Row Compare(string name, Func<Fit, double> figure, string unit) => new(name, Mean(gd, figure), Mean(sgd, figure), null, unit);
        yield return Compare($"GD beside SGD, mean of {Seeds} seeds: mistakes on 2,000 images", fit => fit.Mistakes, "images");
        for (var seed = 0; seed < Seeds; seed++) yield return new Row($"  seed {seed}", gd[seed].Mistakes, sgd[seed].Mistakes, null, "images");
        yield return Compare("  mistakes on the 8,000 trained on", fit => fit.TrainingMistakes, "images");
        yield return Compare("  training loss at the end", fit => fit.Loss, "nats");
        yield return Compare("  epochs until then", fit => fit.Epochs, "epochs");
    }

    private static Fit Train(Dataset train, Dataset test, long batchSize, double learningRate, int seed)
    {
        manual_seed(seed);
        var net = new Mlp(784, 430, 256, 10); // 450,456 parameters
        var objective = new NetworkObjective(net, Losses.CrossEntropy, train) { ChunkSize = 8000 };
        var trainer = new Trainer(objective, new Sgd(), learningRate) { BatchSize = batchSize, Seed = seed };
        double Loss() => objective.Value(objective.Parameters.Vector).ToDouble();
        var epochs = 0;
        var stride = batchSize == train.Count ? 20 : 1; // the loss is looked at as often as a step of its kind allows
        while (Loss() > Fitted && epochs < 3000)
        {
            trainer.Run(stride);
            epochs += stride;
        }
        return new Fit(Wrong(net, test), Wrong(net, train), Loss(), epochs);
    }

    private static double Wrong(Mlp net, Dataset samples) => Math.Round((1 - Classification.Accuracy(net, samples)) * samples.Count);

    private sealed record Fit(double Mistakes, double TrainingMistakes, double Loss, double Epochs);
}
