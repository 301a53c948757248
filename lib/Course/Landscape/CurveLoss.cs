using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>The mean of an objective over some places on a connecting curve, <c>(1/T) Σ f(φ(t))</c>, as a function of the curve's bends.</summary>
/// <param name="curve">The curve.</param>
/// <param name="objective">f.</param>
/// <param name="places">The places t.</param>
internal sealed class CurveLoss(ConnectingCurve curve, Objective objective, IReadOnlyList<double> places) : Objective
{
    private const int Places = 20; // even, so that a chain's bend lies between two

    /// <summary>The midpoints of equal pieces of [0, 1]: the mean over them is the integral to the order of a piece's length squared.</summary>
    public static IReadOnlyList<double> EvenPlaces { get; } = [.. Enumerable.Range(0, Places).Select(i => (i + 0.5) / Places)];

    public override long Dimension => curve.Bends.shape[0];

    public override Tensor Value(Tensor w)
    {
        RequireVector(w, nameof(w), curve.Bends);
        return Mean(w, (_, point) => objective.Value(point));
    }

    public override Tensor ValueAndGradient(Tensor w, Tensor gradient)
    {
        RequireVector(w, nameof(w), curve.Bends);
        RequireVector(gradient, nameof(gradient), curve.Bends);
        using var still = no_grad();
        gradient.zero_();
        using var g = empty_like(curve.From);
        return Mean(w, (c, point) =>
        {
            var value = objective.ValueAndGradient(point, g);
            AddTo(gradient, c, g);
            return value;
        });
    }

    /// <summary>∂²F/∂θₖ∂θₗ = E_t cₖ cₗ ∇²f(φ(t)): one product of f's Hessian a place.</summary>
    public override Tensor HessianVectorProduct(Tensor w, Tensor v)
    {
        RequireVector(w, nameof(w), curve.Bends);
        RequireVector(v, nameof(v), curve.Bends);
        using var still = no_grad();
        var product = zeros_like(w);
        Mean(w, (c, point) =>
        {
            var along = zeros_like(point);
            for (var k = 1; k <= curve.Count; k++) along.add_(curve.Bend(v, k), alpha: c[k]);
            var h = objective.HessianVectorProduct(point, along);
            AddTo(product, c, h);
            return h;
        }).Dispose();
        return product;
    }

    private void AddTo(Tensor bends, double[] c, Tensor share)
    {
        for (var k = 1; k <= curve.Count; k++) curve.Bend(bends, k).add_(share, alpha: c[k] / places.Count);
    }

    /// <summary>The mean over the places; gives each the curve's coefficients and the point, and sums the first number of what comes back.</summary>
    private Tensor Mean(Tensor w, Func<double[], Tensor, Tensor> at)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        using var guard = Undisturbed.Of(objective);
        using var averages = objective is INetworkLoss { Network.Module: var module } ? new BatchNormAverages(module) : null;
        averages?.Require(((INetworkLoss)objective).Chunks.Min(chunk => chunk.Size));
        averages?.TakeFromBatches();
        var (point, sum) = (empty_like(curve.From), 0.0);
        foreach (var t in places)
        {
            using var inner = NewDisposeScope();
            curve.PutAt(t, w.detach(), point);
            sum += at(curve.Coefficients(t), point).reshape(-1)[0].ToDouble();
        }
        return tensor(sum / places.Count, device: w.device).MoveToOuterDisposeScope();
    }
}
