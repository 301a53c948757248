using Course.Checkpoints;
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
        { "schedule", "its schedule has 0 numbers to remember" },
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

    private sealed class Remembering : Schedule
    {
        public override IReadOnlyList<double> State => [1, 2];

        public override double At(long step) => 0.1;
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
