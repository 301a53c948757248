using System.Text.Json;
using Course.Data;
using Course.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Regularization;

/// <summary>PyTorch's figures of regularization.json, which regularization.py beside it makes, and the problem that they belong to.</summary>
internal static class Figures
{
    private static readonly JsonElement all = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Regularization", "regularization.json"))).RootElement;

    public static Dataset Samples => new(Matrix("x", 3), arange(7, int64).remainder(3));

    public static JsonElement Of(string name) => all.GetProperty(name);

    public static Tensor Vector(JsonElement numbers) => tensor(numbers.EnumerateArray().Select(number => number.GetDouble()).ToArray());

    public static Tensor Matrix(string name, long columns) => Vector(Of(name)).view(-1, columns);

    /// <summary>The script's network with the weights of a name.</summary>
    public static Mlp Network(string weights = "w")
    {
        var network = new Mlp(() => nn.Tanh(), 3, 4, 3).to(float64);
        using var still = no_grad();
        new FlatParameters(network).Vector.copy_(Vector(Of(weights)));
        return network;
    }
}
