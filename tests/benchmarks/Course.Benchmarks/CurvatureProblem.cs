using System.Diagnostics;
using System.Globalization;
using Course.Curvature;
using Course.Data;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Benchmarks;

/// <summary>What curvature is measured on: an MLP 784-256-256-10 with ReLU and cross-entropy on 4,096 of MNIST's test images, in float32, here and in Python.</summary>
internal sealed class CurvatureProblem : IDisposable
{
    private static readonly string[] _packages = ["PyHessian", "hessian-eigenthings", "curvlinops", "BackPACK", "Cockpit"]; // in the order in which the peer answers
    private readonly HashSet<string> _present;

    public CurvatureProblem(string? peers)
    {
        Folder = TrainingBenchmark.Folder();
        var all = Mnist.LoadTest(Folder);
        Samples = new Dataset(all.Inputs.unsqueeze(1), all.Targets, all.ClassNames).Take(4096);
        manual_seed(0);
        Objective = new NetworkObjective(new Mlp(784, 256, 256, 10), Losses.CrossEntropy, Samples);
        Start = Objective.Parameters.Vector.clone();
        new Trainer(Objective, new Sgd(), learningRate: 0.1) { BatchSize = 32 }.Run(epochs: 2);
        Trained = Objective.Parameters.Vector.clone();
        Peer = new Peer("curvature.py", Folder, get_num_threads().ToString(CultureInfo.InvariantCulture), peers ?? "");
        _present = [.. _packages.Zip(Peer.Ask("packages")).Where(package => package.Second > 0).Select(package => package.First)];
        MoveTo(Start);
    }

    public string Folder { get; }

    public Dataset Samples { get; }

    public NetworkObjective Objective { get; }

    /// <summary>The weights before training, <c>[P]</c>.</summary>
    public Tensor Start { get; }

    /// <summary>The weights after two epochs, <c>[P]</c>.</summary>
    public Tensor Trained { get; }

    public Peer Peer { get; }

    /// <summary>Puts both sides' networks to weights.</summary>
    public void MoveTo(Tensor w)
    {
        using (no_grad()) Objective.Parameters.Vector.copy_(w);
        Handing(w, file => Peer.Ask($"weights {file}"));
    }

    /// <summary>Has weights lie in a file for as long as the peer is asked about them.</summary>
    public static void Handing(Tensor w, Action<string> ask)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, [.. w.bytes]);
            ask(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>One gradient, the unit of most limits.</summary>
    public void Gradient() => Objective.ValueAndGradient(Objective.Parameters.Vector, Objective.Parameters.Gradient).Dispose();

    /// <summary>Our work beside a unit of our own, and the same ratio of peers, all in turns.</summary>
    /// <param name="name">The work, and the unit after a slash.</param>
    /// <param name="limit">The largest ratio that is promised.</param>
    /// <param name="work">The work, once.</param>
    /// <param name="unit">The unit, once.</param>
    /// <param name="turns">How many turns each side takes; medians count.</param>
    /// <param name="peers">Whose figures and what to ask for them: the peer answers with the seconds of its work and of its unit. A package that is not there is left out.</param>
    public IEnumerable<Row> Compare(string name, double? limit, Action work, Action unit, int turns, params (string Name, string Question)[] peers)
    {
        var asked = Present(peers);
        var sides = new Func<double[]>[] { () => Seconds(work, unit) }.Concat(asked.Select(peer => (Func<double[]>)(() => Peer.Ask(peer.Question)))).ToArray();
        var measured = sides.Select(_ => new List<double[]>()).ToArray(); // seconds of work, of its unit
        for (var turn = -1; turn < turns; turn++) // the first turn compiles and lets both sides find their memory
            foreach (var (side, times) in sides.Zip(measured))
            {
                if (turn == 0) times.Clear();
                times.AddRange(Turn(side, isAlone: sides.Length == 1));
            }
        return measured.Select((times, side) => Row.InTurns(
            side == 0 ? name : $"  the same of {asked[side - 1].Name}", [.. times.Select(pair => 1e3 * pair[0])], [.. times.Select(pair => 1e3 * pair[1])], side == 0 ? limit : null, "ms"));
    }

    /// <summary>Those of some peers that are there; a package's name is the beginning of its peers', up to a comma.</summary>
    public (string Name, string Question)[] Present((string Name, string Question)[] peers) =>
        [.. peers.Where(peer => peer.Name.Split(',')[0] is var package && (!_packages.Contains(package) || _present.Contains(package)))];

    public void Dispose() => Peer.Dispose();

    /// <summary>One side's turn: what is short is done several times, so that it does not count what a pause leaves cold.</summary>
    private static IEnumerable<double[]> Turn(Func<double[]> side, bool isAlone)
    {
        // The other process' idle threads run on for 2²⁶ clock cycles after a product: so OpenBLAS has it.
        if (!isAlone) Thread.Sleep(60);
        var start = Stopwatch.GetTimestamp();
        do yield return side();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < 0.2);
    }

    private static double[] Seconds(params Action[] works) => [.. works.Select(work =>
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    })];
}
