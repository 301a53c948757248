using Course.Checkpoints;
using Course.Data;
using Course.Instruments;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Regularization;
using Course.Schedules;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Training;

public sealed class CheckpointTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(25)]
    [InlineData(60)]
    public void A_run_that_is_resumed_by_another_trainer_ends_as_one_that_never_stopped(int steps)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.FullName, "run.safetensors");
        var (whole, network) = LongRun.Make(checkpoint: null);
        whole.RunSteps(LongRun.Steps);
        var expected = LongRun.Left(whole, network);

        LongRun.Make(path).Trainer.RunSteps(steps);
        var (second, resumed) = LongRun.Make(path);
        Assert.True(second.Resume());
        Assert.Equal(steps, second.Steps);
        second.RunSteps(LongRun.Steps - steps);

        Assert.Equal(expected, LongRun.Left(second, resumed));
    }

    [Fact]
    public void A_point_on_an_objective_is_resumed_too()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.FullName, "run.safetensors");
        var (w, resumed) = (tensor(new[] { -1.0, 1 }), tensor(new[] { 0.0, 0 }));
        Make(w).RunSteps(7);
        var second = Make(resumed);
        second.Resume();

        Assert.Equal(w.Values(), resumed.Values());
        Assert.Equal(7, second.Steps);

        Trainer Make(Tensor start) => new(new Rosenbrock(), start, new Adam(), learningRate: 0.01) { Checkpoint = new Checkpoint(path) };
    }

    [Fact]
    public void Without_a_file_there_is_nothing_to_resume()
    {
        using var folder = new TemporaryFolder();
        var (trainer, _) = LongRun.Make(Path.Combine(folder.FullName, "run.safetensors"));

        Assert.False(trainer.Resume());
        Assert.Throws<InvalidOperationException>(() => LongRun.Make(checkpoint: null).Trainer.Resume());
    }

    [Fact]
    public void A_cancelled_run_writes_where_it_stopped_and_one_that_diverged_does_not()
    {
        using var folder = new TemporaryFolder();
        using var cancel = new CancellationTokenSource();
        var path = Path.Combine(folder.FullName, "run.safetensors");
        var trainer = Small(path, new Sgd(), 8);
        trainer.Instruments.Add(new At(5, cancel.Cancel));
        trainer.Run(epochs: 3, cancel: cancel.Token);
        var second = Small(path, new Sgd(), 8);
        second.Resume();
        Assert.Equal(5, second.Steps);

        var diverging = Path.Combine(folder.FullName, "diverging.safetensors");
        var w = tensor(new[] { 1.0, 1 });
        var steep = new Trainer(new Quadratic(diag(tensor(new[] { 1.0, 100 }))), w, new Sgd(), learningRate: 1) { Checkpoint = new Checkpoint(diverging) { Due = Every.Steps(1000) } };
        var result = steep.RunSteps(100);
        Assert.Equal(ExitReason.Diverged, result.Exit);
        Assert.False(File.Exists(diverging));
    }

    public static TheoryData<string, string> Strangers => new()
    {
        { "network", "'network.layers.linear1.weight' is Float32 [8, 2], and the trainer's is Float32 [9, 2]" },
        { "rule", "its rule is SGD, and the trainer's is Adam" },
        { "batch", "its data is 60 samples shuffled in batches of 8 with the seed 0, and the trainer's is 60 samples shuffled in batches of 9 with the seed 0" },
        { "schedule", "its learning rate is 0.1, and the trainer's is Remembering" },
        { "stopping", "it lacks 'best'" },
        { "file", "it is no checkpoint of a trainer" },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public void A_checkpoint_of_another_training_is_refused_and_nothing_is_changed(string difference, string message)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.FullName, "run.safetensors");
        if (difference == "file") Safetensors.Save(path, new Dictionary<string, Tensor> { ["a"] = zeros(1) });
        else Small(path, new Sgd(), 8).Run(epochs: 1);
        var other = Small(path, difference == "rule" ? new Adam() : new Sgd(), difference == "batch" ? 9 : 8,
            difference == "network" ? 9 : 8, difference == "stopping", difference == "schedule" ? new Remembering() : 0.1);
        var before = other.Weights.Values();
        var error = Assert.Throws<InvalidDataException>(() => other.Resume());

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, other.Weights.Values());
        Assert.Equal(0, other.Steps);
    }

    public static TheoryData<string, Func<string, Trainer>, Func<string, Trainer>> OtherOptions
    {
        get
        {
            var flat = new NetworkObjective(new Mlp(2, 8, 3), Losses.CrossEntropy, Spirals.Generate(20, classes: 3, seed: 1)).Parameters;
            var data = new TheoryData<string, Func<string, Trainer>, Func<string, Trainer>>();
            Rules("its rule.Beta1 is 0.9, and the trainer's is 0.8", () => new Adam(), () => new Adam { Beta1 = 0.8 });
            Rules("its rule.Epsilon is 1E-08, and the trainer's is 1E-09", () => new AdaMax(), () => new AdaMax { Epsilon = 1e-9 });
            Rules("its rule.Base is 1, and the trainer's is 2", () => new AddSign(), () => new AddSign { Base = 2 });
            Rules("its rule.InternalDecay is 1, and the trainer's is 0.5", () => new PowerSign(), () => new PowerSign { InternalDecay = 0.5 });
            Rules("its rule.WeightDecay is 0.01, and the trainer's is 0.02", () => new AdamW(), () => new AdamW { WeightDecay = 0.02 });
            Rules("its rule.HistorySize is 10, and the trainer's is 9", () => new Lbfgs(), () => new Lbfgs { HistorySize = 9 });
            Rules("its rule.λ is 0.123456, and the trainer's is 0.123457", () => new Sgd().WithWeightDecay(0.123456), () => new Sgd().WithWeightDecay(0.123457));
            Rules("its rule.seed is 0, and the trainer's is 1", () => new Sgd().WithGradientNoise(), () => new Sgd().WithGradientNoise(seed: 1));
            Rules("its rule.Inner.Momentum is 0.9, and the trainer's is 0.90001", () => Clipped(0.9), () => Clipped(0.90001));
            Rules("its rule.decay is none, and the trainer's is 0.9", () => new Sgd().Averaged(), () => new Sgd().Averaged(0.9));
            Rules("its rule.groups[1].LearningRateFactor is 1, and the trainer's is 2", () => Grouped(1, 1), () => Grouped(1, 2));
            Rules("its rule.runs[0] is of length 1 with the checksum", () => Grouped(1, 1), () => Grouped(0, 1));
            Rules("its rule.rate is 0.5, and the trainer's is 0.25", () => new OfAReader(0.5), () => new OfAReader(0.25));
            Rates("its learning rate is 0.1, and the trainer's is 0.2", 0.1, 0.2);
            Rates("its learning rate.cooldown is 0, and the trainer's is 2", Schedule.Plateau(0.1), Schedule.Plateau(0.1, cooldown: 2));
            Add("its penalties is L2 0.1, and the trainer's is none", penalty: new L2Penalty(0.1));
            Add("its penalties[0].Strength is 0.1, and the trainer's is 0.10001", penalty: new L2Penalty(0.1), otherPenalty: new L2Penalty(0.10001));
            Add("its order.fromEasyToHard is of length 60 with the checksum", order: SampleOrder.Curriculum(arange(60), 5), otherOrder: SampleOrder.Curriculum(-arange(60), 5));
            return data;

            GradientRule Clipped(double momentum) => new HeavyBall { Momentum = momentum }.WithClippedNorm(1);
            GradientRule Grouped(int least, double factor) => new ParameterGroups(
                flat, new("matrices", slice => slice.Shape.Count > least && slice.Shape[0] == 8, new Sgd()), new("others", _ => true, new Sgd()) { LearningRateFactor = factor });
            void Rules(string message, Func<UpdateRule> rule, Func<UpdateRule> other) =>
                data.Add(message, path => Trained(path, rule: rule()), path => Trained(path, rule: other()));
            void Rates(string message, Schedule rate, Schedule other) => data.Add(message, path => Trained(path, rate: rate), path => Trained(path, rate: other));
            void Add(string message, Penalty? penalty = null, Penalty? otherPenalty = null, SampleOrder? order = null, SampleOrder? otherOrder = null) =>
                data.Add(message, path => Trained(path, penalty: penalty, order: order), path => Trained(path, penalty: otherPenalty, order: otherOrder));
        }
    }

    [Theory]
    [MemberData(nameof(OtherOptions), DisableDiscoveryEnumeration = true)]
    public void A_checkpoint_of_a_training_with_other_options_is_refused_by_their_name(string message, Func<string, Trainer> make, Func<string, Trainer> makeOther)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.FullName, "run.safetensors");
        make(path).RunSteps(1);
        Assert.True(make(path).Resume());
        var error = Assert.Throws<InvalidDataException>(() => makeOther(path).Resume());

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static Trainer Trained(string path, UpdateRule? rule = null, Schedule? rate = null, Penalty? penalty = null, SampleOrder? order = null)
    {
        manual_seed(1);
        var objective = new NetworkObjective(new Mlp(2, 8, 3), Losses.CrossEntropy, Spirals.Generate(20, classes: 3, seed: 1));
        if (penalty is not null) objective.Penalties.Add(penalty);
        return new Trainer(objective, rule ?? new Sgd(), rate ?? 0.1)
        {
            BatchSize = 8,
            Order = order ?? SampleOrder.Shuffled,
            Checkpoint = new Checkpoint(path),
        };
    }

    [Theory]
    [InlineData("rule.inner.steps", null)]
    [InlineData("position", null)]
    [InlineData("watch", 1)]
    [InlineData("steps.loss", 1)]
    [InlineData("values.loss", null)]
    [InlineData("best", null)]
    [InlineData("random", 3)]
    [InlineData("series", null)]
    public void A_checkpoint_that_is_damaged_is_refused_and_nothing_is_changed(string name, int? length)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.FullName, "run.safetensors");
        UpdateRule Rule() => new Adam().WithClippedNorm(1);
        Small(path, Rule(), 8, stops: true).RunSteps(20);
        var (tensors, texts) = Safetensors.Load(path);
        if (length is { } shorter) tensors[name] = tensors[name].narrow(0, 0, shorter).clone();
        else if (!tensors.Remove(name)) texts[name] = "[";
        Safetensors.Save(path, tensors, texts);

        var rule = Rule();
        var trainer = Small(Path.Combine(folder.FullName, "own.safetensors"), rule, 8, stops: true);
        trainer.RunSteps(9);
        File.Move(path, trainer.Checkpoint!.Path, overwrite: true);
        var before = All();
        var error = Assert.Throws<InvalidDataException>(() => trainer.Resume());

        Assert.Contains("cannot be resumed from: it ", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, All());
        Assert.Equal(10, trainer.RunSteps(10).Steps);
        var twin = Small(path, Rule(), 8, stops: true);
        twin.RunSteps(19);
        Assert.Equal(twin.Weights.Values(), trainer.Weights.Values());

        double[][] All() =>
        [
            trainer.Weights.Values(), get_rng_state().Values(), [trainer.Steps, trainer.EarlyStopping!.BestValue, trainer.EarlyStopping.BestStep],
            [.. trainer.History["loss"].Values], .. rule.State.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value.Values()),
        ];
    }

    [Fact]
    public void A_folder_that_is_missing_or_read_only_is_refused_before_training()
    {
        using var folder = new TemporaryFolder();
        Refused<DirectoryNotFoundException>(Path.Combine(folder.FullName, "missing", "run.safetensors"), "Create the folder first");
        Refused<IOException>(folder.FullName, "is a folder");
        if (OperatingSystem.IsLinux()) Refused<IOException>("/proc/run.safetensors", "a folder that you may write to"); // the root user may write to any other
        Assert.Throws<ArgumentException>(() => new Checkpoint(" "));

        static void Refused<T>(string path, string message) where T : Exception
        {
            var trainer = Small(path, new Sgd(), 8);
            Assert.Contains(message, Assert.Throws<T>(() => trainer.Run(epochs: 1)).Message, StringComparison.Ordinal);
            Assert.Equal(0, trainer.Steps);
        }
    }

    private static Trainer Small(string path, UpdateRule rule, long batchSize, long units = 8, bool stops = false, Schedule? schedule = null)
    {
        manual_seed(1);
        var objective = new NetworkObjective(new Mlp(2, units, 3), Losses.CrossEntropy, Spirals.Generate(20, classes: 3, seed: 1));
        return new Trainer(objective, rule, schedule ?? 0.1)
        {
            BatchSize = batchSize,
            Checkpoint = new Checkpoint(path),
            EarlyStopping = stops ? new EarlyStopping(patience: 1) { Series = Trainer.LossSeries } : null,
        };
    }

    private sealed class OfAReader(double rate) : GradientRule
    {
        protected override void Update(Tensor w, Tensor g, double learningRate) => w.add_(g, alpha: -rate * learningRate);
    }

    private sealed class Remembering : Schedule
    {
        public override double At(long step) => 0.1;

        public override string ToString() => nameof(Remembering);
    }

    private sealed class At : Instrument
    {
        private readonly long step;
        private readonly Action act;

        public At(long step, Action act) => (this.step, this.act, Due) = (step, act, Every.Steps(1));

        public override void Measure(TrainingMoment moment, History history)
        {
            if (moment.Step == step) act();
        }
    }
}
