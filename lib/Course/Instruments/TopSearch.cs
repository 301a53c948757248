using Course.Curvature;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Instruments;

/// <summary>The Hessian's top eigenpairs at one point after another, each search beginning with the vectors of the last.</summary>
internal sealed class TopSearch(int count, double tolerance, long products)
{
    private Tensor? last;

    public Eigenpairs Run(Objective objective, Tensor w)
    {
        using var hessian = new HessianOperator(objective, w);
        if (last is not null && (last.shape[0] != w.shape[0] || last.dtype != w.dtype || !last.device.IsSame(w.device))) last = null;
        var pairs = Eigenpairs.Top(hessian, count, tolerance, start: last, limit: products);
        last?.Dispose();
        last = pairs.Vectors.DetachFromDisposeScope();
        return pairs;
    }
}
