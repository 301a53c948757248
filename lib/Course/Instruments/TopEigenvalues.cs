using Course.Objectives;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>Records the Hessian's largest eigenvalues, as <c>eigenvalue: 1</c>, <c>eigenvalue: 2</c> and so on.</summary>
/// <remarks>
/// The search begins with the vectors found last time. Without a tolerance it takes 6k products with the Hessian: the values are not above the true ones but for rounding (Cauchy's
/// interlacing), and mostly less than a hundredth below, at times a few where each step has another batch, and a tenth at the first measurement and the first after a resumption, which begin without vectors. With a tolerance the values
/// are proven to it whatever they begin with, which takes several times as long.
/// </remarks>
/// <param name="count">How many, k.</param>
/// <param name="tolerance">How far values may be off, as a part of the largest |λ|; null for the quick search.</param>
/// <param name="objective">Whose Hessian it is; null for the objective on each step's batch.</param>
public sealed class TopEigenvalues(int count = 1, double? tolerance = null, Objective? objective = null) : PointInstrument(objective)
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
