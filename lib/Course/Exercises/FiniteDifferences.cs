using TorchSharp;
using static TorchSharp.torch;

namespace Course.Exercises;

/// <summary>The gradient by central differences in float64, <c>(f(w + hεᵢ) − f(w − hεᵢ)) / 2h</c> with <c>h = 10⁻⁵ max(1, |wᵢ|)</c>.</summary>
internal static class FiniteDifferences
{
    public static double[] Gradient(Func<Tensor, Tensor> function, Tensor at)
    {
        using var still = no_grad();
        var slopes = GivenTensor.Numbers(at);
        for (var i = 0; i < slopes.Length; i++)
        {
            var h = 1e-5 * Math.Max(1, Math.Abs(slopes[i]));
            slopes[i] = (Shifted(i, h) - Shifted(i, -h)) / (2 * h);
        }
        return slopes;

        double Shifted(int i, double by)
        {
            using var scope = NewDisposeScope();
            var point = at.detach().to(ScalarType.Float64).clone();
            point.view(-1)[i] += by;
            return function(point).ToDouble();
        }
    }
}
