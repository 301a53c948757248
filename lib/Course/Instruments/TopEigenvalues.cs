using Course.Curvature;
using Course.Objectives;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>Records the Hessian's largest eigenvalues, as <c>eigenvalue: 1</c>, <c>eigenvalue: 2</c> and so on, from a few products with it.</summary>
/// <remarks>
/// The search begins with the vectors found last time and so needs few products. A value is never above the true one (Cauchy's interlacing), and with the products that it takes unless told otherwise
/// it lies a few thousandths below, more at the first measurement, and so after a resumption, which begin without vectors. Allow 1,000 products where values must be proven to the
/// tolerance, whatever they begin with: that takes several times as long.
/// </remarks>
/// <param name="count">How many.</param>
/// <param name="tolerance">The search ends before where values are proven to be off by no more than this part of the largest |λ|.</param>
/// <param name="objective">Whose Hessian it is; null for the objective on each step's batch.</param>
/// <param name="products">How many products with the Hessian a measurement takes at most; 8 and 4 for each eigenvalue if left out.</param>
public sealed class TopEigenvalues(int count = 1, double tolerance = 1e-2, Objective? objective = null, long? products = null) : PointInstrument(objective)
{
    private readonly TopSearch search = new(count, tolerance, products ?? 8 + 4L * count);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => [.. Enumerable.Range(1, count).Select(i => $"eigenvalue: {i}")];

    /// <inheritdoc/>
    protected override void Measure(Objective objective, Tensor w, TrainingMoment moment, History history)
    {
        var values = IsFinite(objective, w) ? search.Run(objective, w).Values : null;
        for (var i = 0; i < count; i++) history.Record(Series[i], moment.Step, values?[i] ?? double.NaN);
    }
}
