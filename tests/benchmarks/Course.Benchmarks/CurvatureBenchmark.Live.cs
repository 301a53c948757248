using Course.Instruments;
using Course.Optimizers;
using Course.Training;
using static TorchSharp.torch;

namespace Course.Benchmarks;

/// <summary>What instruments cost while a network is trained.</summary>
internal static partial class CurvatureBenchmark
{
    private const int LiveTurns = 15;
    private const int LiveSteps = 60; // of a turn: six measurements of the eigenvalue
    private const int CockpitTurns = 3, CockpitSteps = 10; // few, since its steps take long; of the ten one measures the eigenvalue

    private static List<Row> Live(CurvatureProblem problem)
    {
        Func<Instrument>[] cheap =
        [
            () => new GradientNorm { Due = Every.Steps(1) }, () => new UpdateSize { Due = Every.Steps(1) }, () => new PredictedDecrease { Due = Every.Steps(1) }, () => new BatchNoiseScale { Due = Every.Steps(1) },
        ];
        problem.MoveTo(problem.Start);
        var (bare, told, bent) = (Training(), Training([.. cheap]), Training([.. cheap, () => new TopEigenvalues { Due = Every.Steps(10) }]));
        List<Row> rows =
        [
            .. OfAStep(problem.Compare("training step, batch 128, with norm, update, noise scale, decrease / without", 1.5, told, bare, LiveTurns)),
            .. Cockpit(problem, "Cockpit, economy, which tells more", "economy"),
            .. OfAStep(problem.Compare("the same with the top eigenvalue every 10 steps / without", 3, bent, bare, LiveTurns)),
            .. Cockpit(problem, "Cockpit, economy and HessMaxEV", "eigenvalue"),
        ];
        problem.MoveTo(problem.Start);
        return rows;

        IEnumerable<Row> OfAStep(IEnumerable<Row> rows) => rows.Select(row => row with { Ours = row.Ours / LiveSteps, Peer = row.Peer / LiveSteps });

        Action Training(params Func<Instrument>[] instruments)
        {
            var trainer = new Trainer(problem.Objective, new HeavyBall(), learningRate: 1e-3) { BatchSize = 128 };
            foreach (var instrument in instruments) trainer.Instruments.Add(instrument());
            return () => trainer.RunSteps(LiveSteps);
        }
    }

    private static IEnumerable<Row> Cockpit(CurvatureProblem problem, string name, string way)
    {
        foreach (var (_, question) in problem.Present([(name, $"live {way} {CockpitSteps}")]))
        {
            problem.Peer.Ask(question); // lets it find its memory
            var answers = Enumerable.Range(0, CockpitTurns).Select(_ => problem.Peer.Ask(question)).ToArray();
            double OfAStep(int part) => 1e3 * Statistics.Median(answers.Select(times => times[part])) / CockpitSteps;
            yield return new Row($"  the same of {name}", OfAStep(0), OfAStep(1), null, "ms");
        }
    }
}
