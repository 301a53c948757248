using Course.Data;
using Course.Instruments;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Regularization;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Instruments;

/// <summary>Every instrument there is, in one table: what is true of all of them.</summary>
public sealed class LiveInstrumentTests
{
    private static readonly Dictionary<string, Func<NetworkObjective, Instrument>> Table = new()
    {
        [nameof(Accuracy)] = objective => new Accuracy(objective.Module, objective.Samples) { Due = Every.Steps(2) },
        [nameof(GradientNorm)] = _ => new GradientNorm { Due = Every.Steps(1) },
        [nameof(UpdateSize)] = _ => new UpdateSize { Due = Every.Steps(2) },
        [nameof(UpdateRatio)] = objective => new UpdateRatio(objective.Parameters) { Due = Every.Steps(1) },
        [nameof(Distance)] = objective => new Distance(objective.Parameters.Vector) { Due = Every.Logarithmic() },
        [nameof(PredictedDecrease)] = _ => new PredictedDecrease { Due = Every.Steps(1) },
        [nameof(RealDecrease)] = _ => new RealDecrease { Due = Every.Steps(2) },
        [nameof(LossOn)] = objective => new LossOn(objective, "whole loss") { Due = Every.Steps(2) },
        [nameof(TwoBatchNoiseScale)] = _ => new TwoBatchNoiseScale { Due = Every.Steps(1) },
        [nameof(BatchNoiseScale)] = _ => new BatchNoiseScale { Due = Every.Steps(1) },
        [nameof(HessianTrace)] = _ => new HessianTrace { Due = Every.Steps(2) },
        [nameof(TopEigenvalues)] = _ => new TopEigenvalues(count: 2) { Due = Every.Steps(2) },
        [nameof(TopOverlap)] = objective => new TopOverlap(3, objective) { Due = Every.Steps(2) },
        [nameof(BallSharpness)] = _ => new BallSharpness { Due = Every.Steps(2) },
        [nameof(Measurement)] = objective => new Measurement("mischief", moment =>
        {
            objective.Module.train();
            return objective.Gradient(moment.Weights).norm().ToDouble() + randn(1).ToDouble();
        })
        { Due = Every.Steps(1) },
    };

    public static TheoryData<string> Names => [.. Table.Keys];

    [Fact]
    public void The_table_has_every_instrument() =>
        Assert.Equal(typeof(Instrument).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Instrument)) && !type.IsAbstract && type.Namespace == typeof(Instrument).Namespace).Select(type => type.Name).Order(), Table.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void An_instrument_changes_nothing_that_is_trained_to_the_bit_and_leaves_no_tensors_behind(string name)
    {
        foreach (var normalized in new[] { true, false })
        {
            var (bare, watched) = (Run(Make(null, normalized)), Run(Make(Table[name], normalized)));

            Assert.Equal(bare.Trained, watched.Trained);
            Assert.InRange(watched.Left, long.MinValue, 0);
        }

        static (double[][] Trained, long Left) Run((Trainer Trainer, NetworkObjective Objective) made)
        {
            var (trainer, objective) = made;
            trainer.RunSteps(5);
            var before = Tensor.TotalCount;
            trainer.RunSteps(6);
            var left = Tensor.TotalCount - before;
            return ([trainer.Weights.Values(), objective.Parameters.Gradient.Values(), get_rng_state().Values(), [.. trainer.History["loss"].Values],
                .. objective.Module.named_buffers().Select(named => named.buffer.Values())], left);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_instrument_says_which_series_it_records_and_records_all_of_them(string name)
    {
        var (trainer, _) = Make(Table[name]);
        trainer.RunSteps(4);

        Assert.Equal(trainer.Instruments[0].Series!.Prepend("loss").Order(), trainer.History.Names.Order());
        Assert.All(trainer.History.Names, series => Assert.All(trainer.History[series].Values, value => Assert.False(double.IsNaN(value))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_that_diverges_is_told_by_the_trainer_and_not_by_an_instrument(string name)
    {
        manual_seed(1);
        var samples = new Dataset(1e3f * randn(16, 4), arange(16, int64).remainder(3));
        var objective = new NetworkObjective(new Mlp(4, 8, 3), Losses.CrossEntropy, samples);
        var trainer = new Trainer(objective, new Sgd(), learningRate: 1e30) { BatchSize = 8 };
        trainer.Instruments.Add(name == nameof(Measurement) ? new GradientNorm { Due = Every.Steps(1) } : Table[name](objective));

        Assert.Equal(ExitReason.Diverged, trainer.RunSteps(20).Exit);
    }

    /// <summary>Dropout, batch norm (without it per-sample gradients come from training's own pass), momentum, a penalty, weight decay that writes into the gradient, augmentation, and a last batch that is smaller.</summary>
    private static (Trainer Trainer, NetworkObjective Objective) Make(Func<NetworkObjective, Instrument>? instrument, bool normalized = true)
    {
        manual_seed(3);
        var net = nn.Sequential(nn.Linear(4, 8), normalized ? nn.BatchNorm1d(8) : nn.Identity(), nn.ReLU(), nn.Dropout(0.3), nn.Linear(8, 3));
        var objective = new NetworkObjective(net, Losses.CrossEntropy, new Dataset(randn(20, 4), arange(20, int64).remainder(3))) { Penalties = { new L2Penalty(1e-3) } };
        var trainer = new Trainer(objective, new HeavyBall().WithWeightDecay(0.1).WithClippedNorm(0.5), learningRate: 0.1)
        {
            BatchSize = 8,
            Seed = 2,
            Augment = (batch, generator) => batch.WithNoise(generator, 0.1),
        };
        if (instrument is not null) trainer.Instruments.Add(instrument(objective));
        manual_seed(4);
        return (trainer, objective);
    }
}
