using Course.Data;
using Course.Instruments;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Schedules;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Training;

/// <summary>A training with everything that a checkpoint must hold: running statistics, random numbers in the network, a rule, a schedule and early stopping with a memory.</summary>
internal static class LongRun
{
    public const int Steps = 60;

    public static (Trainer Trainer, nn.Module<Tensor, Tensor> Network) Make(string? checkpoint, Device? device = null)
    {
        const long seed = 7;
        manual_seed(seed);
        var net = nn.Sequential(nn.Linear(2, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Dropout(0.3), nn.Linear(16, 3));
        net.to(device ?? CPU);
        var objective = new NetworkObjective(net, Losses.CrossEntropy, Spirals.Generate(20, classes: 3, seed: 1).To(device ?? CPU));
        return (new Trainer(objective, new Adam(), new HalvedWhenWorse())
        {
            BatchSize = 8,
            Seed = seed,
            Augment = (batch, random) => batch.WithNoise(random, 0.1),
            Validation = Spirals.Generate(10, classes: 3, seed: 2).To(device ?? CPU),
            EarlyStopping = new EarlyStopping(patience: 100),
            Checkpoint = checkpoint is null ? null : new Checkpoint(checkpoint) { Due = Every.Steps(2) },
        }, net);
    }

    /// <summary>Trains and tells each step, and waits before the end to be killed.</summary>
    public static void TrainUntilKilled(string checkpoint)
    {
        var (trainer, _) = Make(checkpoint);
        trainer.Instruments.Add(new Teller());
        trainer.RunSteps(Steps);
    }

    /// <summary>All that a run leaves, as it can be compared to the bit.</summary>
    public static double[][] Left(Trainer trainer, nn.Module<Tensor, Tensor> network) =>
    [
        .. network.state_dict().OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value.Values()),
        .. trainer.History.Names.Select(name => trainer.History[name].Values.ToArray()),
        [trainer.Steps, trainer.EarlyStopping!.BestValue, trainer.EarlyStopping.BestStep],
        .. trainer.LearningRate.State.Select(number => new[] { number }),
        get_rng_state().Values(),
    ];

    private sealed class Teller : Instrument
    {
        public Teller() => Due = Every.Steps(1);

        public override void Measure(TrainingMoment moment, History history)
        {
            Console.WriteLine(moment.Step);
            if (moment.Step == Steps) Thread.Sleep(Timeout.Infinite);
        }
    }

    /// <summary>A rate that remembers: it is halved after an epoch that was worse than the one before.</summary>
    private sealed class HalvedWhenWorse : Schedule
    {
        private double rate = 0.02, last = double.PositiveInfinity;

        public override IReadOnlyList<double> State => [rate, last];

        public override double At(long step) => rate;

        public override void Observe(double loss) => (rate, last) = (loss > last ? rate / 2 : rate, loss);

        public override void Restore(IReadOnlyList<double> state) => (rate, last) = (state[0], state[1]);
    }
}
