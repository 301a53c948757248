using Course.Objectives;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>
/// The loss on a path through the parameters, <c>t ↦ f(φ(t))</c>: a straight line through a point or between two solutions (Goodfellow, Vinyals
/// and Saxe, "Qualitatively characterizing neural network optimization problems", 2015), or a curve that connects them.
/// </summary>
/// <remarks>
/// A network is measured in evaluation mode, and is afterwards as it was before. The running averages of batch normalization belong to the weights
/// that it was trained to, not to those between: unless they are to be kept they are estimated anew at every point on the training data, at the
/// price of a second forward pass. Data other than the training data are given as <c>objective.On(new Batch(test.Inputs, test.Targets))</c>.
/// </remarks>
public sealed class LossLine
{
    private LossLine(double[] t, (double Loss, double? Error)[] values)
    {
        T = t;
        Losses = [.. values.Select(value => value.Loss)];
        Errors = values[0].Error is null ? null : [.. values.Select(value => value.Error!.Value)];
        (Barrier, BarrierAt) = BarrierOf(Losses);
    }

    /// <summary>The places t on the path, rising.</summary>
    public IReadOnlyList<double> T { get; }

    /// <summary>The loss at each place.</summary>
    public IReadOnlyList<double> Losses { get; }

    /// <summary>The fraction of the samples that is classified wrongly at each place, from 0 to 1; null where the objective is no classifier's.</summary>
    public IReadOnlyList<double>? Errors { get; }

    /// <summary>The largest loss.</summary>
    public double Highest => Losses.Max();

    /// <summary>
    /// The barrier, <c>max_t f(φ(t)) − [(1 − s) f(φ(t₀)) + s f(φ(t₁))]</c> with s the share of the way from t₀ to t₁: how far the loss rises above the straight line
    /// between the losses at its ends (Entezari et al., "The role of permutation invariance in linear mode connectivity", 2022, definition 2.1). It is zero where
    /// the loss rises nowhere above, a lower bound of the barrier between the places that were measured, and infinite where the loss there is.
    /// </summary>
    /// <remarks>Frankle et al., "Linear mode connectivity and the lottery ticket hypothesis", 2020, take the mean of the two ends in place of the line, the same where they are equal.</remarks>
    public double Barrier { get; }

    /// <summary>The place t of the barrier.</summary>
    public double BarrierAt { get; }

    /// <summary>The barrier of the errors: how far the fraction that is classified wrongly rises above the straight line between its ends; null where the objective is no classifier's.</summary>
    public double? ErrorBarrier => Errors is null ? null : BarrierOf(Errors).Height;

    /// <summary>The loss on the straight line between two points, <c>φ(t) = (1 − t) a + t b</c> with t from 0 to 1.</summary>
    /// <param name="objective">f.</param>
    /// <param name="from">a, <c>[P]</c>.</param>
    /// <param name="to">b, <c>[P]</c>.</param>
    /// <param name="count">How many places are measured, at even distances; at least 2.</param>
    /// <param name="keepAverages">Whether batch normalization keeps the running averages that it has.</param>
    /// <returns>The losses.</returns>
    /// <exception cref="ArgumentException">A point is not a vector of P finite numbers of the objective's type, or the loss at an end is infinite or not a number.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 2.</exception>
    /// <exception cref="OperationCanceledException">The notebook's cell was stopped.</exception>
    public static LossLine Between(Objective objective, Tensor from, Tensor to, int count = 51, bool keepAverages = false)
    {
        ArgumentNullException.ThrowIfNull(objective);
        using var a = WeightVectors.Copy(from, nameof(from), objective.Dimension);
        using var b = WeightVectors.Copy(to, nameof(to), objective.Dimension, a);
        // Exactly a and b at the ends, which a + t (b − a) would not be.
        return Measure(objective, a, (0, 1), count, keepAverages, (point, t) => point.copy_(a).mul_(1 - t).add_(b, alpha: t)).RequireFiniteEnds();
    }

    /// <summary>The loss on the straight line through a point, <c>φ(t) = w + t d</c>.</summary>
    /// <param name="objective">f.</param>
    /// <param name="w">The point, <c>[P]</c>.</param>
    /// <param name="direction">d, <c>[P]</c>, taken as long as it is; <see cref="WeightPlane.FilterNormalized"/> makes random ones in the weights' own measure.</param>
    /// <param name="low">The first t.</param>
    /// <param name="high">The last t, above the first.</param>
    /// <param name="count">How many places are measured, at even distances; at least 2.</param>
    /// <param name="keepAverages">Whether batch normalization keeps the running averages that it has.</param>
    /// <returns>The losses, infinite or not a number where they are.</returns>
    /// <exception cref="ArgumentException">A vector is not of P finite numbers of the objective's type, or the line has no length.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 2.</exception>
    /// <exception cref="OperationCanceledException">The notebook's cell was stopped.</exception>
    public static LossLine Along(Objective objective, Tensor w, Tensor direction, double low, double high, int count = 51, bool keepAverages = false)
    {
        ArgumentNullException.ThrowIfNull(objective);
        using var origin = WeightVectors.Copy(w, nameof(w), objective.Dimension);
        using var d = WeightVectors.Copy(direction, nameof(direction), objective.Dimension, origin);
        return Measure(objective, origin, (low, high), count, keepAverages, (point, t) => point.copy_(origin).add_(d, alpha: t));
    }

    /// <summary>The loss on a curve between two solutions, t from 0 to 1.</summary>
    /// <param name="objective">f.</param>
    /// <param name="curve">The curve.</param>
    /// <param name="count">How many places are measured, at even distances of t; at least 2, and odd to meet the middle.</param>
    /// <param name="keepAverages">Whether batch normalization keeps the running averages that it has.</param>
    /// <returns>The losses.</returns>
    /// <exception cref="ArgumentException">The curve is not through points of the objective's number of parameters and type, or the loss at an end is infinite or not a number.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 2.</exception>
    /// <exception cref="OperationCanceledException">The notebook's cell was stopped.</exception>
    public static LossLine On(Objective objective, ConnectingCurve curve, int count = 51, bool keepAverages = false)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(curve);
        curve.RequireFit(objective);
        return Measure(objective, curve.From, (0, 1), count, keepAverages, (point, t) => curve.PutAt(t, curve.Bends, point)).RequireFiniteEnds();
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"Loss {Losses[0]:G4} at t = {T[0]:G4}, {Losses[^1]:G4} at t = {T[^1]:G4}, highest {Highest:G4}; barrier {Barrier:G4} at t = {BarrierAt:G4} ({T.Count} places)");

    /// <summary>The straight line between the values at the ends, at one place.</summary>
    internal static double Interpolated(IReadOnlyList<double> values, int place)
    {
        var share = (double)place / (values.Count - 1);
        return (1 - share) * values[0] + share * values[^1];
    }

    private static LossLine Measure(Objective objective, Tensor like, (double Low, double High) side, int count, bool keepAverages, Action<Tensor, double> put)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (!(side.Low < side.High) || !double.IsFinite(side.High - side.Low))
            throw new ArgumentException($"A line goes from a lower to a higher t; given: {side.Low} to {side.High}.", nameof(side));
        double[] places = [.. Enumerable.Range(0, count).Select(i => side.Low + (side.High - side.Low) * i / (count - 1))];
        using var scope = NewDisposeScope();
        using var still = no_grad();
        using var probe = new Probe(objective, like, keepAverages);
        var values = new (double, double?)[count];
        for (var i = 0; i < count; i++)
        {
            using var inner = NewDisposeScope();
            put(probe.Point, places[i]);
            values[i] = probe.LossAndError();
        }
        return new LossLine(places, values);
    }

    private LossLine RequireFiniteEnds()
    {
        if (double.IsFinite(Losses[0]) && double.IsFinite(Losses[^1])) return this;
        throw new ArgumentException(FormattableString.Invariant(
            $"The loss is {Losses[0]} at one end and {Losses[^1]} at the other; a barrier is measured above two finite losses. Check the weights and the data."));
    }

    private (double Height, double At) BarrierOf(IReadOnlyList<double> values)
    {
        var (height, at) = (0.0, T[0]);
        for (var i = 0; i < values.Count; i++)
        {
            var excess = double.IsNaN(values[i]) ? double.PositiveInfinity : values[i] - Interpolated(values, i);
            if (excess > height) (height, at) = (excess, T[i]);
        }
        return (height, at);
    }
}
