using Course.Data;
using Course.Figures;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Landscape;

public sealed partial class WeightPlane
{
    private const long Block = 1 << 16; // columns that are held in float64 at a time

    /// <summary>
    /// A plane along two random directions, each filter of a convolution and each neuron (row) of a linear layer as long as the same of the weights:
    /// <c>d ← d ‖w‖ / ‖d‖</c> filter by filter, so that slices of different networks can be compared (Li et al., 2018, section 4).
    /// </summary>
    /// <remarks>
    /// Biases and the scales and shifts of normalizations, all parameters of one dimension, stay: their directions are zero, as in the authors' own figures.
    /// The directions are not made orthogonal; in many dimensions they nearly are.
    /// </remarks>
    /// <param name="objective">The network with its loss.</param>
    /// <param name="w">The point, <c>[P]</c>, such as <c>objective.Parameters.Vector</c>; it is copied.</param>
    /// <param name="seed">What the directions depend on.</param>
    /// <returns>The plane through w.</returns>
    /// <exception cref="ArgumentException">w is not a vector of P finite numbers, or its filters are all zero.</exception>
    public static WeightPlane FilterNormalized(NetworkObjective objective, Tensor w, long seed)
    {
        ArgumentNullException.ThrowIfNull(objective);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var origin = WeightVectors.Copy(w, nameof(w), objective.Dimension);
        return new WeightPlane(origin, Direction(0), Direction(1));

        Tensor Direction(long stream)
        {
            var direction = zeros_like(origin);
            var (filters, random) = (objective.Parameters.Split(origin), new RandomStream(seed, stream));
            foreach (var (own, weights) in objective.Parameters.Split(direction).Zip(filters))
            {
                if (weights.dim() < 2) continue;
                using var inner = NewDisposeScope();
                var (rows, d) = (weights.reshape(weights.shape[0], -1).to(ScalarType.Float64), random.NextGaussians(weights.shape[0], weights.numel() / weights.shape[0]).to(weights.device));
                var scale = linalg.vector_norm(rows, dims: [1], keepdim: true) / linalg.vector_norm(d, dims: [1], keepdim: true);
                own.copy_((d * scale).reshape(weights.shape));
            }
            return direction;
        }
    }

    /// <summary>
    /// The plane that a path keeps closest to: through its last point, along the two principal directions of its points about their mean, of unit length and
    /// at right angles; they point the way that leads from the path's start to its end.
    /// </summary>
    /// <remarks>
    /// A random walk of many steps in many dimensions gives large <see cref="Shares"/> too, 6/π² = 61 % and 15 %, and draws arcs (Antognini and Sohl-Dickstein,
    /// "PCA of high dimensional random walks with comparison to neural network training", 2018): such shares alone do not show that a training moves in a plane.
    /// </remarks>
    /// <param name="points">The path's points, <c>[K, P]</c> with K at least 3, such as <see cref="WeightPath.Points"/>.</param>
    /// <returns>The plane, with the shares of the variance.</returns>
    /// <exception cref="ArgumentException">There are fewer than three points, a number is infinite or none, or all points lie on one line.</exception>
    public static WeightPlane OfPath(Tensor points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.dim() != 2 || points.shape[0] < 3 || !points.is_floating_point())
            throw new ArgumentException($"The principal directions of a path need its points, [K, P] with K at least 3; given {points.dtype} [{string.Join(", ", points.shape)}].", nameof(points));
        using var scope = NewDisposeScope();
        using var still = no_grad();
        if (!points.isfinite().all().ToBoolean())
            throw new ArgumentException("A point of the path holds numbers that are infinite or not a number. Take the path up to where the training diverged.", nameof(points));
        var count = points.shape[0];
        // The K × K matrix of dot products has the same eigenvalues as the P × P matrix of covariances, and is small.
        var dots = zeros([count, count], ScalarType.Float64, points.device);
        InBlocks(columns => dots.add_(columns.mm(columns.t())));
        var (values, vectors) = linalg.eigh(dots);
        double[] variances = [.. Curve.Numbers(values).Reverse().Select(value => Math.Max(0, value))]; // eigh's rise
        if (!(variances[1] > 1e-13 * count * variances[0]))
            throw new ArgumentException("The path's points lie on one line, or all at one place: they span no plane. Give a second direction yourself, or draw a line with LossLine.Between.", nameof(points));

        var principal = stack([vectors.select(1, count - 1), vectors.select(1, count - 2)]); // [2, K]
        var ahead = (principal.select(1, count - 1) - principal.select(1, 0)).sign(); // at right angles to a row of ones, so that means do not matter
        principal.mul_(where(ahead.eq(0), ones_like(ahead), ahead).unsqueeze(1));
        var pieces = new List<Tensor>();
        InBlocks(columns => pieces.Add(principal.mm(columns).to(points.dtype).MoveToOuterDisposeScope()));
        var directions = cat(pieces, 1);
        directions.div_(linalg.vector_norm(directions.to(ScalarType.Float64), dims: [1], keepdim: true).to(points.dtype));
        var total = variances.Sum();
        return new WeightPlane(points[count - 1], directions[0], directions[1]) { Shares = [.. variances.Take((int)count - 1).Select(value => value / total)] };

        void InBlocks(Action<Tensor> use)
        {
            for (var start = 0L; start < points.shape[1]; start += Block)
            {
                using var inner = NewDisposeScope();
                var columns = points.detach().narrow(1, start, Math.Min(Block, points.shape[1] - start)).to(ScalarType.Float64);
                use(columns - columns.mean([0], keepdim: true));
            }
        }
    }

    /// <summary>The plane through three points, such as two solutions and the bend of the curve between them (Garipov et al., 2018, figure 1): its origin is the first, its
    /// first direction leads to the second; both are of unit length and at right angles.</summary>
    /// <param name="a">The first point, <c>[P]</c>.</param>
    /// <param name="b">The second point, <c>[P]</c>.</param>
    /// <param name="c">The third point, <c>[P]</c>.</param>
    /// <returns>The plane.</returns>
    /// <exception cref="ArgumentException">They are not vectors of finite numbers, of one length, type and device, or lie on one line.</exception>
    public static WeightPlane Through(Tensor a, Tensor b, Tensor c)
    {
        ArgumentNullException.ThrowIfNull(a);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var origin = WeightVectors.Copy(a, nameof(a), a.numel());
        var u = (WeightVectors.Copy(b, nameof(b), a.numel(), origin).to(ScalarType.Float64) - origin.to(ScalarType.Float64));
        var v = (WeightVectors.Copy(c, nameof(c), a.numel(), origin).to(ScalarType.Float64) - origin.to(ScalarType.Float64));
        var (uu, vv) = (u.dot(u).ToDouble(), v.dot(v).ToDouble());
        var across = v - u * (u.dot(v).ToDouble() / uu);
        if (!(across.dot(across).ToDouble() > 1e-12 * vv))
            throw new ArgumentException("The three points lie on one line, which lies in many planes. Give a point beside the line, such as a curve's bend.", nameof(c));
        return new WeightPlane(origin, (u / Math.Sqrt(uu)).to(origin.dtype), (across / linalg.vector_norm(across)).to(origin.dtype));
    }
}
