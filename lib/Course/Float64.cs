using TorchSharp;
using static TorchSharp.torch;

namespace Course;

/// <summary>Sums over vectors of any floating-point type, in float64.</summary>
internal static class Float64
{
    /// <summary>aᵀb.</summary>
    public static double Dot(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        return a.reshape(-1).@double().dot(b.reshape(-1).@double()).ToDouble();
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
}
