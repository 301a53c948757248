using System.Diagnostics;
using Course.Curvature;
using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Benchmarks;

/// <summary>What the eigenvalues of a network of ten million parameters take of memory, this process as a whole.</summary>
internal static class MemoryBenchmark
{
    public static IEnumerable<Row> Run()
    {
        manual_seed(0);
        var network = new Mlp(784, 2800, 2800, 10);
        var samples = Mnist.LoadTest(TrainingBenchmark.Folder());
        var objective = new NetworkObjective(network, Losses.CrossEntropy, new Dataset(samples.Inputs.unsqueeze(1), samples.Targets).Take(8000));
        new Course.Training.Trainer(objective, new Course.Optimizers.Sgd(), learningRate: 0.1) { BatchSize = 64 }.RunSteps(300); // to where there are outliers
        using var hessian = new HessianOperator(objective, objective.Parameters.Vector);
        var watch = Stopwatch.StartNew();
        var pairs = Eigenpairs.Top(hessian, 5);
        using var process = Process.GetCurrentProcess();
        return
        [
            new Row($"peak memory, top 5 of {objective.Dimension} parameters on {objective.Count} images", process.PeakWorkingSet64 / 1e9, null, 4, "GB"),
            new Row("  time", watch.Elapsed.TotalSeconds, null, null, "s"),
            new Row("  products", pairs.Products, null, null, pairs.Converged ? "" : "not converged"),
        ];
    }
}
