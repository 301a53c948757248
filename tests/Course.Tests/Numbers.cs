using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests;

internal static class Numbers
{
    public static double[] Values(this Tensor values) =>
        values.detach().reshape(-1).to(ScalarType.Float64, CPU).data<double>().ToArray();

    /// <summary>Asserts that two tensors of one shape differ by at most a tolerance, relative to the larger of the expected values and 1.</summary>
    public static void Close(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        var (e, a) = (expected.Values(), actual.Values());
        var scale = Math.Max(1, e.Max(Math.Abs));
        for (var i = 0; i < e.Length; i++)
            Assert.True(Math.Abs(e[i] - a[i]) <= tolerance * scale, $"element {i}: expected {e[i]:G17}, got {a[i]:G17}");
    }
}
