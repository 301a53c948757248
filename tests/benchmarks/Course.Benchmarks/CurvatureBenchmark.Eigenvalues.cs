using Course.Curvature;
using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Benchmarks;

/// <summary>Eigenvalues and spectral densities.</summary>
internal static partial class CurvatureBenchmark
{
    private const int EigenvalueTurns = 5; // a seed each
    private const double Proven = 1e-5;

    private static List<Row> Eigenvalues(CurvatureProblem problem)
    {
        problem.MoveTo(problem.Trained);
        List<Row> rows = [];
        var (seed, worst, products, isProven) = (-1, 0.0, 0L, true);
        var truth = Reference(problem);
        void Top()
        {
            using var hessian = new HessianOperator(problem.Objective, problem.Objective.Parameters.Vector);
            var pairs = Eigenpairs.Top(hessian, truth.Length, Proven, seed: ++seed);
            worst = Math.Max(worst, Error(pairs.Values, truth));
            products = Math.Max(products, pairs.Products);
            isProven &= pairs.Converged;
        }
        (string Name, string Question)[] peers =
        [
            ("PyTorch, Lanczos of 30 steps", "top lanczos"), ("PyTorch, power iteration", "top power"), ("PyHessian", "top pyhessian"),
            ("hessian-eigenthings", "top eigenthings"), ("hessian-eigenthings, 30 steps", "top eigenthings 30"), ("curvlinops", "top curvlinops"),
        ];
        rows.AddRange(problem.Compare("top 5 eigenvalues to a proven 1e-5 / one gradient", 40, Top, problem.Gradient, EigenvalueTurns, peers));
        rows.Add(new Row("  products, of the worst seed", products, null, null, ""));
        rows.Add(new Row("  worst error over seeds, in 1e-5 of the largest", isProven ? worst / Proven : double.PositiveInfinity, null, 1, ""));
        rows.AddRange(problem.Present(peers).Select(peer => new Row($"    the same of {peer.Name}", Error([.. problem.Peer.Ask(peer.Question)[2..]], truth) / Proven, null, null, "")));

        SpectralDensity? density = null;
        void Spread()
        {
            using var hessian = new HessianOperator(problem.Objective, problem.Objective.Parameters.Vector);
            density = SpectralDensity.Of(hessian, DensityProbes, DensitySteps);
        }
        rows.AddRange(problem.Compare("spectral density, 5 probes / one gradient", 350, Spread, problem.Gradient, 1, ("PyHessian", "density pyhessian")));
        var mean = TraceEstimate.Of(problem.Objective, problem.Objective.Parameters.Vector).Value / problem.Objective.Dimension;
        rows.Add(new Row("  its first moment, off the exact trace", 100 * Math.Abs(density!.Mean(x => x).Value / mean - 1), null, null, "%"));
        rows.AddRange(problem.Present([("PyHessian", "density pyhessian")]).Select(peer =>
            new Row($"    the same of {peer.Name}", 100 * Math.Abs(Measure(problem.Peer.Ask(peer.Question)[2..]).Sum(point => point.Node * point.Weight) / mean - 1), null, null, "%")));
        rows.AddRange(DensityErrors(problem));
        problem.MoveTo(problem.Start);
        return rows;
    }

    /// <summary>The eigenvalues of the same network in float64, to 1e-9.</summary>
    private static double[] Reference(CurvatureProblem problem)
    {
        var network = new Mlp(784, 256, 256, 10);
        network.to(ScalarType.Float64);
        var objective = new NetworkObjective(network, Losses.CrossEntropy, new Dataset(problem.Samples.Inputs.@double(), problem.Samples.Targets));
        using (no_grad()) objective.Parameters.Vector.copy_(problem.Trained);
        using var hessian = new HessianOperator(objective, objective.Parameters.Vector);
        return Eigenpairs.Top(hessian, 5, 1e-9, seed: 17).Values;
    }

    private static double Error(double[] values, double[] truth) => values.Zip(truth, (value, exact) => Math.Abs(value - exact)).Max() / truth[0];
}
