using Course.GradientStatistics;
using Course.Instruments;
using Course.Objectives;
using Course.Optimizers;
using Course.Regularization;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.GradientStatistics;

/// <summary>Per-sample gradients of training's own backward pass.</summary>
public sealed class LiveGradientsTests
{
    public static TheoryData<string, int> Cases => new()
    {
        { "perceptron with tanh", 4096 }, { "perceptron with tanh", 2 }, { "convolutions", 4096 }, { "activation in place", 4096 }, { "activation in place", 2 },
        { "embedding with padding", 4096 }, { "layer norm", 4096 }, { "unused layer", 4096 }, { "frozen first layer", 3 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void They_are_those_of_the_step_and_change_no_weight(string name, int chunkSize)
    {
        var (watch, with) = Train(name, chunkSize, new HeavyBall(), 6, true);
        var (_, without) = Train(name, chunkSize, new HeavyBall(), 6, false);
        Assert.True(with.eq(without).all().ToBoolean());
        Assert.Equal(6, watch.Expected.Count);
        for (var step = 0; step < 6; step++)
        {
            Numbers.Close(watch.Expected[step].Norms, watch.Seen[step].Norms, 1e-8);
            Assert.Equal(watch.Expected[step].Scale, watch.Seen[step].Scale, 1e-7 * Math.Abs(watch.Expected[step].Scale));
            Assert.Equal(Networks.All[name].IsOnePass, watch.Seen[step].IsOnePass);
        }
    }

    [Theory]
    [InlineData("dropout")]
    [InlineData("batch norm")]
    public void Networks_that_train_otherwise_than_they_are_evaluated_train_the_same_to_the_bit(string name)
    {
        var (watch, with) = Train(name, 4096, new HeavyBall(), 6, true);
        var (_, without) = Train(name, 4096, new HeavyBall(), 6, false);
        Assert.True(with.eq(without).all().ToBoolean());
        Assert.Equal(6, watch.Seen.Count);
    }

    [Fact]
    public void A_rule_that_looks_at_the_loss_again_is_not_watched()
    {
        var (watch, with) = Train("perceptron with tanh", 4096, new BacktrackingDescent(), 5, true);
        var (_, without) = Train("perceptron with tanh", 4096, new BacktrackingDescent(), 5, false);
        Assert.True(with.eq(without).all().ToBoolean());
        for (var step = 0; step < 5; step++) Numbers.Close(watch.Expected[step].Norms, watch.Seen[step].Norms, 1e-8);
    }

    [Fact]
    public void A_run_that_breaks_off_leaves_no_hook_behind()
    {
        var objective = Networks.Objective("perceptron with tanh", true);
        var live = new LiveGradients();
        live.Begin(objective, objective.Parameters.Vector);
        live.End(objective.Parameters.Gradient)!.Dispose(); // the first time shows whether the layers tell
        live.Begin(objective, objective.Parameters.Vector);
        using var first = objective.ValueAndGradient(objective.Parameters.Vector).Gradient;
        objective.Module.call(objective.Samples.Inputs).sum().backward();
        using var seen = live.End(first)!;
        Numbers.Close(Networks.Explicit(objective).square().sum(1), seen.SquaredNorms, 1e-8);
        Assert.Null(live.End(first));
    }

    private static (Watch Watch, Tensor Weights) Train(string name, int chunkSize, UpdateRule rule, int steps, bool watched)
    {
        var objective = Networks.Objective(name, true, count: 16, chunkSize);
        objective.Penalties.Add(new L2Penalty(0.01));
        manual_seed(5);
        var trainer = new Trainer(objective, rule, learningRate: 0.1) { BatchSize = 4, Seed = 3 };
        var watch = new Watch(isCompared: name is not ("dropout" or "batch norm")) { Due = Every.Steps(1) };
        if (watched) trainer.Instruments.Add(watch);
        trainer.RunSteps(steps);
        return (watch, trainer.Weights.clone());
    }

    private sealed class Watch(bool isCompared) : Instrument
    {
        private readonly LiveGradients live = new();

        public List<(Tensor Norms, double Scale)> Expected { get; } = [];

        public List<(Tensor Norms, double Scale, bool IsOnePass)> Seen { get; } = [];

        public override void Prepare(TrainingMoment before)
        {
            if (isCompared)
            {
                using var samples = PerSampleGradients.Of(before.Objective, before.Weights);
                Expected.Add((samples.SquaredNorms.clone(), samples.CovarianceTrace / samples.GradientSquared));
            }
            live.Begin(before.Objective, before.Weights);
        }

        public override void Measure(TrainingMoment moment, History history)
        {
            using var samples = live.End(moment.Gradient)!;
            Seen.Add((samples.SquaredNorms.clone(), samples.Count > 1 ? samples.CovarianceTrace / samples.GradientSquared : double.NaN, samples.IsOnePass));
        }
    }
}
