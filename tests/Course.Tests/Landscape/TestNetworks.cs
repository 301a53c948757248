using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Landscape;

/// <summary>Small networks with data, in float64 unless said otherwise.</summary>
internal static class TestNetworks
{
    public static NetworkObjective Perceptron(int seed, params long[] sizes) => Perceptron(seed, float64, sizes);

    public static NetworkObjective Perceptron(int seed, ScalarType type, params long[] sizes)
    {
        manual_seed(seed);
        var net = new Mlp(sizes);
        net.to(type);
        return new(net, Losses.CrossEntropy, new Dataset(randn([20, sizes[0]], type), arange(20, int64).remainder(sizes[^1])));
    }

    /// <summary>Convolutions with batch norm, pooling and dropout, on images of 2 × 6 × 6; <c>train()</c> is on.</summary>
    public static NetworkObjective Convolutional(int seed, int chunk = 4096)
    {
        manual_seed(seed);
        var net = nn.Sequential(
            ("conv1", nn.Conv2d(2, 6, 3)), ("norm1", nn.BatchNorm2d(6)), ("relu1", nn.ReLU()), ("pool", nn.MaxPool2d(2)),
            ("conv2", nn.Conv2d(6, 5, 1)), ("norm2", nn.BatchNorm2d(5)), ("relu2", nn.ReLU()), ("flatten", nn.Flatten()),
            ("drop", nn.Dropout(0.5)), ("linear1", nn.Linear(20, 7)), ("relu3", nn.ReLU()), ("linear2", nn.Linear(7, 3)));
        net.to(float64);
        return new(net, Losses.CrossEntropy, new Dataset(randn([10, 2, 6, 6], float64), arange(10, int64).remainder(3))) { ChunkSize = chunk };
    }

    /// <summary>Weights beside a network's own.</summary>
    public static Tensor Elsewhere(NetworkObjective objective, int seed)
    {
        manual_seed(seed);
        return objective.Parameters.Vector + 0.3 * randn_like(objective.Parameters.Vector);
    }
}
