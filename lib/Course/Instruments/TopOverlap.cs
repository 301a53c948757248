using Course.Landscape;
using Course.Objectives;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>
/// Records the share of the gradient that lies in the space of the Hessian's top eigenvectors, as <c>gradient overlap</c>: <see cref="Overlap.Of"/> of Gur-Ari, Roberts and Dyer (2018),
/// who take as many vectors as there are classes.
/// </summary>
/// <remarks>The search begins with the vectors found last time; it goes on until the eigenvalues are proven to the tolerance, as <c>Eigenpairs.Top</c> does.</remarks>
/// <param name="count">How many eigenvectors, k.</param>
/// <param name="objective">Whose gradient and Hessian it is; null for the objective on each step's batch.</param>
/// <param name="tolerance">How far eigenvalues may be off, as a part of the largest |λ|.</param>
public sealed class TopOverlap(int count, Objective? objective = null, double tolerance = 1e-3) : PointInstrument(objective)
{
    private readonly TopSearch search = new(count, tolerance);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Series => ["gradient overlap"];

    /// <inheritdoc/>
    protected override void Measure(Objective objective, Tensor w, TrainingMoment moment, History history) =>
        history.Record("gradient overlap", moment.Step, IsFinite(objective, w) ? Overlap.Of(search.Run(objective, w).Vectors, objective.Gradient(w)) : double.NaN);
}
