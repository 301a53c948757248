using System.Globalization;
using Course.Curvature;
using Course.Data;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Benchmarks;

/// <summary>How far spectral densities are off the exact one, which a network as small as 49-20-10-10 still has.</summary>
internal static partial class CurvatureBenchmark
{
    private const int DensityProbes = 5, DensitySteps = 50;
    private const int DensityDraws = 20; // a seed each

    private static IEnumerable<Row> DensityErrors(CurvatureProblem problem)
    {
        var pooled = new Dataset(nn.functional.avg_pool2d(problem.Samples.Inputs, 4), problem.Samples.Targets);
        manual_seed(0);
        var network = new Mlp(49, 20, 10, 10);
        new Trainer(new NetworkObjective(network, Losses.CrossEntropy, pooled), new Sgd(), learningRate: 0.1) { BatchSize = 32 }.Run(epochs: 5);
        var samples = pooled.Take(1024); // as the peer takes them
        var objective = new NetworkObjective(network, Losses.CrossEntropy, samples);
        var w = objective.Parameters.Vector;
        var exact = Spectrum(samples, w);
        var largest = Math.Max(Math.Abs(exact[0]), Math.Abs(exact[^1]));
        double InPercent(Func<int, (double Node, double Weight)[]> draw) => Enumerable.Range(0, DensityDraws).Average(seed => 100 * Distance(draw(seed), exact) / largest);

        using var hessian = new HessianOperator(objective, w);
        var ours = InPercent(seed => Measure(SpectralDensity.Of(hessian, DensityProbes, DensitySteps, seed)));
        double? theirs = null;
        if (problem.Present([("PyHessian", "")]).Length > 0)
            CurvatureProblem.Handing(w, file => theirs = InPercent(seed => Measure(problem.Peer.Ask($"density_small {file} {seed.ToString(CultureInfo.InvariantCulture)}"))));
        yield return new Row("  its Wasserstein distance to the exact one, of the largest eigenvalue, for a small network; beside PyHessian's", ours, theirs, theirs is null ? null : 1, "%");
    }

    /// <summary>All eigenvalues of the small network in float64, ascending.</summary>
    private static double[] Spectrum(Dataset samples, Tensor w)
    {
        var network = new Mlp(49, 20, 10, 10);
        network.to(ScalarType.Float64);
        var objective = new NetworkObjective(network, Losses.CrossEntropy, new Dataset(samples.Inputs.@double(), samples.Targets));
        using (no_grad()) objective.Parameters.Vector.copy_(w);
        using var hessian = new HessianOperator(objective, objective.Parameters.Vector);
        using var matrix = hessian.ToDense();
        using var values = linalg.eigvalsh(matrix);
        return [.. values.data<double>()];
    }

    private static (double Node, double Weight)[] Measure(SpectralDensity density) =>
        [.. density.Nodes.Zip(density.Weights).SelectMany(probe => probe.First.Zip(probe.Second, (node, weight) => (node, weight / density.Nodes.Count)))];

    /// <summary>Of an answer whose first half are nodes and whose second half are weights.</summary>
    private static (double Node, double Weight)[] Measure(double[] answer) => [.. answer[..(answer.Length / 2)].Zip(answer[(answer.Length / 2)..])];

    /// <summary>The Wasserstein-1 distance of a measure to that of eigenvalues: the area between their distribution functions.</summary>
    private static double Distance((double Node, double Weight)[] measure, double[] eigenvalues)
    {
        var jumps = measure.Concat(eigenvalues.Select(value => (Node: value, Weight: -1.0 / eigenvalues.Length))).OrderBy(jump => jump.Node).ToArray();
        var (area, difference) = (0.0, 0.0);
        for (var i = 0; i + 1 < jumps.Length; i++)
        {
            difference += jumps[i].Weight;
            area += Math.Abs(difference) * (jumps[i + 1].Node - jumps[i].Node);
        }
        return area;
    }
}
