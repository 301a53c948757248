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

public sealed class TrainerTests
{
    [Fact]
    public void Gradient_descent_on_a_quadratic_follows_its_closed_form()
    {
        // For f = ½ λ w², each step multiplies w by 1 − ηλ.
        var w = tensor(new[] { 3.0, -2 });
        var trainer = new Trainer(new Quadratic(diag(tensor(new[] { 1.0, 4 }))), w, new Sgd(), learningRate: 0.1);
        var result = trainer.RunSteps(20);

        Assert.Equal(ExitReason.Completed, result.Exit);
        Assert.Equal(20, result.Steps);
        Numbers.Close(tensor(new[] { 3 * Math.Pow(0.9, 20), -2 * Math.Pow(0.6, 20) }), w, 1e-14);
        Assert.Equal(0.5 * 9 + 0.5 * 4 * 4, result.History["loss"].Values[0], 14);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), result.History["loss"].Steps);
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_to_the_bit_and_another_seed_others()
    {
        var (one, same, other) = (Train(seed: 1), Train(seed: 1), Train(seed: 2));

        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void A_run_in_pieces_gives_the_same_weights_to_the_bit_as_one_run()
    {
        var whole = Small(seed: 1);
        whole.Run(epochs: 3);
        var pieces = Small(seed: 1);
        pieces.RunSteps(5); // an epoch has eight
        pieces.Run(epochs: 1);
        pieces.RunSteps(11);

        Assert.Equal(8, whole.StepsPerEpoch);
        Assert.Equal(whole.Weights.Values(), pieces.Weights.Values());
        Assert.Equal(whole.History["loss"].Values, pieces.History["loss"].Values);
    }

    [Fact]
    public void Samples_come_in_the_order_and_the_shape_that_the_trainer_is_told()
    {
        // f = ½ Σ (w − x)²/N, one sample a step, η = ½: each step moves w half-way to what the augmentation makes of the sample.
        var samples = new Dataset(tensor(new[] { 1.0, 10, 100 }), zeros(3));
        var w = zeros(1, float64);
        new Trainer(new Distance(samples), w, new Sgd(), learningRate: 0.5)
        {
            BatchSize = 1,
            Order = new Backwards(),
            Augment = (batch, _) => batch with { Inputs = batch.Inputs + 2 },
        }.Run(epochs: 1);

        Assert.Equal(((102 / 2.0) + 12) / 2 / 2 + 3 / 2.0, w.ToDouble(), 12);
    }

    [Fact]
    public void Augmentation_draws_the_same_for_a_seed_and_a_step_and_leaves_no_tensors_behind()
    {
        var (one, same, other) = (Noisy(seed: 1), Noisy(seed: 1), Noisy(seed: 2));
        one.Run(epochs: 3);
        same.RunSteps(5);
        same.RunSteps(19);
        other.Run(epochs: 3);
        var before = Tensor.TotalCount;
        one.Run(epochs: 5);

        Assert.InRange(Tensor.TotalCount - before, long.MinValue, 0);
        one = Noisy(seed: 1);
        one.Run(epochs: 3);
        Assert.Equal(one.Weights.Values(), same.Weights.Values());
        Assert.NotEqual(one.Weights.Values(), other.Weights.Values());

        static Trainer Noisy(long seed)
        {
            manual_seed(1);
            var objective = new NetworkObjective(new Mlp(2, 8, 3), Losses.CrossEntropy, Samples());
            return new Trainer(objective, new Sgd(), learningRate: 0.1) { BatchSize = 8, Seed = seed, Augment = (batch, random) => batch.WithNoise(random, 0.1) };
        }
    }

    [Fact]
    public void Instruments_do_not_change_what_is_learned()
    {
        // Dropout tells on an instrument that leaves the network in evaluation mode or draws from torch's generator.
        var bare = WithDropout(watched: false);
        var watched = WithDropout(watched: true);

        Assert.Equal(bare.Weights.Values(), watched.Weights.Values());
        Assert.Equal([3L, 6, 9, 12, 15], watched.History["accuracy"].Steps);

        static Trainer WithDropout(bool watched)
        {
            manual_seed(1);
            var net = nn.Sequential(nn.Linear(2, 8), nn.Dropout(0.5), nn.Linear(8, 3));
            var trainer = new Trainer(new NetworkObjective(net, Losses.CrossEntropy, Samples()), new Sgd(), learningRate: 0.1) { BatchSize = 8 };
            if (watched) trainer.Instruments.Add(new Accuracy(net, Samples()) { Due = Every.Steps(3) });
            trainer.Run(epochs: 2);
            return trainer;
        }
    }

    [Fact]
    public void An_instrument_measures_when_it_is_due_and_never_else()
    {
        var (byEpoch, bySteps) = (new Counter(Every.Epoch), new Counter(Every.Steps(5)));
        var trainer = Small(seed: 1);
        trainer.Instruments.Add(byEpoch);
        trainer.Instruments.Add(bySteps);
        trainer.Run(epochs: 2);

        Assert.Equal([8L, 16], byEpoch.Steps);
        Assert.Equal([5L, 10, 15], bySteps.Steps);
    }

    [Fact]
    public void A_cancelled_run_keeps_what_was_learned_and_can_go_on()
    {
        using var cancel = new CancellationTokenSource();
        var trainer = Small(seed: 1);
        trainer.Instruments.Add(new Counter(Every.Steps(1)) { Then = step => { if (step == 5) cancel.Cancel(); } });
        var result = trainer.Run(epochs: 3, cancel: cancel.Token);

        Assert.Equal(ExitReason.Cancelled, result.Exit);
        Assert.Equal(5, result.Steps);
        Assert.Contains("step 5", result.Message, StringComparison.Ordinal);
        var five = Small(seed: 1);
        five.RunSteps(5);
        Assert.Equal(five.Weights.Values(), trainer.Weights.Values());
        five.RunSteps(19);
        trainer.RunSteps(19);
        Assert.Equal(five.Weights.Values(), trainer.Weights.Values());
    }

    [Fact]
    public void A_learning_rate_that_is_too_large_stops_the_run_and_says_what_to_try()
    {
        var w = tensor(new[] { 1.0, 1 });
        var trainer = new Trainer(new Quadratic(diag(tensor(new[] { 1.0, 100 }))), w, new Sgd(), learningRate: 1);
        var result = trainer.RunSteps(1000);

        Assert.Equal(ExitReason.Diverged, result.Exit);
        // w₂ is multiplied by −99 a step: the loss, 50 w₂², passes a million times its first value, 50, in the third evaluation.
        Assert.Equal(2, result.Steps);
        Assert.Contains("before step 3", result.Message, StringComparison.Ordinal);
        Assert.Contains("learning rate is 1,", result.Message, StringComparison.Ordinal);
        Assert.Contains("Try 0.1", result.Message, StringComparison.Ordinal);
        Assert.Contains("norm was 9.801E+05 at step 3", result.Message, StringComparison.Ordinal); // 100 · 99²
    }

    [Fact]
    public void With_a_schedule_the_rate_of_the_last_step_is_told_and_a_tenth_of_the_schedule_advised()
    {
        // The rate is 0.001, 0.002, … 1: from step 20 on w₂ grows, by 1 − 100 η a step.
        var w = tensor(new[] { 1.0, 1 });
        var result = new Trainer(new Quadratic(diag(tensor(new[] { 1.0, 100 }))), w, new Sgd(), new Rising()).RunSteps(1000);

        Assert.Equal(ExitReason.Diverged, result.Exit);
        Assert.Contains(FormattableString.Invariant($"before step {result.Steps + 1}:"), result.Message, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"The learning rate was {result.Steps / 1000.0:G4},"), result.Message, StringComparison.Ordinal);
        Assert.Contains("ScaledBy(0.1)", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_is_not_a_number_stops_the_run()
    {
        var w = tensor(new[] { 4.0 });
        var result = new Trainer(new Logarithm(), w, new Sgd(), learningRate: 10).RunSteps(100);

        Assert.Equal(ExitReason.Diverged, result.Exit);
        Assert.Contains("the loss is NaN", result.Message, StringComparison.Ordinal);
        Assert.Contains("learning rate is 10,", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_is_not_a_number_from_the_start_points_at_the_start()
    {
        var result = new Trainer(new Logarithm(), tensor(new[] { -1.0 }), new Sgd(), learningRate: 0.1).RunSteps(100);

        Assert.Equal(ExitReason.Diverged, result.Exit);
        Assert.Equal(0, result.Steps);
        Assert.Contains("at the start already", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_that_are_not_numbers_are_found_out()
    {
        var inputs = zeros(10, 2);
        inputs[7, 1] = tensor(float.NaN);
        var objective = new NetworkObjective(new Mlp(2, 2), Losses.CrossEntropy, new Dataset(inputs, zeros(10, int64)));
        var result = new Trainer(objective, new Sgd(), learningRate: 0.1) { BatchSize = 10 }.Run(epochs: 1);

        Assert.Equal(ExitReason.Diverged, result.Exit);
        Assert.Contains("inputs hold values that are infinite or not a number", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_step_into_the_infinite_is_noticed()
    {
        var w = tensor(new[] { 1e10f }); // its square is a float32, a step of 1e30 times the gradient 1e10 is not
        var result = new Trainer(new Quadratic(ones(1, 1)), w, new Sgd(), learningRate: 1e30).RunSteps(1);

        Assert.Equal(ExitReason.Diverged, result.Exit);
        Assert.Contains("after step 1", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_reported_a_few_times_and_at_the_end()
    {
        var reports = new Reports();
        var result = Small(seed: 1).Run(epochs: 400, reports);

        Assert.Same(result, reports.All[^1].Result);
        Assert.Equal(1, reports.All[^1].Fraction);
        Assert.InRange(reports.All.Count, 2, 3 + 20 * (int)Math.Ceiling(result.Elapsed.TotalSeconds));
        Assert.All(reports.All, report => Assert.Equal(3200, report.LastStep));
    }

    [Fact]
    public void Each_epoch_of_a_few_is_reported_however_short_it_is()
    {
        var reports = new Reports();
        Small(seed: 1).Run(epochs: 20, reports);

        Assert.Equal(Enumerable.Range(1, 20).Select(epoch => 8L * epoch), reports.All.Where(report => report.EpochEnded).Select(report => report.Step));
    }

    [Fact]
    public void A_run_of_many_epochs_reports_the_last_one()
    {
        var reports = new Reports();
        Small(seed: 1).Run(epochs: 101, reports);

        Assert.Equal(808, reports.All.Last(report => report.EpochEnded).Step);
    }

    [Fact]
    public void A_run_that_an_instrument_or_the_progress_itself_stops_reports_its_end()
    {
        var (trainer, reports) = (Small(seed: 1), new Reports());
        trainer.Instruments.Add(new Counter(Every.Steps(1)) { Then = step => { if (step == 3) throw new OperationCanceledException(); } });
        Assert.Throws<OperationCanceledException>(() => trainer.Run(epochs: 1, reports));
        Assert.Equal(ExitReason.Cancelled, reports.All[^1].Result?.Exit);

        var refused = new Reports { Then = report => { if (report.Step >= 8) throw new OperationCanceledException("enough"); } };
        var stop = Assert.Throws<OperationCanceledException>(() => Small(seed: 1).Run(epochs: 3, refused));
        Assert.Equal("enough", stop.InnerException?.Message);
        Assert.Equal(ExitReason.Cancelled, refused.All[^1].Result?.Exit);
    }

    [Fact]
    public void Each_report_has_the_mean_loss_since_the_one_before()
    {
        var reports = new Reports();
        var result = Small(seed: 1).Run(epochs: 400, reports);
        var (sum, step) = (0.0, 0L);
        foreach (var report in reports.All.Where(report => report.Step > step))
        {
            sum += report.RecentLoss * (report.Step - step);
            step = report.Step;
        }

        Assert.Equal(3200, step);
        Assert.Equal(result.History[Trainer.LossSeries].Values.Sum(), sum, 1e-6 * sum);
    }

    [Fact]
    public void The_console_gets_a_line_an_epoch_and_the_message_of_a_run_that_failed()
    {
        using var text = new StringWriter();
        var console = new ConsoleProgress(text);
        console.Report(new(2, 20, 50, 0.123456, 0.12, TimeSpan.FromSeconds(1.5), TimeSpan.FromMinutes(2.2), new Dictionary<string, double> { ["accuracy"] = 0.9876 }, true, null));
        console.Report(new(3, 25, 50, 0.1, 0.1, TimeSpan.FromSeconds(1.6), TimeSpan.Zero, new Dictionary<string, double>(), false, null));
        console.Report(new(3, 25, 50, 0.1, 0.1, TimeSpan.FromSeconds(1.6), TimeSpan.Zero, new Dictionary<string, double>(), false,
            new(ExitReason.Diverged, "It blew up.", 25, TimeSpan.Zero, new History())));
        var lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        Assert.Equal(2, lines.Length);
        Assert.Equal("epoch   2   step     20 of 50   loss 0.1235     accuracy 0.9876   1.5 s, about 2 min left", lines[0]);
        Assert.Equal("It blew up.", lines[1]);
    }

    [Fact]
    public void A_short_run_that_ends_in_the_middle_of_an_epoch_ends_its_report_there()
    {
        var reports = new Reports();
        var trainer = Small(seed: 1);
        trainer.Run(epochs: 2);
        trainer.RunSteps(3, reports);

        Assert.Equal(3, reports.All[^1].Epoch);
        Assert.Equal(trainer.History["loss"].Values.TakeLast(3).Average(), reports.All[^1].Loss, 12);
    }

    [Fact]
    public void An_update_rule_keeps_its_state_from_run_to_run()
    {
        // v ← 0.9 v + g and w ← w − 0.1 v on f = ½ w², so g = w.
        var w = tensor(new[] { 1.0 });
        var trainer = new Trainer(new Quadratic(eye(1, dtype: float64)), w, new HeavyBall(), learningRate: 0.1);
        trainer.RunSteps(2);
        trainer.RunSteps(1);

        var (x, v) = (1.0, 0.0);
        for (var step = 0; step < 3; step++)
        {
            v = 0.9 * v + x;
            x -= 0.1 * v;
        }
        Assert.Equal(x, w.ToDouble(), 14);
    }

    [Fact]
    public void What_an_update_rule_leaves_to_the_garbage_collector_is_collected_during_the_run()
    {
        const long Size = 1 << 22; // 16 MiB
        var most = 0L;
        var trainer = new Trainer(new HalfSquare(Size), zeros(Size), new HeavyBall(), learningRate: 0.1);
        trainer.Instruments.Add(new Counter(Every.Steps(1)) { Then = _ => most = Math.Max(most, Tensor.TotalCount) });
        var before = Tensor.TotalCount;
        trainer.RunSteps(300); // what they leave is several GiB, more than other tests can have left as the bound above which tensors are collected

        Assert.InRange(most, 1, before + 250);
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_all_of_the_data()
    {
        var trainer = new Trainer(new NetworkObjective(new Mlp(2, 3), Losses.CrossEntropy, Samples()), new Sgd(), learningRate: 0.1) { BatchSize = long.MaxValue };
        var result = trainer.Run(epochs: 2);

        Assert.Equal(1, trainer.StepsPerEpoch);
        Assert.Equal(2, result.Steps);
    }

    [Fact]
    public void Training_leaves_no_tensors_behind()
    {
        var trainer = Small(seed: 1);
        trainer.Run(epochs: 1);
        var before = Tensor.TotalCount;
        trainer.Run(epochs: 5);

        Assert.InRange(Tensor.TotalCount - before, long.MinValue, 0);
    }

    [Fact]
    public void Senseless_settings_are_refused_before_training()
    {
        var objective = new Rosenbrock();
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(objective, zeros(2), new Sgd(), learningRate: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(objective, zeros(2), new Sgd(), learningRate: double.NaN));
        Assert.Throws<ArgumentException>(() => new Trainer(objective, zeros(3), new Sgd(), learningRate: 1));
        var network = new NetworkObjective(new Mlp(2, 3), Losses.CrossEntropy, Samples());
        Assert.Throws<ArgumentException>("start", () => new Trainer(network, zeros(network.Dimension), new Sgd(), learningRate: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(objective, zeros(2), new Sgd(), learningRate: 1) { BatchSize = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(objective, zeros(2), new Sgd(), learningRate: 1).RunSteps(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Every.Steps(0));
    }

    private static double[] Train(long seed)
    {
        var trainer = Small(seed);
        trainer.Run(epochs: 3);
        return trainer.Weights.Values();
    }

    private static Trainer Small(long seed)
    {
        manual_seed(1);
        return new Trainer(new NetworkObjective(new Mlp(2, 8, 3), Losses.CrossEntropy, Samples()), new Sgd(), learningRate: 0.1) { BatchSize = 8, Seed = seed };
    }

    private static Dataset Samples() => Spirals.Generate(20, classes: 3, seed: 1);

    private sealed class Counter : Instrument
    {
        public Counter(Every due) => Due = due;

        public List<long> Steps { get; } = [];

        public Action<long> Then { get; init; } = _ => { };

        public override void Measure(TrainingMoment moment, History history)
        {
            Steps.Add(moment.Step);
            Then(moment.Step);
        }
    }

    private sealed class Reports : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public Action<TrainingProgress> Then { get; init; } = _ => { };

        public void Report(TrainingProgress value)
        {
            All.Add(value);
            Then(value);
        }
    }

    [Fact]
    public void What_remembers_one_run_is_refused_by_the_next_trainer()
    {
        var (rule, stopping) = (new Adam(), new EarlyStopping(patience: 2) { Series = Trainer.LossSeries });
        Trainer Make(UpdateRule by, EarlyStopping? end = null) => new(new Quadratic(eye(1, dtype: float64)), ones(1, dtype: float64), by, learningRate: 0.1) { EarlyStopping = end };
        Make(rule, stopping).RunSteps(3);

        Assert.Contains("Make a new one for each trainer", Assert.Throws<ArgumentException>(() => Make(rule).RunSteps(1)).Message, StringComparison.Ordinal);
        Assert.Contains("Make a new one for each trainer", Assert.Throws<ArgumentException>(() => Make(new Sgd(), stopping).RunSteps(1)).Message, StringComparison.Ordinal);
        var stateless = new Sgd();
        Make(stateless).RunSteps(1);
        Assert.Equal(ExitReason.Completed, Make(stateless).RunSteps(1).Exit);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_schedule_that_gives_no_rate_is_named_at_its_step(double rate)
    {
        var w = ones(1, dtype: float64);
        var trainer = new Trainer(new Quadratic(eye(1, dtype: float64)), w, new Sgd(), new Breaking(rate));

        var error = Assert.Throws<InvalidOperationException>(() => trainer.RunSteps(10));

        Assert.StartsWith(FormattableString.Invariant($"The schedule Breaking gave the learning rate {rate} at step 3;"), error.Message, StringComparison.Ordinal);
        Assert.Equal(0.9 * 0.9 * 0.9, w.ToDouble(), 1e-12);
    }

    private sealed class Breaking(double rate) : Schedule
    {
        public override double At(long step) => step == 3 ? rate : 0.1;
    }

    private sealed class HeavyBall : GradientRule
    {
        protected override void Update(Tensor w, Tensor g, double learningRate)
        {
            var velocity = Kept("v", w);
            velocity.mul_(0.9).add_(g);
            w.sub_(learningRate * velocity);
        }
    }

    private sealed class Rising : Schedule
    {
        public override double At(long step) => (step + 1) / 1000.0;
    }

    private sealed class Backwards : SampleOrder
    {
        public override long[] Indices(long count, long seed, long epoch) => [.. Enumerable.Range(0, (int)count).Select(i => count - 1 - i)];
    }

    /// <summary>Half the mean squared distance of w to the samples.</summary>
    private sealed class Distance(Dataset samples) : DatasetObjective(samples)
    {
        public override long Dimension => 1;

        public override Tensor Value(Tensor w) => 0.5 * (w - Samples.Inputs).square().mean();

        public override Objective On(Batch batch) => new Distance(new Dataset(batch.Inputs, batch.Targets));
    }

    /// <summary>½ ‖w‖², without the identity matrix.</summary>
    private sealed class HalfSquare(long dimension) : Objective
    {
        public override long Dimension => dimension;

        public override Tensor Value(Tensor w) => 0.5 * w.dot(w);
    }

    /// <summary>log w, which gradient descent follows downhill until w is negative and the value not a number.</summary>
    private sealed class Logarithm : Objective
    {
        public override long Dimension => 1;

        public override Tensor Value(Tensor w) => w[0].log();
    }
}
