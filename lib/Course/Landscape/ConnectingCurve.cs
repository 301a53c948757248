using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>
/// A curve between two solutions a and b whose bends are free, <c>φ(t) = c₀(t) a + Σₖ cₖ(t) θₖ + cₙ₊₁(t) b</c> with t from 0 to 1: minimizing the mean loss on
/// it over the bends θ finds a path without a barrier where the straight line has one (Garipov et al., "Loss surfaces, mode connectivity, and fast
/// ensembling of DNNs", 2018, section 3; Draxler et al., "Essentially no barriers in neural network energy landscape", 2018).
/// </summary>
/// <example>
/// <code>
/// var curve = ConnectingCurve.Bezier(a, b);
/// new Trainer(curve.ExpectedLoss(objective), curve.Bends, new Sgd(), 0.05) { BatchSize = 128 }.Run(20);
/// var barrier = LossLine.On(objective, curve).Barrier;
/// </code>
/// </example>
public sealed class ConnectingCurve
{
    private const int Pieces = 200; // of the sum that is a Bézier curve's length; a power of t is then right to ten digits
    private readonly bool isPolygon;

    private ConnectingCurve(Tensor from, Tensor to, int bends, bool isPolygon)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(bends, 1);
        From = WeightVectors.Copy(from, nameof(from), from.numel());
        To = WeightVectors.Copy(to, nameof(to), from.numel(), From);
        Count = bends;
        this.isPolygon = isPolygon;
        using var scope = NewDisposeScope();
        using var still = no_grad();
        Bends = empty(bends * from.numel(), From.dtype, From.device).DetachFromDisposeScope();
        for (var k = 1; k <= bends; k++)
            Bend(Bends, k).copy_(From).mul_(1 - k / (bends + 1.0)).add_(To, alpha: k / (bends + 1.0));
    }

    /// <summary>A Bézier curve, with one bend <c>φ(t) = (1 − t)² a + 2 t (1 − t) θ + t² b</c>; with n bends of degree n + 1.</summary>
    /// <param name="from">a, <c>[P]</c>; it is copied.</param>
    /// <param name="to">b, <c>[P]</c>; it is copied.</param>
    /// <param name="bends">n, at least 1.</param>
    /// <returns>The curve; until its bends are changed it is the straight line.</returns>
    /// <exception cref="ArgumentException">The ends are not vectors of finite numbers, of one length, type and device.</exception>
    public static ConnectingCurve Bezier(Tensor from, Tensor to, int bends = 1) => new(from, to, bends, isPolygon: false);

    /// <summary>A polygonal chain, with one bend straight from a to θ for t to ½ and from θ to b after it; with n bends in n + 1 straight pieces.</summary>
    /// <param name="from">a, <c>[P]</c>; it is copied.</param>
    /// <param name="to">b, <c>[P]</c>; it is copied.</param>
    /// <param name="bends">n, at least 1.</param>
    /// <returns>The curve; until its bends are changed it is the straight line.</returns>
    /// <exception cref="ArgumentException">The ends are not vectors of finite numbers, of one length, type and device.</exception>
    public static ConnectingCurve Polygon(Tensor from, Tensor to, int bends = 1) => new(from, to, bends, isPolygon: true);

    /// <summary>Where it begins, a, <c>[P]</c>.</summary>
    public Tensor From { get; }

    /// <summary>Where it ends, b, <c>[P]</c>.</summary>
    public Tensor To { get; }

    /// <summary>The bends θ, one after the other, <c>[n · P]</c>: what a trainer starts from and changes in place.</summary>
    public Tensor Bends { get; }

    /// <summary>The number of bends, n.</summary>
    public int Count { get; }

    /// <summary>How long it is: of a chain exactly, of a Bézier curve the integral of its speed, to ten digits.</summary>
    public double Length
    {
        get
        {
            using var scope = NewDisposeScope();
            using var still = no_grad();
            Tensor[] corners = [From, .. Enumerable.Range(1, Count).Select(k => Bend(Bends, k)), To];
            Tensor[] sides = [.. corners.Skip(1).Select((corner, k) => corner.to(ScalarType.Float64) - corners[k].to(ScalarType.Float64))];
            var products = sides.Select(a => sides.Select(b => a.dot(b).ToDouble()).ToArray()).ToArray();
            if (isPolygon) return sides.Select((_, k) => Math.Sqrt(products[k][k])).Sum();
            // Simpson's rule for ∫ ‖φ'(t)‖ dt, with φ' = (n + 1) Σₖ bₖ(t) (θₖ₊₁ − θₖ), b the Bernstein polynomials of degree n.
            return Enumerable.Range(0, Pieces + 1).Sum(i => Speed((double)i / Pieces) * (i is 0 or Pieces ? 1 : i % 2 == 1 ? 4 : 2)) / (3 * Pieces);

            double Speed(double t)
            {
                double[] b = [.. sides.Select((_, k) => Bernstein(Count, k, t))];
                return (Count + 1) * Math.Sqrt(Math.Max(0, b.Select((x, j) => b.Select((y, k) => x * y * products[j][k]).Sum()).Sum()));
            }
        }
    }

    /// <summary>The point φ(t).</summary>
    /// <param name="t">From 0 to 1.</param>
    /// <returns>The point, <c>[P]</c>; it belongs to the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">t is outside.</exception>
    public Tensor At(double t)
    {
        if (t is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(t), t, "A connecting curve goes from t = 0 to t = 1.");
        using var still = no_grad();
        var point = empty_like(From);
        PutAt(t, Bends, point);
        return point;
    }

    /// <summary>
    /// The mean loss on the curve as a function of its bends, <c>F(θ) = E_t f(φ(t))</c> with t uniform in [0, 1] (Garipov et al., equation 2), with
    /// <c>∂F/∂θₖ = E_t cₖ(t) ∇f(φ(t))</c>; for a Bézier curve's one bend <c>c = 2 t (1 − t)</c>.
    /// </summary>
    /// <remarks>
    /// On a trainer's batch t is drawn afresh and depends on the seed and on the batch's place in the run, so that a run that is stopped and resumed makes the same steps.
    /// On all data, on other batches and without data it is the mean over twenty places t at even distances.
    /// A network is in evaluation mode meanwhile, without dropout, but batch normalization takes each batch's own mean and variance; its running
    /// averages, its weights and its gradient stay as they were. Penalties are those at φ(t).
    /// </remarks>
    /// <param name="objective">f.</param>
    /// <param name="seed">What the places t depend on.</param>
    /// <returns>An objective over <see cref="Bends"/>, with f's data where it has some.</returns>
    /// <exception cref="ArgumentException">The objective has another number of parameters than the ends have numbers, or a network is of another type or on another device.</exception>
    public Objective ExpectedLoss(Objective objective, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(objective);
        RequireFit(objective);
        return objective is DatasetObjective data ? new CurveDataLoss(this, data, seed) : new CurveLoss(this, objective, CurveLoss.EvenPlaces);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{(isPolygon ? "Polygonal chain" : "Bézier curve")} with {Count} {(Count == 1 ? "bend" : "bends")}, {Length:G4} long between points {Float64.Distance(From, To):G4} apart");

    /// <summary>Writes the point φ(t) for given bends.</summary>
    internal void PutAt(double t, Tensor bends, Tensor point)
    {
        var c = Coefficients(t);
        point.copy_(From).mul_(c[0]).add_(To, alpha: c[^1]);
        for (var k = 1; k <= Count; k++)
        {
            using var bend = Bend(bends, k);
            if (c[k] != 0) point.add_(bend, alpha: c[k]);
        }
    }

    /// <summary>c₀(t) … cₙ₊₁(t): the shares of a, of the bends and of b in φ(t).</summary>
    internal double[] Coefficients(double t) =>
        [.. Enumerable.Range(0, Count + 2).Select(k => isPolygon ? Math.Max(0, 1 - Math.Abs(t * (Count + 1) - k)) : Bernstein(Count + 1, k, t))];

    /// <summary>The k-th bend's part, k from 1, of a vector that is laid out as the bends are.</summary>
    internal Tensor Bend(Tensor bends, int k) => bends.narrow(0, (k - 1) * From.shape[0], From.shape[0]);

    internal void RequireFit(Objective objective)
    {
        if (objective.Dimension != From.shape[0])
            throw new ArgumentException($"The curve is through points of {From.shape[0]} numbers and {objective.GetType().Name} has {objective.Dimension} parameters.", nameof(objective));
        if (objective is not INetworkLoss { Network.Parameters.Vector: var vector } || (vector.dtype == From.dtype && vector.device.IsSame(From.device))) return;
        throw new ArgumentException($"The curve is {From.dtype} on {From.device} and the network {vector.dtype} on {vector.device}. Convert the ends or the network with to(…).", nameof(objective));
    }

    /// <summary>The Bernstein polynomial <c>C(n, k) tᵏ (1 − t)ⁿ⁻ᵏ</c>.</summary>
    private static double Bernstein(int n, int k, double t)
    {
        var choices = 1.0;
        for (var i = 1; i <= k; i++) choices *= (n - k + i) / (double)i;
        return choices * Math.Pow(t, k) * Math.Pow(1 - t, n - k);
    }
}
