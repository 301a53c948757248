using Course.Curvature;
using Course.Data;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>The Hessian's top eigenpairs at one point after another, each search beginning with the vectors of the last.</summary>
/// <param name="count">How many, k.</param>
/// <param name="tolerance">How exactly they are proven; null for the best that 6k products tell, which are taken in a fraction of the time.</param>
internal sealed class TopSearch(int count, double? tolerance)
{
    private Tensor? last;

    /// <summary>The eigenvalues, descending, and their vectors, <c>[P, k]</c>, which are kept for the next search.</summary>
    public (double[] Values, Tensor Vectors) Run(Objective objective, Tensor w)
    {
        using var hessian = new HessianOperator(objective, w);
        if (last is not null && (last.shape[0] != w.shape[0] || last.dtype != w.dtype || !last.device.IsSame(w.device))) last = null;
        var found = (tolerance is null && hessian.Dimension > 6 * count ? Estimate(hessian) : null) ?? Prove(hessian);
        last?.Dispose();
        last = found.Vectors.DetachFromDisposeScope();
        return found;
    }

    private (double[] Values, Tensor Vectors) Prove(CurvatureOperator hessian)
    {
        var pairs = Eigenpairs.Top(hessian, count, tolerance ?? 1e-2, start: last);
        return (pairs.Values, pairs.Vectors);
    }

    /// <summary>
    /// Lanczos' method. Of one eigenvalue the three-term recurrence is enough: that vectors lose their orthogonality shows in copies of eigenvalues that have been found.
    /// Null where there is nothing more to find before there are k.
    /// </summary>
    private (double[] Values, Tensor Vectors)? Estimate(CurvatureOperator hessian)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var v = last is null ? new RandomStream(0).NextGaussians(hessian.Dimension).to(hessian.DataType, hessian.Device) : last.sum(dim: 1);
        v = v / Float64.Norm(v);
        var (basis, α, β) = (new List<Tensor>(), new List<double>(), new List<double>());
        while (true)
        {
            basis.Add(v);
            var r = hessian.Multiply(v);
            α.Add(Float64.Dot(v, r));
            r.add_(v, alpha: -α[^1]);
            if (β.Count > 0) r.add_(basis[^2], alpha: -β[^1]);
            for (var i = 0; count > 1 && i < basis.Count; i++) r.add_(basis[i], alpha: -Float64.Dot(basis[i], r));
            var length = Float64.Norm(r);
            if (basis.Count == 6 * count || length <= 1e-6 * α.Max(Math.Abs)) break;
            β.Add(length);
            v = r.div_(length);
        }
        if (basis.Count < count) return null;
        var t = diag(tensor(α.ToArray()));
        for (var i = 0; i < β.Count; i++) t[i, i + 1] = t[i + 1, i] = tensor(β[i]);
        var (values, vectors) = linalg.eigh(t);
        var top = Enumerable.Range(1, count).Select(i => Combination(basis, vectors.select(1, basis.Count - i)));
        return ([.. values.flip(0).narrow(0, 0, count).data<double>()], stack([.. top], 1).MoveToOuterDisposeScope());
    }

    /// <summary>The sum of vectors in given shares; to put them side by side for a matrix product takes longer.</summary>
    private static Tensor Combination(List<Tensor> vectors, Tensor shares)
    {
        var sum = zeros_like(vectors[0]);
        foreach (var (vector, share) in vectors.Zip(shares.data<double>())) sum.add_(vector, alpha: share);
        return sum;
    }
}
