using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Curvature;

/// <summary>Small networks in float64, with their curvature matrices element by element.</summary>
internal static class NetworkProblem
{
    public const int Count = 7;

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var network in new[] { "ReLU", "tanh", "CNN", "GELU twice", "linear" })
                foreach (var loss in new[] { "cross-entropy", "squares" }) all.Add(network, loss);
            return all;
        }
    }

    public static NetworkObjective Make(string network, string loss, int chunk = 4096, int count = Count)
    {
        manual_seed(5);
        nn.Module<Tensor, Tensor> net = network switch
        {
            "ReLU" => new Mlp(6, 5, 4, 3),
            "tanh" => new Mlp(() => nn.Tanh(), 6, 5, 4, 3),
            "CNN" => nn.Sequential(nn.Conv2d(1, 3, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(3, 4, 2), nn.Tanh(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(4, 3)),
            "GELU twice" => nn.Sequential(nn.Flatten(), nn.Linear(6, 5, hasBias: false), nn.GELU(), nn.Sigmoid(), nn.Sequential(nn.Linear(5, 4), nn.ReLU(inplace: true)), nn.Linear(4, 3), nn.Softplus()),
            "linear" => nn.Sequential(nn.Linear(6, 4), nn.Linear(4, 3, hasBias: false)),
            "dropout" => nn.Sequential(nn.Linear(6, 5), nn.Tanh(), nn.Dropout(0.4), nn.Linear(5, 3)),
            "batch norm" => nn.Sequential(nn.Linear(6, 5), nn.BatchNorm1d(5), nn.Tanh(), nn.Linear(5, 3)),
            _ => throw new ArgumentOutOfRangeException(nameof(network), network, null),
        };
        return Make(net, loss, chunk, count);
    }

    public static NetworkObjective Make(nn.Module<Tensor, Tensor> net, string loss, int chunk = 4096, int count = Count)
    {
        manual_seed(6);
        net.to(float64);
        var isImage = net.children().FirstOrDefault() is TorchSharp.Modules.Conv2d;
        var inputs = isImage ? randn([count, 1, 6, 6], float64) : randn([count, 6], float64);
        return loss == "squares"
            ? new(net, Losses.MeanSquaredError, new Dataset(inputs, randn([count, 3], float64))) { ChunkSize = chunk }
            : new(net, Losses.CrossEntropy, new Dataset(inputs, arange(count, int64).remainder(3))) { ChunkSize = chunk };
    }

    /// <summary>Each element of the gradient of f, differentiated: the Hessian of the loss of all samples at once, penalties included.</summary>
    public static Tensor Hessian(NetworkObjective f)
    {
        using var tracking = enable_grad();
        Tensor[] parameters = [.. f.Parameters.Parameters];
        var gradients = autograd.grad([f.Loss(new Batch(f.Samples.Inputs, f.Samples.Targets))], parameters, retain_graph: true, create_graph: true, allow_unused: true);
        var rows = parameters.SelectMany((parameter, i) => Enumerable.Range(0, (int)parameter.numel())
            .Select(k => gradients[i].IsInvalid || !gradients[i].requires_grad ? zeros(f.Dimension, float64) : Flat(gradients[i].reshape(-1)[k], parameters)));
        return stack([.. rows]);
    }

    /// <summary>(1/N) Σ JᵢᵀHᵢJᵢ, with each sample's Jacobian row by row and its loss' Hessian in closed form.</summary>
    public static Tensor GaussNewton(NetworkObjective f, string loss) => Mean(f, (z, _) =>
    {
        var jacobian = Jacobian(f, z);
        var p = nn.functional.softmax(z.detach().reshape(-1), 0);
        var middle = loss == "squares" ? eye(3, dtype: float64) * (2.0 / 3) : p.diag() - outer(p, p);
        return jacobian.t().mm(middle).mm(jacobian);
    });

    /// <summary>(1/N) Σ gᵢgᵢᵀ, each sample's gradient by itself.</summary>
    public static Tensor Fisher(NetworkObjective f) => Mean(f, (z, y) =>
    {
        var gradient = Flat(f.LossFunction(z, y), [.. f.Parameters.Parameters]);
        return outer(gradient, gradient);
    });

    private static Tensor Mean(NetworkObjective f, Func<Tensor, Tensor, Tensor> ofSample)
    {
        using var tracking = enable_grad();
        var sum = zeros([f.Dimension, f.Dimension], float64);
        for (var i = 0L; i < f.Count; i++)
            sum += ofSample(f.Module.call(f.Samples.Inputs.narrow(0, i, 1)), f.Samples.Targets.narrow(0, i, 1)).detach();
        return sum / f.Count;
    }

    private static Tensor Jacobian(NetworkObjective f, Tensor outputs) =>
        stack([.. Enumerable.Range(0, 3).Select(c => Flat(outputs[0, c], [.. f.Parameters.Parameters]))]);

    private static Tensor Flat(Tensor value, Tensor[] parameters)
    {
        var gradients = autograd.grad([value], parameters, retain_graph: true, allow_unused: true);
        return cat([.. parameters.Select((parameter, i) => gradients[i].IsInvalid ? zeros(parameter.numel(), float64) : gradients[i].reshape(-1))]).detach();
    }
}
