using Course.Landscape;

namespace Course.Benchmarks;

/// <summary>Slices through the loss surface.</summary>
internal static partial class CurvatureBenchmark
{
    private const int SurfaceTurns = 15, SurfaceSide = 8; // few points a turn, so that both sides meet the same load; of 51 × 51 each has a smaller share of what is made ready once

    private static IEnumerable<Row> Surface(CurvatureProblem problem)
    {
        var (objective, w) = (problem.Objective, problem.Objective.Parameters.Vector);
        var plane = WeightPlane.FilterNormalized(objective, w, seed: 1);
        return problem.Compare("Loss surface / as many forward passes", 1.02,
            () => plane.Values(objective, (-1, 1), (-1, 1), SurfaceSide),
            () =>
            {
                for (var i = 0; i < SurfaceSide * SurfaceSide; i++) objective.Value(w).Dispose();
            },
            SurfaceTurns, ("PyTorch", $"surface {SurfaceSide}"));
    }
}
