using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>PyTorch's figures, in float64. Each file in the folder Reference lies beside the script that made it.</summary>
internal static class Reference
{
    internal static JsonElement Load(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", $"{name}.json"))).RootElement;

    /// <summary>Holds every element, in row-major order, against PyTorch's.</summary>
    internal static void AssertClose(JsonElement expected, Tensor actual, double tolerance = 1e-11)
    {
        var figures = expected.EnumerateArray().Select(figure => figure.GetDouble()).ToArray();
        var given = actual.detach().to(float64).contiguous().data<double>().ToArray();
        Assert.Equal(figures.Length, given.Length);
        for (var i = 0; i < figures.Length; i++)
            Assert.True(Math.Abs(figures[i] - given[i]) <= tolerance * (1 + Math.Abs(figures[i])), $"element {i}: PyTorch {figures[i]:R}, here {given[i]:R}");
    }
}
