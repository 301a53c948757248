using System.Diagnostics;
using System.Globalization;
using Course.Data;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Course.Benchmarks;

/// <summary>The tensor layer's own cost: single operators, training steps and tensors dropped without Dispose, in turns with PyTorch on the same libtorch.</summary>
internal static class TorchBenchmark
{
    private const int Operations = 10_000;

    private sealed record Case(string Name, string Peer, int Turns, int Steps, double Limit, string Unit, double PerUnit, Action Step);

    public static IEnumerable<Row> Run()
    {
        var threads = get_num_threads();
        using var peer = new Peer("torch_steps.py", threads.ToString(CultureInfo.InvariantCulture));
        foreach (var one in Cases())
        {
            Time(one); // compiles, and lets both sides find their memory
            Ask(peer, one);
            List<double> ours = [], theirs = [];
            for (var turn = 0; turn < one.Turns; turn++)
            {
                ours.Add(Time(one) * one.PerUnit);
                theirs.Add(Ask(peer, one)[0] * one.PerUnit);
            }
            yield return Row.InTurns(one.Name, ours, theirs, one.Limit, one.Unit);
        }

        Drop(Operations);
        Collect();
        var (before, tensors) = (Environment.WorkingSet, Tensor.TotalCount);
        for (var turn = 0; turn < 20; turn++) Drop(Operations);
        Collect();
        yield return new Row($"  memory after 20 times {Operations:N0} dropped, of that before", 100.0 * Environment.WorkingSet / before, null, 105, "%");
        yield return new Row("  tensors still held", Tensor.TotalCount - tensors, null, 0, "");
    }

    private static IEnumerable<Case> Cases()
    {
        var (a, b) = (tensor([1f]), tensor([2f]));
        yield return new("add of 1 element, no grad", "add", 15, 5, 0.8, "µs", 1e6 / Operations, () =>
        {
            using var still = no_grad();
            for (var i = 0; i < Operations; i++) a.add(b).Dispose();
        });
        yield return new("MLP, batch 32: step with the course's Adam", "mlp32", 15, 100, 0.8, "ms", 1e3, CourseStep(32));
        yield return new("MLP, batch 32: step with torch.optim.Adam", "mlp32", 15, 100, 1.0, "ms", 1e3, TorchStep(Mlp(), randn(32, 784), p => optim.Adam(p, 1e-4)));
        yield return new("MLP, batch 2048: step with torch.optim.Adam", "mlp2048", 11, 10, 1.02, "ms", 1e3, TorchStep(Mlp(), randn(2048, 784), p => optim.Adam(p, 1e-4)));
        yield return new("CNN, batch 128: step with SGD and momentum", "cnn128", 11, 10, 1.02, "ms", 1e3, TorchStep(Cnn(), randn(128, 1, 28, 28), p => optim.SGD(p, 1e-3, momentum: 0.9)));
        yield return new($"{Operations:N0} tensors of 16 made and dropped", "drop", 15, 3, 1.2, "ms", 1e3, () => Drop(Operations));
    }

    private static nn.Module<Tensor, Tensor> Mlp() => Sequential(Linear(784, 256), ReLU(), Linear(256, 256), ReLU(), Linear(256, 10));

    private static nn.Module<Tensor, Tensor> Cnn() => Sequential(
        Conv2d(1, 16, 3, padding: 1), ReLU(), MaxPool2d(2), Conv2d(16, 32, 3, padding: 1), ReLU(), MaxPool2d(2), Flatten(), Linear(32 * 7 * 7, 10));

    private static Action TorchStep(nn.Module<Tensor, Tensor> net, Tensor inputs, Func<IEnumerable<TorchSharp.Modules.Parameter>, optim.Optimizer> make)
    {
        var optimizer = make(net.parameters());
        var loss = CrossEntropyLoss();
        var targets = randint(10, [inputs.shape[0]]);
        return () =>
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            loss.call(net.call(inputs), targets).backward();
            optimizer.step();
        };
    }

    private static Action CourseStep(long batchSize)
    {
        var samples = new Dataset(randn(batchSize, 784), randint(10, [batchSize]));
        var objective = new NetworkObjective(Mlp(), Losses.CrossEntropy, samples);
        var batch = samples.Batches((int)batchSize, 0).First();
        var (w, g, rule) = (objective.Parameters.Vector, objective.Parameters.Gradient, new Adam());
        return () =>
        {
            objective.On(batch).ValueAndGradient(w, g).Dispose();
            using (no_grad()) rule.Step(w, g, 1e-4);
        };
    }

    private static void Drop(int count)
    {
        for (var i = 0; i < count; i++) ones(16);
    }

    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static double[] Ask(Peer peer, Case one) => peer.Ask($"{one.Peer} {one.Steps}");

    private static double Time(Case one) => Statistics.Median(Enumerable.Range(0, one.Steps).Select(_ =>
    {
        var start = Stopwatch.GetTimestamp();
        one.Step();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }));
}
