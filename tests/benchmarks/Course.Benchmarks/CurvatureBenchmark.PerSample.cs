using Course.Data;
using Course.GradientStatistics;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Benchmarks;

/// <summary>Norms of per-sample gradients.</summary>
internal static partial class CurvatureBenchmark
{
    private const int PerSampleTurns = 25;

    private static IEnumerable<Row> PerSample(CurvatureProblem problem)
    {
        var batch = problem.Samples.Take(512);
        return
        [
            .. Norms("MLP", 1.1, problem.Objective.On(new Batch(batch.Inputs, batch.Targets)), problem.Objective.Parameters.Vector),
            .. Norms("CNN", 1.2, new NetworkObjective(TrainingBenchmark.Cnn(), Losses.CrossEntropy, batch)),
        ];

        IEnumerable<Row> Norms(string network, double limit, Objective objective, Tensor? at = null)
        {
            var w = at ?? ((NetworkObjective)objective).Parameters.Vector;
            var gradient = zeros_like(w);
            return problem.Compare(
                $"norms of 512 samples' gradients, {network} / a plain backward", limit, () => PerSampleGradients.Of(objective, w).Dispose(), () => objective.ValueAndGradient(w, gradient).Dispose(),
                PerSampleTurns, ("BackPACK", $"norms {network} backpack"), ("PyTorch, vmap", $"norms {network} vmap"));
        }
    }
}
