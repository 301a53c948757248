using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>
/// Seeks extreme eigenvalues in a Krylov space, then proves that none was missed: a fresh random vector bounds the eigenvalues in the complement of
/// the Ritz vectors (<see cref="ComplementSpectrum"/>), and with them those of the whole (<see cref="SpectrumSide"/>).
/// </summary>
internal sealed class EigenpairSearch : IDisposable
{
    private const long BasisBytes = 1L << 30;
    private const int LongestBasis = 300; // vectors: more cost more to orthogonalize against than they save
    private const int LeastRoom = 25, ProofRoom = 12;
    private const double Coupling = 0.25; // how much of the way from the complement to what is sought the residuals of all settled Ritz vectors may bridge

    private readonly CurvatureOperator op;
    private readonly KrylovBasis basis;
    private readonly Queue<KrylovDirection> queue = [];
    private readonly int count, wanted, capacity;
    private readonly long affordable, before, limit, seed;
    private readonly SpectrumEnd end;
    private readonly double tolerance;
    private double[] theta = []; // Ritz values, descending
    private double[,] ritz = new double[0, 0]; // their vectors in the basis, as columns
    private int[] settled = []; // the Ritz vectors whose complement is looked at
    private SpectrumSide[] sides = [];
    private double[] guesses = []; // for each side, where the complement's eigenvalues are expected to end,
    private double[] learned = [double.NegativeInfinity, double.NegativeInfinity]; // where they ended when that did not suffice,
    private double[] ceilings = [double.PositiveInfinity, double.PositiveInfinity]; // and what they are proven not to exceed
    private int nextLook; // the basis' size at which to look again

    public EigenpairSearch(CurvatureOperator op, int count, double tolerance, SpectrumEnd end, Tensor? start, long limit, long seed)
    {
        (this.op, this.count, this.tolerance, this.end, this.limit, this.seed) = (op, count, tolerance, end, limit, seed);
        before = op.Products;
        wanted = end == SpectrumEnd.Both ? 2 * count : count;
        affordable = BasisBytes / (op.Dimension * finfo(op.DataType).bits / 8);
        capacity = (int)Math.Min(op.Dimension, Math.Max(wanted + LeastRoom, Math.Min(affordable, LongestBasis)));
        basis = new KrylovBasis(op, capacity, seed);
        if (start is not null) Enqueue(start);
    }

    private long Products => op.Products - before;

    /// <summary>The largest |λ| as far as it is known.</summary>
    private double Magnitude => Math.Max(Math.Abs(theta[0]), Math.Abs(theta[^1]));

    /// <summary>How far rounding may have moved a Ritz value.</summary>
    private double Rounding => Math.Max(16 * basis.Unit * Magnitude, 4 * basis.Asymmetry);

    /// <summary>How far a proven bound may lie from a Ritz value before rounding is added; never closer than rounding lets one come.</summary>
    private double Target => Math.Max(tolerance * Magnitude - Rounding, Rounding);

    /// <summary>Seeks until all is proven or the products are used up.</summary>
    public Eigenpairs Run()
    {
        while (Products < limit)
        {
            if (queue.Count == 0 && basis.Count < wanted) Enqueue(basis.Draw());
            var isExpected = basis.Count >= wanted && basis.Count >= nextLook && Look();
            if (basis.Count == op.Dimension || ((isExpected || queue.Count == 0) && Prove())) break;
            if (queue.Count == 0) continue;
            if (basis.Count == capacity) Restart();
            basis.Step(queue);
        }
        Solve();
        if (basis.Count == op.Dimension) ceilings = [double.NegativeInfinity, double.NegativeInfinity];
        var pairs = sides.SelectMany((side, s) => Enumerable.Range(0, side.Sought).Select(rank => (
            Rank: side.Sign > 0 ? rank : theta.Length - 1 - rank,
            Residual: side.Residual(rank) + Rounding,
            Bound: side.Bound(rank, ceilings[s]) - side.Values[rank] + Rounding))).OrderBy(pair => pair.Rank).ToArray();
        var isProven = sides.Select((side, s) => side.Suffices(ceilings[s], Target)).All(suffices => suffices);
        return new Eigenpairs(
            [.. pairs.Select(pair => theta[pair.Rank])], basis.Combine(SmallEigenproblem.Columns(ritz, [.. pairs.Select(pair => pair.Rank)])),
            [.. pairs.Select(pair => pair.Residual)], [.. pairs.Select(pair => pair.Bound)],
            Products, isProven && pairs.All(pair => pair.Bound <= tolerance * Magnitude), Magnitude, tolerance, Rounding);
    }

    public void Dispose()
    {
        foreach (var direction in queue) direction.Dispose();
        basis.Dispose();
    }

    private void Enqueue(Tensor starts)
    {
        foreach (var start in starts.dim() == 1 ? [starts] : starts.unbind(1))
            if (basis.Take(start, queue) is { } direction) queue.Enqueue(direction);
    }

    /// <summary>Whether a look into the complement is expected to prove all.</summary>
    private bool Look()
    {
        Solve();
        nextLook = Math.Min(basis.Count + 1 + basis.Count / 32, capacity);
        return sides.Select((side, s) => side.Suffices(Math.Max(guesses[s], learned[s]), Target)).All(suffices => suffices);
    }

    /// <summary>Bounds the eigenvalues in the complement; where that shows an eigenvalue that was missed, its vector is taken up next.</summary>
    /// <returns>Whether all is proven.</returns>
    private bool Prove()
    {
        if (capacity < op.Dimension && Math.Max(capacity, affordable) - basis.Count < ProofRoom) Restart();
        Solve();
        nextLook = 0;
        var room = (int)Math.Min(Math.Max(ProofRoom, affordable - basis.Count), op.Dimension - settled.Length);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        using var deflated = new DeflatedOperator(op, basis, SmallEigenproblem.Columns(ritz, settled));
        using var beyond = new KrylovBasis(deflated, room, seed);
        var complement = new ComplementSpectrum(beyond, deflated.Project(deflated.Project(basis.Draw())), op.Dimension - settled.Length);
        try
        {
            for (var step = 0; step < room && Products < limit; step++)
            {
                complement.Step();
                double[] bounds = [.. sides.Select(side => complement.Ceiling(side.Sign))];
                bool[] suffice = [.. sides.Select((side, s) => side.Suffices(bounds[s], Target))];
                if (suffice.All(suffices => suffices))
                {
                    ceilings = bounds;
                    return true;
                }
                if (sides.Any(IsMissed)) break;
                // More steps do not help where a bound is close to the complement's largest eigenvalue: the residuals are too large for it.
                if (sides.Select((side, s) => suffice[s] || IsSharp(side, bounds[s])).Contains(false)) continue;
                learned = bounds;
                return false;
            }
            foreach (var side in sides.Any(IsMissed) ? sides.Where(IsMissed) : sides) Enqueue(complement.From(side.Sign, Math.Min(side.Threshold, complement.Top(side.Sign))));
            return false;
        }
        finally
        {
            complement.Release();
        }
        bool IsMissed(SpectrumSide side) => complement.Top(side.Sign) > side.Threshold + Target / 2;
        bool IsSharp(SpectrumSide side, double bound) => bound - complement.Top(side.Sign) <= Math.Abs(side.Threshold - complement.Top(side.Sign)) / 4 + Target / 4;
    }

    /// <summary>Takes eigenvalues and vectors of the projection, and looks at them from the ends of the spectrum that are sought.</summary>
    private void Solve()
    {
        (theta, ritz) = SmallEigenproblem.Solve(basis.Projection());
        var order = theta.Length;
        var reach = queue.Select(direction => Enumerable.Range(0, order).Select(i => Enumerable.Range(0, order).Sum(j => direction[j] * ritz[j, i])).ToArray()).ToArray();
        var residuals = Enumerable.Range(0, order).Select(i => Math.Sqrt(reach.Sum(along => along[i] * along[i]))).ToArray();
        var top = end switch { SpectrumEnd.Smallest => 0, SpectrumEnd.Magnitude => theta.OrderByDescending(Math.Abs).Take(count).Count(value => value > 0), _ => count };
        var bottom = wanted - top;
        var (high, low) = (top == 0 ? double.PositiveInfinity : theta[top - 1], bottom == 0 ? double.NegativeInfinity : theta[^bottom]);
        if (end == SpectrumEnd.Magnitude) (high, low) = (Math.Min(high, -low), -Math.Min(high, -low));
        settled = Settle(residuals, top, order - bottom, high, low);
        SpectrumSide Side(int sign, int sought, double threshold)
        {
            var outwards = sign > 0 ? settled : [.. settled.Reverse()];
            return new(sign, [.. outwards.Select(i => sign * theta[i])], [.. reach.Select(along => outwards.Select(i => along[i]).ToArray())], sought, threshold);
        }
        sides =
        [
            .. end == SpectrumEnd.Smallest ? Array.Empty<SpectrumSide>() : [Side(1, top, high)],
            .. end == SpectrumEnd.Largest ? Array.Empty<SpectrumSide>() : [Side(-1, bottom, -low)],
        ];
        // What is left to the complement shows about where its eigenvalues end; half of the way from there to what is sought is left for the bound.
        var left = Enumerable.Range(0, order).Except(settled).Append(order / 2).ToArray();
        guesses = [.. sides.Select(side => (left.Max(i => side.Sign * theta[i]) + side.Threshold) / 2)];
    }

    /// <summary>
    /// The Ritz vectors whose complement is looked at: those sought, and others whose coupling to the complement, <c>r²/((θₖ − θᵢ) gap)</c>, does not matter;
    /// the rest are left to the complement, whose eigenvalues then reach up to them and leave the gap.
    /// </summary>
    private int[] Settle(double[] residuals, int top, int bottom, double high, double low)
    {
        var order = theta.Length;
        var others = Enumerable.Range(top, bottom - top).ToArray();
        bool Matters(int i, double distance, double gap) => residuals[i] * residuals[i] > Coupling / order * gap * distance;
        bool IsLeft(int i) => Matters(i, high - theta[i], (high - theta[i]) / 2) || Matters(i, theta[i] - low, (theta[i] - low) / 2);
        var left = others.Where(IsLeft).Append(order / 2).ToArray();
        var (above, below) = (left.Min(i => high - theta[i]) / 2, left.Min(i => theta[i] - low) / 2);
        return [.. Enumerable.Range(0, order).Except(others.Where(i => Matters(i, high - theta[i], above) || Matters(i, theta[i] - low, below)))];
    }

    /// <summary>Keeps the Ritz vectors that are sought and those next to them, and forgets the rest.</summary>
    private void Restart()
    {
        Solve();
        var spare = (capacity - wanted) / 2 / sides.Length;
        int[] kept = [.. sides.SelectMany(side => Enumerable.Range(0, side.Sought + spare).Select(rank => side.Sign > 0 ? rank : theta.Length - 1 - rank)).Distinct().Order()];
        basis.Restart([.. kept.Select(rank => theta[rank])], SmallEigenproblem.Columns(ritz, kept), queue);
        nextLook = 0;
    }
}
