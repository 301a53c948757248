using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.GpuCheck;

/// <summary>Training steps in turns with PyTorch on the same device.</summary>
internal static class Timing
{
    private const int Rounds = 7;

    public static void Print(Device device, string python)
    {
        using var peer = Process.Start(new ProcessStartInfo(python, ["-u", Path.Combine(AppContext.BaseDirectory, "peers", "steps.py"), device.type.ToString().ToLowerInvariant()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Console.WriteLine($"PyTorch {peer.StandardOutput.ReadLine()}, ours on libtorch {__version__}; µs a step, median of {Rounds} turns\n");
        Console.WriteLine($"{"step",-34} {"ours",9} {"PyTorch",9} {"ratio",7}");
        foreach (var (model, batch) in new[] { ("mlp", 32L), ("mlp", 2048L), ("cnn", 128L) })
            foreach (var optimizer in new[] { "adam", "sgd" })
            {
                var step = Step(model, batch, optimizer, device);
                List<double> ours = [], theirs = [];
                var steps = 1;
                for (var round = -1; round < Rounds; round++) // the first warms up, and says how many steps fill a quarter of a second
                {
                    var own = Seconds(step, round < 0 ? 20 : steps, device);
                    peer.StandardInput.WriteLine($"{model} {batch} {optimizer} {(round < 0 ? 20 : steps)}");
                    var other = double.Parse(peer.StandardOutput.ReadLine() ?? throw new InvalidOperationException("PyTorch's side has ended."), CultureInfo.InvariantCulture);
                    if (round < 0) steps = (int)Math.Clamp(0.25 / Math.Max(own, other), 5, 1000);
                    else ours.Add(own);
                    if (round >= 0) theirs.Add(other);
                }

                var (mine, peers) = (Median(ours), Median(theirs));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model + ", batch " + batch + ", " + optimizer,-34} {mine * 1e6,9:0.0} {peers * 1e6,9:0.0} {mine / peers,7:0.00}"));
            }

        peer.StandardInput.Close();
        peer.WaitForExit();
    }

    private static Action Step(string model, long batch, string optimizer, Device device)
    {
        manual_seed(0);
        var net = model == "mlp"
            ? nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 10))
            : nn.Sequential(
                nn.Conv2d(1, 16, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2),
                nn.Flatten(), nn.Linear(32 * 7 * 7, 10));
        net.to(device);
        optim.Optimizer rule = optimizer == "adam" ? optim.Adam(net.parameters()) : optim.SGD(net.parameters(), 0.01, momentum: 0.9);
        var loss = nn.CrossEntropyLoss();
        var input = model == "mlp" ? randn([batch, 784], device: device) : randn([batch, 1, 28, 28], device: device);
        var labels = arange(batch, int64, device).remainder(10);
        return () =>
        {
            using var scope = NewDisposeScope();
            rule.zero_grad();
            loss.call(net.call(input), labels).backward();
            rule.step();
        };
    }

    private static double Seconds(Action step, int steps, Device device)
    {
        cuda.synchronize(device);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < steps; i++) step();
        cuda.synchronize(device);
        return watch.Elapsed.TotalSeconds / steps;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
