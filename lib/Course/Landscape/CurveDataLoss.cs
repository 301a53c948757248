using Course.Data;
using Course.Objectives;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>The mean of an objective with data over a connecting curve; on a trainer's batch it is taken at one place, drawn for that batch.</summary>
/// <param name="curve">The curve.</param>
/// <param name="objective">f, whose data it has.</param>
/// <param name="seed">What the places depend on.</param>
internal sealed class CurveDataLoss(ConnectingCurve curve, DatasetObjective objective, long seed) : DatasetObjective(objective.Samples)
{
    private readonly CurveLoss whole = new(curve, objective, CurveLoss.EvenPlaces);

    public override long Dimension => whole.Dimension;

    public override Tensor Value(Tensor w) => whole.Value(w);

    public override Tensor ValueAndGradient(Tensor w, Tensor gradient) => whole.ValueAndGradient(w, gradient);

    public override Tensor HessianVectorProduct(Tensor w, Tensor v) => whole.HessianVectorProduct(w, v);

    public override Objective On(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new CurveLoss(curve, objective.On(batch), batch.Draw is { } draw ? [new RandomStream(seed, draw).NextDouble()] : CurveLoss.EvenPlaces);
    }
}
