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

public sealed class ValidationTests
{
    [Fact]
    public void The_validation_set_gets_its_loss_and_accuracy_at_each_epochs_end()
    {
        var (net, validation) = (Network(), Spirals.Generate(1500, classes: 3, seed: 2)); // more than goes through at a time
        var trainer = new Trainer(new NetworkObjective(net, Losses.CrossEntropy, Samples()), new Sgd(), learningRate: 0.1) { BatchSize = 16, Validation = validation };
        trainer.Run(epochs: 2);
        net.eval();
        using var still = no_grad();
        var expected = Losses.CrossEntropy(net.call(validation.Inputs), validation.Targets).ToDouble();

        Assert.Equal([4L, 8], trainer.History["validation loss"].Steps);
        Assert.Equal(expected, trainer.History["validation loss"].Last, 1e-6);
        Assert.Equal(Classification.Accuracy(net, validation), trainer.History["validation accuracy"].Last, 12);
    }

    [Fact]
    public void Any_mean_over_samples_has_a_validation_loss()
    {
        var w = zeros(3, float64);
        var (train, other) = (Regression(seed: 1), Regression(seed: 2));
        var trainer = new Trainer(train, w, new Sgd(), learningRate: 0.01) { Validation = other.Samples };
        trainer.Run(epochs: 1);

        Assert.Equal(other.Value(w).ToDouble(), trainer.History["validation loss"].Last, 12);
        Assert.False(trainer.History.Contains("validation accuracy"));

        static LeastSquares Regression(long seed)
        {
            manual_seed(seed);
            return new LeastSquares(randn([30, 3], float64), randn([30], float64));
        }
    }

    [Fact]
    public void A_schedule_hears_the_validation_loss_or_else_the_mean_loss_of_each_epoch()
    {
        var (heard, without) = (new Listener(), new Listener());
        var validated = Small(heard, Samples());
        validated.Run(epochs: 3);
        var bare = Small(without, validation: null);
        bare.RunSteps(5);
        bare.RunSteps(7); // three epochs of four

        Assert.Equal(validated.History["validation loss"].Values, heard.Heard);
        Assert.Equal(bare.History["loss"].Values.Chunk(4).Select(epoch => epoch.Average()), without.Heard.Select(loss => loss), new Near());
    }

    [Fact]
    public void A_layer_that_was_frozen_stays_frozen_and_a_network_in_evaluation_mode_is_put_into_training_mode()
    {
        var net = nn.Sequential(nn.Linear(2, 8), nn.BatchNorm1d(8), nn.Dropout(0.5), nn.Linear(8, 3));
        var norm = (TorchSharp.Modules.BatchNorm1d)net[1];
        norm.eval();
        var trainer = new Trainer(new NetworkObjective(net, Losses.CrossEntropy, Samples()), new Sgd(), learningRate: 0.1) { Validation = Samples() };
        trainer.Instruments.Add(new Accuracy(net, Samples()));
        trainer.Run(epochs: 2);

        Assert.False(norm.training);
        Assert.True(((nn.Module)net[2]).training);
        Assert.Equal(0, norm.num_batches_tracked!.ToInt64());

        net.eval();
        trainer.Run(epochs: 1);
        Assert.True(net.training);
        Assert.True(norm.training);
        Assert.Equal(trainer.StepsPerEpoch, norm.num_batches_tracked!.ToInt64());
    }

    [Fact]
    public void A_set_that_does_not_fit_is_refused_before_training()
    {
        Refused(Samples().Take(0), "is empty");
        Refused(new Dataset(zeros(4, 3), zeros(4, int64)), "has the shape [3], one of the training set [2]");
        Refused(new Dataset(zeros(4, 2, device: META), zeros(4, int64, META)), "on meta and the training set on cpu");
        Refused(new Dataset(zeros(4, 2), full(4, 3, int64)), "scores 3 classes, numbered 0 to 2; the class numbers given go from 3 to 3");

        var quadratic = new Trainer(new Rosenbrock(), zeros(2), new Sgd(), learningRate: 1e-3) { Validation = Samples() };
        Assert.Contains("not an average over samples", Assert.Throws<ArgumentException>(() => quadratic.RunSteps(1)).Message, StringComparison.Ordinal);

        static void Refused(Dataset validation, string message)
        {
            var trainer = Small(0.1, validation);
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => trainer.Run(epochs: 1)).Message, StringComparison.Ordinal);
            Assert.Equal(0, trainer.Steps);
        }
    }

    [Fact]
    public void Batch_norm_with_a_last_batch_of_one_sample_is_refused_before_training_unless_it_is_frozen()
    {
        var net = nn.Sequential(nn.Linear(2, 8), nn.BatchNorm1d(8), nn.Linear(8, 3));
        var trainer = new Trainer(new NetworkObjective(net, Losses.CrossEntropy, Samples().Take(33)), new Sgd(), learningRate: 0.1) { BatchSize = 16 };
        Assert.Contains("33 samples in batches of 16 the last batch has one", Assert.Throws<ArgumentException>(() => trainer.Run(epochs: 1)).Message, StringComparison.Ordinal);
        Assert.Equal(0, trainer.Steps);

        ((nn.Module)net[1]).eval();
        Assert.Equal(ExitReason.Completed, trainer.Run(epochs: 1).Exit);
    }

    private static Trainer Small(Schedule schedule, Dataset? validation) =>
        new(new NetworkObjective(Network(), Losses.CrossEntropy, Samples()), new Sgd(), schedule) { BatchSize = 16, Validation = validation };

    private static nn.Module<Tensor, Tensor> Network()
    {
        manual_seed(1);
        return nn.Sequential(nn.Linear(2, 8), nn.Dropout(0.5), nn.Linear(8, 3));
    }

    private static Dataset Samples() => Spirals.Generate(20, classes: 3, seed: 1);

    private sealed class Listener : Schedule
    {
        public List<double> Heard { get; } = [];

        public override double At(long step) => 0.1;

        public override void Observe(double loss) => Heard.Add(loss);
    }

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-12;

        public int GetHashCode(double value) => 0;
    }
}
