using Course.Figures;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>
/// A plane through the parameters, <c>w(α, β) = w₀ + α d₁ + β d₂</c>: a slice through the loss surface, drawn by <see cref="Figure.Contours"/> and
/// <see cref="Figure.Surface"/> (Li et al., "Visualizing the loss landscape of neural nets", 2018).
/// </summary>
public sealed partial class WeightPlane
{
    /// <summary>A plane through a point along two directions, which are taken as they are, at whatever length and angle.</summary>
    /// <param name="origin">w₀, <c>[P]</c>; it is copied.</param>
    /// <param name="first">d₁, <c>[P]</c>; it is copied.</param>
    /// <param name="second">d₂, <c>[P]</c>; it is copied.</param>
    /// <exception cref="ArgumentException">They are not vectors of finite numbers, of one length, type and device, or the directions are zero or parallel.</exception>
    public WeightPlane(Tensor origin, Tensor first, Tensor second)
    {
        ArgumentNullException.ThrowIfNull(origin);
        Origin = WeightVectors.Copy(origin, nameof(origin), origin.numel());
        First = WeightVectors.Copy(first, nameof(first), origin.numel(), Origin);
        Second = WeightVectors.Copy(second, nameof(second), origin.numel(), Origin);
        var (a, b, c) = (Float64.Dot(First, First), Float64.Dot(First, Second), Float64.Dot(Second, Second));
        if (!(a * c - b * b > 1e-12 * a * c))
            throw new ArgumentException(FormattableString.Invariant($"A plane needs two directions; these are {Math.Sqrt(a):G4} and {Math.Sqrt(c):G4} long and parallel, or one is zero."), nameof(second));
        products = (a, b, c);
    }

    private readonly (double FirstFirst, double FirstSecond, double SecondSecond) products;

    /// <summary>The plane's origin w₀, <c>[P]</c>.</summary>
    public Tensor Origin { get; }

    /// <summary>The first direction d₁, <c>[P]</c>.</summary>
    public Tensor First { get; }

    /// <summary>The second direction d₂, <c>[P]</c>.</summary>
    public Tensor Second { get; }

    /// <summary>The shares of a path's variance along its principal directions, the largest first: the first two lie in the plane. Null but for <see cref="OfPath"/>.</summary>
    public IReadOnlyList<double>? Shares { get; private init; }

    /// <summary>The point w(α, β).</summary>
    /// <param name="alpha">α.</param>
    /// <param name="beta">β.</param>
    /// <returns>The point, <c>[P]</c>; it belongs to the caller.</returns>
    public Tensor At(double alpha, double beta)
    {
        using var still = no_grad();
        return Origin.clone().add_(Second, alpha: beta).add_(First, alpha: alpha);
    }

    /// <summary>The values of an objective on the plane, over a rectangle.</summary>
    /// <remarks>
    /// A network is measured in evaluation mode, and is afterwards as it was before; its running averages of batch normalization are estimated anew at every point
    /// on the training data unless they are to be kept, as Li et al. keep them. A point costs a forward pass and two passes over the parameters; with linear layers and activations alone,
    /// as long as 1 GiB holds four times the first layer's outputs, less: these are linear in α and β, and are put together from three products made once.
    /// </remarks>
    /// <param name="objective">f.</param>
    /// <param name="x">The first and the last α.</param>
    /// <param name="y">The first and the last β.</param>
    /// <param name="resolution">The number of points along each side, at least 2.</param>
    /// <param name="keepAverages">Whether batch normalization keeps the running averages that it has.</param>
    /// <returns>f(w(α, β)), with α along x and β along y.</returns>
    /// <exception cref="ArgumentException">The objective has another number of parameters, or a network is of another type or on another device; the rectangle is empty, or no value is a number.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resolution"/> is less than 2.</exception>
    /// <exception cref="OperationCanceledException">The notebook's cell was stopped.</exception>
    public ValueGrid Values(Objective objective, (double Low, double High) x, (double Low, double High) y, int resolution = 51, bool keepAverages = false)
    {
        ArgumentNullException.ThrowIfNull(objective);
        if (objective.Dimension != Origin.shape[0])
            throw new ArgumentException($"The plane is through points of {Origin.shape[0]} numbers and {objective.GetType().Name} has {objective.Dimension} parameters.", nameof(objective));
        using var scope = NewDisposeScope();
        using var still = no_grad();
        using var probe = new Probe(objective, Origin, keepAverages);
        var chain = PlaneChain.Of(objective, this);
        var (row, of, isConfirmed) = (empty_like(Origin), double.NaN, false);
        return ValueGrid.Of(At, x, y, resolution);

        double At(double alpha, double beta)
        {
            using var inner = NewDisposeScope();
            if (beta != of) // once a row
            {
                row.copy_(Origin).add_(Second, alpha: of = beta);
                chain?.MoveTo(beta);
            }
            probe.Point.copy_(row).add_(First, alpha: alpha);
            if (chain is null) return probe.Loss();
            if (isConfirmed) return chain.Loss(alpha);
            var loss = probe.Loss();
            if (!chain.Confirms(loss, alpha)) chain = null;
            isConfirmed = true;
            return loss;
        }
    }

    /// <summary>The coordinates of the points of the plane that lie nearest to given ones.</summary>
    /// <param name="points">The points, <c>[K, P]</c>.</param>
    /// <returns>α and β of each, float64 <c>[K, 2]</c> in main memory.</returns>
    /// <exception cref="ArgumentException">They are no matrix with P columns, or not on the plane's device.</exception>
    public Tensor Project(Tensor points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.dim() != 2 || points.shape[1] != Origin.shape[0] || !points.device.IsSame(Origin.device))
            throw new ArgumentException($"The plane takes points [K, {Origin.shape[0]}] on {Origin.device}; given [{string.Join(", ", points.shape)}] on {points.device}.", nameof(points));
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var (first, second, origin) = (First.to(ScalarType.Float64), Second.to(ScalarType.Float64), Origin.to(ScalarType.Float64));
        var (a, b, c) = products;
        var coordinates = new double[2 * points.shape[0]];
        for (var k = 0; k < points.shape[0]; k++)
        {
            using var inner = NewDisposeScope();
            var away = points[k].detach().to(ScalarType.Float64) - origin;
            var (u, v) = (away.dot(first).ToDouble(), away.dot(second).ToDouble());
            // Least squares over two directions that need not be orthogonal: [a b; b c] (α, β) = (u, v).
            (coordinates[2 * k], coordinates[2 * k + 1]) = ((c * u - b * v) / (a * c - b * b), (a * v - b * u) / (a * c - b * b));
        }
        return tensor(coordinates, [points.shape[0], 2]).MoveToOuterDisposeScope();
    }

    /// <summary>A training's path on the plane, to be drawn over <see cref="Values"/>.</summary>
    /// <param name="path">The path.</param>
    /// <param name="name">What the legend calls it.</param>
    /// <returns>The projected path, with the losses on the batches.</returns>
    /// <exception cref="ArgumentException">The path is of another number of parameters.</exception>
    public Trajectory Project(WeightPath path, string name)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var points = path.Points;
        return new Trajectory(name, Project(points), path.Losses);
    }

    /// <summary>A rectangle around points' projections, for <see cref="Values"/>.</summary>
    /// <param name="points">The points, <c>[K, P]</c>.</param>
    /// <param name="margin">How much wider it is on each side, in shares of its width.</param>
    /// <returns>The first and last α and β.</returns>
    /// <exception cref="ArgumentException">They are no matrix with P columns.</exception>
    public ((double Low, double High) X, (double Low, double High) Y) Frame(Tensor points, double margin = 0.25)
    {
        using var coordinates = Project(points);
        var (x, y) = (Range(0), Range(1));
        var least = Math.Max(x.High - x.Low, y.High - y.Low) is var wide and > 0 ? wide / 10 : 1; // a path along one direction is still drawn in a plane
        return (Around(x), Around(y));

        (double Low, double High) Range(long axis)
        {
            using var column = coordinates.select(1, axis);
            var numbers = Curve.Numbers(column);
            return (numbers.Min(), numbers.Max());
        }

        (double Low, double High) Around((double Low, double High) side)
        {
            var wider = Math.Max(least, side.High - side.Low) * margin + Math.Max(0, least - (side.High - side.Low)) / 2;
            return (side.Low - wider, side.High + wider);
        }
    }
}
