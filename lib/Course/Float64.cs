using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Course;

/// <summary>Sums over vectors of any floating-point type, in float64.</summary>
internal static class Float64
{
    /// <summary>aᵀb.</summary>
    public static double Dot(Tensor a, Tensor b)
    {
        var sum = 0.0;
        if (Float32.IsAtHand(a) && Float32.IsAtHand(b) && a.numel() == b.numel())
        {
            sum = Dot(Float32.Of(a), Float32.Of(b));
            GC.KeepAlive(a); // a span does not hold its tensor
            GC.KeepAlive(b);
            return sum;
        }
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var (left, right) = (a.reshape(-1), b.reshape(-1));
        foreach (var (first, length) in Pieces(left))
        {
            using var inner = NewDisposeScope();
            var piece = left.narrow(0, first, length).@double();
            sum += piece.dot(ReferenceEquals(a, b) ? piece : right.narrow(0, first, length).@double()).ToDouble();
        }
        return sum;
    }

    /// <summary>‖a‖.</summary>
    public static double Norm(Tensor a) => Math.Sqrt(Dot(a, a));

    /// <summary>‖a − b‖.</summary>
    public static double Distance(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        return Norm(a.@double() - b);
    }

    /// <summary>The sum in one pass, without copies in float64, which take longer than all else.</summary>
    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (low, high) = (Vector<double>.Zero, Vector<double>.Zero);
        var whole = a.Length - a.Length % Vector<float>.Count;
        for (var i = 0; i < whole; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(a[i..]), out var a1, out var a2);
            Vector.Widen(new Vector<float>(b[i..]), out var b1, out var b2);
            low += a1 * b1;
            high += a2 * b2;
        }
        var sum = Vector.Sum(low + high);
        for (var i = whole; i < a.Length; i++) sum += (double)a[i] * b[i];
        return sum;
    }

    /// <summary>A vector's pieces, whose copies in float64 stay in a processor's cache.</summary>
    private static IEnumerable<(long First, long Length)> Pieces(Tensor vector)
    {
        var (count, piece) = (vector.shape[0], vector.device_type == DeviceType.CPU ? 1L << 17 : long.MaxValue);
        for (var first = 0L; first < count; first += Math.Min(piece, count)) yield return (first, Math.Min(piece, count - first));
    }
}
