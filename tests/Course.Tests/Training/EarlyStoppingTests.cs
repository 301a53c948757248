using Course.Data;
using Course.Instruments;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Training;

public sealed class EarlyStoppingTests
{
    [Fact]
    public void A_run_that_no_longer_gains_ends_at_the_weights_of_its_best_epoch()
    {
        // The best value comes at the 4th epoch; three without a better one are the patience.
        var values = new[] { 5.0, 4, 6, 2, 3, 2, 2.5, 1 };
        var (trainer, net) = Watched(values, new EarlyStopping(patience: 3) { Series = "given" });
        var result = trainer.Run(epochs: 8);
        var (reference, same) = Watched(values, stopping: null);
        reference.Run(epochs: 4);

        Assert.Equal(ExitReason.StoppedEarly, result.Exit);
        Assert.Equal(7 * 4, result.Steps);
        Assert.Equal(4 * 4, trainer.EarlyStopping!.BestStep);
        Assert.Equal(2, trainer.EarlyStopping.BestValue);
        Assert.Contains("step 28 of 32", result.Message, StringComparison.Ordinal);
        Assert.Contains("'given' is 2, at step 16", result.Message, StringComparison.Ordinal);
        Assert.Equal(reference.Weights.Values(), trainer.Weights.Values());
        Assert.Equal(Buffers(same), Buffers(net));
        Assert.Equal(0, trainer.Run(epochs: 1).Steps);
    }

    [Fact]
    public void A_run_that_completes_ends_at_the_weights_of_its_best_epoch_too()
    {
        var values = new[] { 0.5, 0.9, 0.7 };
        var (trainer, _) = Watched(values, new EarlyStopping(patience: 3) { Series = "given", HigherIsBetter = true });
        var result = trainer.Run(epochs: 3);
        var (reference, _) = Watched(values, stopping: null);
        reference.Run(epochs: 2);

        Assert.Equal(ExitReason.Completed, result.Exit);
        Assert.Equal(reference.Weights.Values(), trainer.Weights.Values());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(16)]
    public void Runs_in_pieces_and_a_run_that_is_resumed_end_as_one_run(int stepsAtATime)
    {
        using var folder = new TemporaryFolder();
        double[] values = [5, 1, 4, 3, 2, 3];
        EarlyStopping Stopping() => new(patience: 4) { Series = "given" };
        var (whole, net) = Watched(values, Stopping());
        var expected = whole.RunSteps(22);
        var (pieces, same) = Watched(values, Stopping());
        while (pieces.Steps < 22) pieces.RunSteps(Math.Min(stepsAtATime, 22 - pieces.Steps));
        var path = Path.Combine(folder.FullName, "run.safetensors");
        Watched(values, Stopping(), path).Trainer.RunSteps(stepsAtATime);
        var (resumed, again) = Watched(values, Stopping(), path);
        resumed.Resume();
        resumed.RunSteps(22 - resumed.Steps);

        Assert.Equal(ExitReason.Completed, expected.Exit);
        foreach (var (trainer, network) in new[] { (pieces, same), (resumed, again) })
        {
            Assert.Equal(expected.History["loss"].Values, trainer.History["loss"].Values);
            Assert.Equal(whole.Weights.Values(), trainer.Weights.Values());
            Assert.Equal(Buffers(net), Buffers(network));
        }
    }

    [Fact]
    public void Weights_that_were_changed_between_two_runs_are_gone_on_from()
    {
        var (trainer, _) = Watched([1, 2, 3], new EarlyStopping(patience: 100) { Series = "given" });
        trainer.Run(epochs: 2);
        using (no_grad()) trainer.Weights.zero_();
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        trainer.Run(epochs: 1, cancel: cancel.Token);

        Assert.All(trainer.Weights.Values(), weight => Assert.Equal(0, weight));
    }

    [Fact]
    public void A_gain_that_is_too_small_or_not_a_number_does_not_count()
    {
        var (trainer, _) = Watched([double.NaN, 1, 0.95, double.NaN, 0], new EarlyStopping(patience: 2) { Series = "given", LeastGain = 0.1 });
        var result = trainer.Run(epochs: 5);

        Assert.Equal(ExitReason.StoppedEarly, result.Exit);
        Assert.Equal(4 * 4, result.Steps);
        Assert.Equal(2 * 4, trainer.EarlyStopping!.BestStep);
    }

    [Fact]
    public void Before_the_first_epoch_has_ended_there_is_no_best()
    {
        var (trainer, _) = Watched([1], new EarlyStopping(patience: 2) { Series = "given" });
        Assert.Contains("the weights are those of the last step", trainer.RunSteps(2).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_training_loss_is_watched_as_its_mean_over_each_epoch()
    {
        var (trainer, _) = Watched([0, 0, 0], new EarlyStopping(patience: 100) { Series = Trainer.LossSeries });
        trainer.Run(epochs: 3);

        Assert.Equal(trainer.History["loss"].Values.Chunk(4).Min(epoch => epoch.Average()), trainer.EarlyStopping!.BestValue, 12);
    }

    [Fact]
    public void Senseless_settings_are_refused_before_training()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(patience: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(patience: 1) { LeastGain = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(patience: 1) { LeastGain = double.NaN });
        var trainer = new Trainer(new Rosenbrock(), zeros(2), new Sgd(), learningRate: 1e-3) { EarlyStopping = new EarlyStopping(patience: 1) };
        var error = Assert.Throws<ArgumentException>(() => trainer.RunSteps(1));
        Assert.Contains("'validation loss', which nothing records", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, trainer.Steps);
    }

    [Theory]
    [InlineData("acuracy", true, "recorded are: loss, validation loss, validation accuracy, accuracy")]
    [InlineData("validation accuracy", false, "which nothing records; recorded are: loss, validation loss, accuracy")]
    public void A_series_that_nothing_records_is_refused_though_there_are_instruments(string series, bool hasClasses, string message)
    {
        using var net = nn.Linear(2, 3);
        var samples = Spirals.Generate(10, classes: 3, seed: 1);
        var targets = hasClasses ? samples : new Dataset(samples.Inputs, zeros(samples.Count, 3));
        var trainer = new Trainer(new NetworkObjective(net, hasClasses ? Losses.CrossEntropy : Losses.MeanSquaredError, targets), new Sgd(), learningRate: 0.1)
        {
            Validation = targets,
            EarlyStopping = new EarlyStopping(patience: 1) { Series = series },
            Instruments = { new Accuracy(net, samples) },
        };
        if (!hasClasses) trainer.Instruments.Add(new Given([])); // its series are not known before, but the trainer's own are
        var error = Assert.Throws<ArgumentException>(() => trainer.RunSteps(1));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, trainer.Steps);
    }

    [Fact]
    public void An_epoch_in_which_the_series_is_not_recorded_does_not_count()
    {
        var (trainer, _) = Watched([1, 2, 3, 4, 5, 6], new EarlyStopping(patience: 2) { Series = "given" });
        trainer.Instruments.Clear();
        trainer.Instruments.Add(new Given([1, 2, 3, 4, 5, 6, 7]) { Due = Every.Steps(8) });
        var result = trainer.Run(epochs: 7);

        // Of the epochs of 4 steps the 2nd has the best value, and the 4th and the 6th are the two without a better one.
        Assert.Equal(6 * 4, result.Steps);
        Assert.Equal(2 * 4, trainer.EarlyStopping!.BestStep);
    }

    private static (Trainer Trainer, nn.Module Network) Watched(double[] values, EarlyStopping? stopping, string? checkpoint = null)
    {
        manual_seed(1);
        var net = nn.Sequential(nn.Linear(2, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 3));
        var trainer = new Trainer(new NetworkObjective(net, Losses.CrossEntropy, Spirals.Generate(10, classes: 3, seed: 1)), new Adam(), learningRate: 0.1)
        {
            BatchSize = 8,
            EarlyStopping = stopping,
            Checkpoint = checkpoint is null ? null : new Checkpoint(checkpoint),
        };
        trainer.Instruments.Add(new Given(values));
        return (trainer, net);
    }

    private static double[][] Buffers(nn.Module network) => [.. network.named_buffers().Select(buffer => buffer.buffer.Values())];

    private sealed class Given(double[] values) : Instrument
    {
        public override void Measure(TrainingMoment moment, History history) => history.Record("given", moment.Step, values[moment.Epoch - 1]);
    }
}
