using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>A unit vector that a Krylov basis will take in next, orthogonal to the basis.</summary>
/// <param name="vector">The vector f, <c>[P]</c>; it belongs to the direction.</param>
/// <param name="coupling">What the basis' products have along it, <c>fᵀAvⱼ</c>, for the basis' first vectors; zero for the rest.</param>
internal sealed class KrylovDirection(Tensor vector, double[] coupling) : IDisposable
{
    public Tensor Vector { get; } = vector.DetachFromDisposeScope();

    public double[] Coupling { get; private set; } = coupling;

    public double this[int j] => j < Coupling.Length ? Coupling[j] : 0;

    /// <summary>Adds a multiple of some couplings, the first of them being that of the vector <paramref name="at"/>.</summary>
    public void Couple(ReadOnlySpan<double> more, double factor, int at = 0)
    {
        if (Coupling.Length < at + more.Length) Coupling = [.. Coupling, .. new double[at + more.Length - Coupling.Length]];
        for (var j = 0; j < more.Length; j++) Coupling[at + j] += factor * more[j];
    }

    /// <summary>Takes the couplings of another basis of the same space, or of a part of it.</summary>
    public void Recouple(double[] coupling) => Coupling = coupling;

    public void Dispose() => Vector.Dispose();
}
