using TorchSharp;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>
/// The eigenvalues that Lanczos' method has found from every one of some random probes, with their multiplicities. From one probe only a single vector of an eigenspace is seen; where the vectors
/// of several probes span fewer dimensions than there are probes, these dimensions are the whole space.
/// </summary>
internal sealed class SharedEigenvalues : IDisposable
{
    private const double Converged = 1e-6; // of a residual ‖Au − θu‖, in the largest eigenvalue
    private const double Same = 0.003, Another = 0.1; // of what a unit vector has outside of a space: in between it is not clear whether it belongs to it

    private List<Eigenspace>? spaces;
    private int probes;

    /// <summary>For each of the eigenvalues its multiplicity, and by probe its places among that probe's nodes: rounding may bring it up more than once.</summary>
    public IEnumerable<(int Multiplicity, IReadOnlyList<int[]> Places)> Found =>
        (spaces ?? []).Where(space => space.Vectors.Count < probes).Select(space => (space.Vectors.Count, (IReadOnlyList<int[]>)space.Places));

    /// <summary>Looks at what a probe has found.</summary>
    /// <param name="basis">Its Lanczos vectors.</param>
    /// <param name="nodes">The eigenvalues θ of their projection, descending.</param>
    /// <param name="vectors">Its eigenvectors, in columns.</param>
    /// <param name="coupling">The norm of what the last product had outside of the basis.</param>
    public void Take(KrylovBasis basis, double[] nodes, double[,] vectors, double coupling)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        probes++;
        var scale = nodes.Max(Math.Abs);
        double Residual(int k) => coupling * Math.Abs(vectors[nodes.Length - 1, k]);
        var near = new List<(double Low, double High, List<int> Places)>(); // where eigenvalues lie, by theorem, and which nodes may stand for the same
        for (var k = nodes.Length - 1; k >= 0; k--)
        {
            var error = Residual(k) + 32 * basis.Unit * scale;
            if (Residual(k) > Converged * scale) continue;
            var (low, high, places) = (nodes[k] - error, nodes[k] + error, new List<int> { k });
            for (; near.Count > 0 && near[^1].High >= low; near.RemoveAt(near.Count - 1))
            {
                (low, high) = (Math.Min(low, near[^1].Low), Math.Max(high, near[^1].High));
                places.AddRange(near[^1].Places);
            }
            near.Add((low, high, places));
        }
        spaces ??= [.. near.Select(range => new Eigenspace(range.Low, range.High))];
        Keep([.. spaces.Where(space =>
            near.Where(range => space.Meets(range.Low, range.High)).ToArray() is [var range] && spaces.Count(other => other.Meets(range.Low, range.High)) == 1
            && space.Takes(Along(range.Places), [.. range.Places]))]);

        // The probe's direction in the space of some nodes.
        Tensor Along(List<int> places)
        {
            var combination = new double[nodes.Length, 1];
            var norm = Math.Sqrt(places.Sum(k => vectors[0, k] * vectors[0, k]));
            for (var j = 0; j < nodes.Length; j++) combination[j, 0] = places.Sum(k => vectors[j, k] * vectors[0, k]) / norm;
            return basis.Combine(combination).squeeze(1);
        }
    }

    public void Dispose() => Keep([]);

    private void Keep(List<Eigenspace> kept)
    {
        foreach (var space in spaces ?? [])
            if (!kept.Contains(space)) space.Vectors.ForEach(vector => vector.Dispose());
        spaces = kept;
    }

    private sealed class Eigenspace(double low, double high)
    {
        /// <summary>Orthonormal, <c>[P]</c> each.</summary>
        public List<Tensor> Vectors { get; } = [];

        public List<int[]> Places { get; } = [];

        /// <summary>Whether its eigenvalue may lie within a range.</summary>
        public bool Meets(double from, double to) => low <= to && from <= high;

        /// <summary>Takes in a unit vector of an eigenvalue as near; false where it is not clear whether it tells anything new.</summary>
        public bool Takes(Tensor vector, int[] places)
        {
            Places.Add(places);
            var rest = vector.clone();
            foreach (var known in Vectors) rest.sub_(known * Float64.Dot(known, rest));
            var norm = Float64.Norm(rest);
            if (norm >= Another) Vectors.Add(rest.div_(norm).DetachFromDisposeScope());
            return norm is <= Same or >= Another;
        }
    }
}
