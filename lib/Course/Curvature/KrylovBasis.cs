using TorchSharp;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>
/// An orthonormal basis V <c>[m, P]</c> (a vector a row) that grows by products with an operator A, and what is known of A from it:
/// <c>A vⱼ = Σᵢ Tᵢⱼ vᵢ + Σ_f f fᵀAvⱼ</c> over the directions f that are to be taken in next. With one of them it is Lanczos' method, with more band
/// Lanczos (Ruhe, "Implementation aspects of band Lanczos algorithms", 1979). All new vectors are orthogonalized against all others.
/// </summary>
/// <param name="op">The operator.</param>
/// <param name="capacity">How many vectors it is to hold at most.</param>
/// <param name="seed">What random directions depend on.</param>
internal sealed class KrylovBasis(CurvatureOperator op, int capacity, long seed) : IDisposable
{
    private const int FirstCapacity = 32;
    private const int ColumnsAtATime = 1 << 20; // of a change of basis, which would else need as much memory again

    private readonly Generator random = new((ulong)seed, op.Device);
    private double[,] projection = new double[FirstCapacity, FirstCapacity]; // T = VAVᵀ, in its first m rows and columns
    private Tensor rows = Empty(op, Math.Min(FirstCapacity, capacity));

    /// <summary>The number of vectors, m.</summary>
    public int Count { get; private set; }

    /// <summary>The longest ‖Av‖ of a unit vector so far.</summary>
    public double Scale { get; private set; }

    /// <summary>The largest component that a product had where symmetry forbids one: rounding, or a matrix that is not symmetric or changes.</summary>
    public double Asymmetry { get; private set; }

    /// <summary>The unit of rounding of the operator's type.</summary>
    public double Unit { get; } = finfo(op.DataType).eps;

    private Tensor Used => rows.narrow(0, 0, Count);

    /// <summary>A random vector, normal and independent in each component, <c>[P]</c>.</summary>
    public Tensor Draw() => randn([op.Dimension], op.DataType, op.Device, generator: random);

    /// <summary>A given direction, as far as it is orthogonal to the basis and to others; null where nothing of it is.</summary>
    public KrylovDirection? Take(Tensor start, IEnumerable<KrylovDirection> others)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var v = start / start.norm();
        foreach (var other in others) v.sub_(other.Vector * Float64.Dot(other.Vector, v));
        foreach (var other in others) v.sub_(other.Vector * Float64.Dot(other.Vector, v));
        var norm = Orthogonalize(v, out _);
        return norm <= 100 * Unit ? null : new KrylovDirection(v.div_(norm).MoveToOuterDisposeScope(), []);
    }

    /// <summary>Takes in the queue's first direction, multiplies it, and queues what of the product is new.</summary>
    public void Step(Queue<KrylovDirection> queue)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        using var next = queue.Dequeue();
        Reserve(Count + 1);
        var w = op.Multiply(next.Vector);
        var size = Float64.Norm(w);
        if (!double.IsFinite(size))
        {
            throw new InvalidOperationException(
                $"Product {op.Products} of the curvature with a vector is not finite, so it has no eigenvalues. Look whether the loss is a number at this point, and whether its second derivative exists.");
        }
        Scale = Math.Max(Scale, size);
        var v = rows.select(0, Count);
        v.copy_(next.Vector);
        projection[Count, Count] = Float64.Dot(w, v);
        for (var j = 0; j < Count; j++) projection[j, Count] = projection[Count, j] = next[j];
        // What the product has along known vectors by symmetry; it is subtracted first, so that one pass over the basis is enough as a rule.
        w = w.sub(v * projection[Count, Count]);
        var known = Array.FindIndex(next.Coupling, coupling => coupling != 0);
        if (known >= 0)
        {
            var near = rows.narrow(0, known, next.Coupling.Length - known);
            w.sub_(near.t().mv(tensor(next.Coupling[known..], op.DataType, op.Device)));
        }
        Count++;
        foreach (var other in queue)
        {
            var along = Float64.Dot(other.Vector, w);
            other.Couple([along], 1, at: Count - 1);
            w.sub_(other.Vector * along);
        }
        var norm = Orthogonalize(w, out var found);
        Asymmetry = Math.Max(Asymmetry, found);
        if (norm <= 32 * Unit * Scale || Count == op.Dimension) return; // the basis and the queue hold all of the product
        var coupling = new double[Count];
        coupling[^1] = norm;
        queue.Enqueue(new KrylovDirection(w.div_(norm).MoveToOuterDisposeScope(), coupling));
    }

    /// <summary>T = VAVᵀ, <c>[m, m]</c>.</summary>
    public double[,] Projection()
    {
        var matrix = new double[Count, Count];
        for (var i = 0; i < Count; i++)
            for (var j = 0; j < Count; j++) matrix[i, j] = projection[i, j];
        return matrix;
    }

    /// <summary>V becomes SᵀV, with S <c>[m, l]</c> some eigenvectors of T and their eigenvalues: a thick restart (Wu and Simon, 2000).</summary>
    public void Restart(double[] values, double[,] combinations, IEnumerable<KrylovDirection> directions)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var kept = values.Length;
        var s = tensor(combinations, op.DataType, op.Device).t();
        for (var first = 0L; first < op.Dimension; first += ColumnsAtATime)
        {
            using var inner = NewDisposeScope();
            var width = Math.Min(ColumnsAtATime, op.Dimension - first);
            rows.narrow(1, first, width).narrow(0, 0, kept).copy_(s.mm(rows.narrow(1, first, width).narrow(0, 0, Count)));
        }
        foreach (var direction in directions)
            direction.Recouple([.. Enumerable.Range(0, kept).Select(l => Enumerable.Range(0, Count).Sum(j => direction[j] * combinations[j, l]))]);
        Array.Clear(projection);
        for (var l = 0; l < kept; l++) projection[l, l] = values[l];
        Count = kept;
    }

    /// <summary>Combinations of the basis' vectors, VᵀS for S <c>[m, k]</c>.</summary>
    /// <returns><c>[P, k]</c>.</returns>
    public Tensor Combine(double[,] combinations)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        return Used.t().mm(tensor(combinations, op.DataType, op.Device)).MoveToOuterDisposeScope();
    }

    /// <summary>Takes out of a vector what it has in a part of the space, VᵀSSᵀV w.</summary>
    /// <param name="w">The vector, <c>[P]</c>, changed in place.</param>
    /// <param name="part">S, orthonormal columns, <c>[m, k]</c>.</param>
    public void TakeOut(Tensor w, Tensor part)
    {
        using var scope = NewDisposeScope();
        w.sub_(Used.t().mv(part.mv(part.t().mv(Used.mv(w)))));
    }

    public void Dispose()
    {
        rows.Dispose();
        random.Dispose();
    }

    /// <summary>Takes what a vector has along the basis out of it, twice or more if cancellation asks for it (Daniel, Gragg, Kaufman and Stewart, 1976).</summary>
    /// <returns>The norm of what is left; 0 where that is rounding alone.</returns>
    private double Orthogonalize(Tensor w, out double found)
    {
        (found, var norm) = (0, Float64.Norm(w));
        if (Count == 0) return norm;
        using var used = Used;
        for (var pass = 0; pass < 3; pass++)
        {
            using var scope = NewDisposeScope();
            var along = used.mv(w);
            if (pass == 0) found = Float64.Norm(along);
            w.sub_(used.t().mv(along));
            var left = Float64.Norm(w);
            if (left > 0.7 * norm) return left;
            norm = left;
        }
        return 0;
    }

    private void Reserve(int count)
    {
        if (count > projection.GetLength(0))
        {
            var larger = new double[2 * count, 2 * count];
            for (var i = 0; i < Count; i++)
                for (var j = 0; j < Count; j++) larger[i, j] = projection[i, j];
            projection = larger;
        }
        if (count <= rows.shape[0]) return;
        var more = Empty(op, Math.Min(2 * count, capacity));
        more.narrow(0, 0, Count).copy_(rows.narrow(0, 0, Count));
        rows.Dispose();
        rows = more;
    }

    private static Tensor Empty(CurvatureOperator op, int count) => empty([count, op.Dimension], op.DataType, op.Device).DetachFromDisposeScope();
}
