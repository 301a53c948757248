using Course.Curvature;
using Course.Objectives;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>Records the Hessian's largest eigenvalues, as <c>eigenvalue: 1</c>, <c>eigenvalue: 2</c> and so on, each within a proven bound.</summary>
/// <remarks>
/// The search begins with the vectors found last time, which saves products; values do not depend on them beyond the tolerance, so that a resumed run, which
/// begins without them, records the same to the tolerance.
/// </remarks>
/// <param name="count">How many.</param>
/// <param name="tolerance">How far values may be off, as a part of the largest |λ|.</param>
/// <param name="objective">Whose Hessian it is; null for the objective on each step's batch.</param>
public sealed class TopEigenvalues(int count = 1, double tolerance = 1e-2, Objective? objective = null) : PointInstrument(objective)
{
    private readonly TopSearch search = new(count, tolerance);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => [.. Enumerable.Range(1, count).Select(i => $"eigenvalue: {i}")];

    /// <inheritdoc/>
    protected override void Measure(Objective objective, Tensor w, TrainingMoment moment, History history)
    {
        var values = IsFinite(objective, w) ? search.Run(objective, w).Values : null;
        for (var i = 0; i < count; i++) history.Record(Series[i], moment.Step, values?[i] ?? double.NaN);
    }
}
