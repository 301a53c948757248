using Course.Curvature;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Benchmarks;

/// <summary>The trace of the Hessian, of a piecewise linear network and of one with tanh, at the start and after training.</summary>
internal static partial class CurvatureBenchmark
{
    private const int TraceTurns = 7;

    private static IEnumerable<Row> Trace(CurvatureProblem problem)
    {
        foreach (var (place, w) in new[] { ("at the start", problem.Start), ("after training", problem.Trained) })
        {
            problem.MoveTo(w);
            TraceEstimate? trace = null;
            foreach (var row in problem.Compare(
                $"trace {place} / one gradient", 4, () => trace = TraceEstimate.Of(problem.Objective, problem.Objective.Parameters.Vector), problem.Gradient,
                TraceTurns, ("PyTorch, from layers", "trace layers"), ("PyHessian", "trace pyhessian"))) yield return row;
            // In float64 a unit within rounding of zero may count otherwise, which alone is 2e-6 of the trace.
            var truth = problem.Peer.Ask("trace value")[0];
            yield return new Row("  its relative difference from PyTorch's", 1e6 * Math.Abs(trace!.Value / truth - 1), null, trace.IsExact ? 1 : 0, "millionths");
        }
        problem.MoveTo(problem.Start);

        manual_seed(0);
        var tanh = new NetworkObjective(new Mlp(() => nn.Tanh(), 784, 256, 256, 10), Losses.CrossEntropy, problem.Samples);
        var at = tanh.Parameters.Vector;
        var gradient = tanh.Parameters.Gradient;
        TraceEstimate? estimate = null;
        foreach (var row in problem.Compare(
            "trace with tanh to 2 % / one gradient", 60, () => estimate = TraceEstimate.Of(tanh, at, precision: 0.02), () => tanh.ValueAndGradient(at, gradient).Dispose(), TraceTurns)) yield return row;
        yield return new Row("  its stated interval, half", 100 * (estimate!.High - estimate.Value) / Math.Abs(estimate.Value), null, 2, "%");
    }
}
