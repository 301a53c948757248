using Course.Curvature;
using static TorchSharp.torch;

namespace Course.Benchmarks;

/// <summary>Products with a curvature matrix.</summary>
internal static partial class CurvatureBenchmark
{
    private const int ProductTurns = 31;

    private static IEnumerable<Row> Products(CurvatureProblem problem)
    {
        var (objective, w) = (problem.Objective, problem.Objective.Parameters.Vector);
        using var v = randn_like(w);
        using var hessian = new HessianOperator(objective, w);
        using var rebuilt = new HessianOperator(objective, w) { GraphBudget = 0 };
        using var gaussNewton = new GaussNewtonOperator(objective, w);
        return
        [
            .. problem.Compare("Hessian product, graph kept / one gradient", 1.15, () => hessian.Multiply(v).Dispose(), problem.Gradient, ProductTurns,
                ("PyTorch", "product kept"), ("PyHessian", "product pyhessian")),
            .. problem.Compare("Hessian product, graph rebuilt / one gradient", null, () => rebuilt.Multiply(v).Dispose(), problem.Gradient, ProductTurns,
                ("PyTorch", "product rebuilt"), ("curvlinops", "product curvlinops")),
            .. problem.Compare("Gauss–Newton product, graph kept / one gradient", null, () => gaussNewton.Multiply(v).Dispose(), problem.Gradient, ProductTurns),
        ];
    }
}
