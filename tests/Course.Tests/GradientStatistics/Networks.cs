using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Tests.GradientStatistics;

/// <summary>Small networks in float64 of every kind that per-sample gradients meet, with data for them.</summary>
internal static class Networks
{
    /// <summary>Network, input shape, number of outputs, and whether one backward pass tells its gradients.</summary>
    public static readonly Dictionary<string, (Func<nn.Module<Tensor, Tensor>> Network, long[] Input, bool IsOnePass)> All = new()
    {
        ["perceptron with tanh"] = (() => new Mlp(() => nn.Tanh(), 5, 7, 4, 3), [5], true),
        ["perceptron with ReLU"] = (() => new Mlp(5, 7, 3), [5], true),
        ["no biases"] = (() => nn.Sequential(nn.Linear(5, 4, hasBias: false), nn.Sigmoid(), nn.Linear(4, 3, hasBias: false)), [5], true),
        ["activation in place"] = (() => nn.Sequential(nn.Linear(5, 4), nn.ReLU(inplace: true), nn.Linear(4, 3)), [5], true),
        ["frozen first layer"] = (() => Frozen(new Mlp(5, 7, 3)), [5], true),
        ["dropout"] = (() => nn.Sequential(nn.Linear(5, 8), nn.ReLU(), nn.Dropout(0.5), nn.Linear(8, 3)), [5], true),
        ["linear layer on a sequence of short vectors"] = (() => nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Flatten(), nn.Linear(18, 3)), [6, 2], true),
        ["linear layer on a sequence of long vectors"] = (() => nn.Sequential(nn.Linear(12, 14), nn.Tanh(), nn.Flatten(), nn.Linear(42, 3)), [3, 12], true),
        ["linear layer on a grid"] = (() => nn.Sequential(nn.Linear(4, 3), nn.Tanh(), nn.Flatten(), nn.Linear(18, 3)), [3, 2, 4], true),
        ["convolutions"] = (() => nn.Sequential(nn.Conv2d(1, 3, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(3, 4, 3), nn.Tanh(), nn.Flatten(), nn.Linear(4, 3)), [1, 6, 6], true),
        ["convolution by ghost norms"] = (() => nn.Sequential(nn.Conv2d(3, 9, 3), nn.Tanh(), nn.Flatten(), nn.Linear(36, 3)), [3, 4, 4], true),
        ["strides, dilation, groups"] = (() => nn.Sequential(nn.Conv2d(4, 6, (3, 2), (2, 1), (1, 2), (1, 2), groups: 2), nn.Tanh(), nn.Flatten(), nn.Linear(108, 3)), [4, 5, 4], true),
        ["convolution of many channels"] = (() => nn.Sequential(nn.Conv2d(16, 4, (3, 2), padding: (1, 0), dilation: (1, 2), groups: 2), nn.Tanh(), nn.Flatten(), nn.Linear(96, 3)), [16, 6, 6], true),
        ["the same with uneven padding"] = (() => nn.Sequential(nn.Conv2d(8, 2, 2, Padding.Same), nn.Tanh(), nn.Flatten(), nn.Linear(72, 3)), [8, 6, 6], true),
        ["convolution of many outputs"] = (() => nn.Sequential(nn.Conv2d(2, 20, 3), nn.Tanh(), nn.Flatten(), nn.Linear(320, 3)), [2, 6, 6], true),
        ["convolution at many places"] = (() => nn.Sequential(nn.Conv2d(2, 3, 3), nn.Tanh(), nn.Flatten(), nn.Linear(243, 3)), [2, 11, 11], true),
        ["convolution of single pixels"] = (() => nn.Sequential(nn.Conv2d(3, 2, 1, stride: 2), nn.Tanh(), nn.Flatten(), nn.Linear(18, 3)), [3, 5, 5], true),
        ["same padding, even kernel"] = (() => nn.Sequential(nn.Conv2d(2, 3, 2, Padding.Same), nn.Tanh(), nn.Flatten(), nn.Linear(27, 3)), [2, 3, 3], true),
        ["reflected borders"] = (() => nn.Sequential(nn.Conv2d(2, 3, 3, padding: 1, padding_mode: PaddingModes.Reflect), nn.Tanh(), nn.Flatten(), nn.Linear(27, 3)), [2, 3, 3], true),
        ["embedding"] = (() => nn.Sequential(nn.Embedding(4, 3), nn.Flatten(), nn.Linear(15, 3)), [5], true),
        ["embedding with padding"] = (() => nn.Sequential(nn.Embedding(4, 3, padding_idx: 1), nn.Tanh(), nn.Flatten(), nn.Linear(15, 3)), [5], true),
        ["embedding with sparse gradients"] = (() => nn.Sequential(nn.Embedding(4, 3, padding_idx: 1, sparse: true), nn.Tanh(), nn.Flatten(), nn.Linear(15, 3)), [5], true),
        ["layer norm"] = (() => nn.Sequential(nn.Linear(5, 4), nn.LayerNorm(4), nn.Linear(4, 3)), [5], false),
        ["batch norm"] = (() => nn.Sequential(nn.Linear(5, 4), nn.BatchNorm1d(4), nn.Linear(4, 3)), [5], true),
        ["batch norm of channels"] = (() => nn.Sequential(nn.Conv2d(1, 3, 3), nn.BatchNorm2d(3), nn.Tanh(), nn.Flatten(), nn.Linear(12, 3)), [1, 4, 4], true),
        ["layer called twice"] = (() => new Repeated(), [5], false),
        ["weight used outside of its layer"] = (() => new Tied(), [5], false),
        ["unused layer"] = (() => new WithUnused(), [5], true),
    };

    public static NetworkObjective Objective(string name, bool isClassifier, long count = 6, int chunkSize = 4096)
    {
        manual_seed(7);
        var (make, input, _) = All[name];
        var network = make().to(float64);
        var inputs = name.StartsWith("embedding", StringComparison.Ordinal) ? randint(0, 4, [count, .. input], int64) : randn([count, .. input], float64);
        var targets = isClassifier ? randint(0, 3, [count], int64) : randn([count, 3], float64);
        return new(network, isClassifier ? Losses.CrossEntropy : Losses.MeanSquaredError, new Dataset(inputs, targets)) { ChunkSize = chunkSize };
    }

    /// <summary>The gradients themselves, sample by sample, <c>[N, P]</c>, in evaluation mode.</summary>
    public static Tensor Explicit(NetworkObjective objective)
    {
        var (network, samples, w) = (objective.Module, objective.Samples, objective.Parameters.Vector);
        var wasTraining = network.training;
        network.eval();
        var rows = Enumerable.Range(0, (int)samples.Count).Select(i => objective.On(new Batch(samples.Inputs.narrow(0, i, 1), samples.Targets.narrow(0, i, 1))).Gradient(w)).ToArray();
        network.train(wasTraining);
        return stack(rows);
    }

    private static Mlp Frozen(Mlp network)
    {
        foreach (var parameter in network.parameters().Take(2)) parameter.requires_grad = false;
        return network;
    }

    private sealed class Repeated : nn.Module<Tensor, Tensor>
    {
        private readonly Linear hidden = nn.Linear(5, 5), last = nn.Linear(5, 3);
        public Repeated() : base(nameof(Repeated)) => RegisterComponents();
        public override Tensor forward(Tensor x) => last.call(hidden.call(hidden.call(x).tanh()).tanh());
    }

    private sealed class Tied : nn.Module<Tensor, Tensor>
    {
        private readonly Linear hidden = nn.Linear(5, 4), last = nn.Linear(5, 3);
        public Tied() : base(nameof(Tied)) => RegisterComponents();
        public override Tensor forward(Tensor x) => last.call(hidden.call(x).tanh().matmul(hidden.weight));
    }

    private sealed class WithUnused : nn.Module<Tensor, Tensor>
    {
        private readonly Linear used = nn.Linear(5, 3), unused = nn.Linear(4, 2);
        public WithUnused() : base(nameof(WithUnused)) => RegisterComponents();
        public override Tensor forward(Tensor x) => used.call(x);
    }
}
