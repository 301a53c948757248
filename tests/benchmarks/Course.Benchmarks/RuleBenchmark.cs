using System.Diagnostics;
using System.Globalization;
using Course.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Benchmarks;

/// <summary>
/// A step of each update rule that both sides have, alone: here on one flat vector, there by <c>torch.optim</c>, as it comes and with
/// <c>foreach=True</c>, on as many parameters in 60 tensors. These are all of one size, which suits the peer best: with weights and biases
/// in turns its temporaries are larger than malloc keeps, and it takes up to three times as long.
/// </summary>
internal static class RuleBenchmark
{
    private const int Tensors = 60;
    private const int Size = 16_667;
    private const int Turns = 11;
    private const int Steps = 10;

    public static IEnumerable<Row> Run()
    {
        using var peer = new Peer("rule_steps.py", new[] { get_num_threads(), Tensors, Size }.Select(number => number.ToString(CultureInfo.InvariantCulture)).ToArray());
        foreach (var (name, rule) in Rules())
        {
            using var scope = NewDisposeScope();
            var (w, g) = (randn(Tensors * Size), randn(Tensors * Size));
            double Ours() => Time(() => rule.Step(w, g, 1e-6));
            double[] Theirs() => peer.Ask(string.Create(CultureInfo.InvariantCulture, $"{Steps} {name}"));
            Ours(); // compiles, and lets both sides make their state
            Theirs();
            List<double> ours = [], theirs = [], theirTogether = [];
            for (var turn = 0; turn < Turns; turn++)
            {
                ours.Add(1e3 * Ours());
                var answer = Theirs();
                theirs.Add(1e3 * answer[0]);
                theirTogether.Add(1e3 * answer[1]);
            }
            yield return Row.InTurns($"{name}: 1M parameters", ours, theirs, 0.5, "ms");
            yield return Row.InTurns("  beside foreach=True", ours, theirTogether, 1.0, "ms");
        }
    }

    private static IEnumerable<(string Name, GradientRule Rule)> Rules() =>
    [
        ("SGD", new Sgd()), ("heavy ball", new HeavyBall()), ("Nesterov", new Nesterov()),
        ("Adagrad", new Adagrad()), ("Adadelta", new Adadelta()), ("RMSprop", new RmsProp()), ("centred RMSprop", new RmsProp { Centred = true }),
        ("Adam", new Adam()), ("AMSGrad", new Adam { AmsGrad = true }), ("AdamW", new AdamW()), ("AdaMax", new AdaMax()), ("Nadam", new Nadam()), ("RAdam", new RAdam()),
    ];

    private static double Time(Action step)
    {
        using var still = no_grad();
        return Statistics.Median(Enumerable.Range(0, Steps).Select(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            step();
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }));
    }
}
