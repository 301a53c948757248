using Course.Data;
using Course.Instruments;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Models;

public sealed class MixedPrecisionTests
{
    [Fact]
    public void Training_in_bfloat16_follows_training_in_float32()
    {
        var (exact, rounded) = (Train(mixed: false, steps: 60), Train(mixed: true, steps: 60));

        Assert.Equal(ScalarType.Float32, rounded.Weights.dtype);
        Numbers.Close(exact.Weights, rounded.Weights, 0.05); // products have 8 bits each, and errors add up over 60 steps
        Assert.Equal(exact.History["loss"].Last, rounded.History["loss"].Last, 0.02);
        Assert.InRange(rounded.History["validation accuracy"].Last, exact.History["validation accuracy"].Last - 0.05, 1);
    }

    [SkippableFact]
    public void Training_in_bfloat16_on_the_GPU_follows_training_on_the_CPU()
    {
        Skip.IfNot(cuda.is_available(), "This machine has no CUDA device.");
        var (onCpu, onGpu) = (Train(mixed: true, steps: 60), Train(mixed: true, steps: 60, CUDA));

        Numbers.Close(onCpu.Weights, onGpu.Weights.cpu(), 0.05);
    }

    [Fact]
    public void Steps_below_the_spacing_of_bfloat16_add_up_in_the_weights_of_the_trainer()
    {
        var trainer = Make(mixed: true, learningRate: 1e-6);
        var start = trainer.Weights.to(float64);
        trainer.RunSteps(50);
        using var moved = trainer.Weights.to(float64).sub(start).abs().max();

        Assert.InRange(moved.ToDouble(), 1e-7, 1e-3);
    }

    [Fact]
    public void A_network_in_bfloat16_is_resumed_with_its_weights_in_float32()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = new Checkpoint(Path.Combine(folder.FullName, "run.safetensors"));
        var whole = Make(mixed: true, 0.1);
        whole.RunSteps(30);
        Make(mixed: true, 0.1, checkpoint).RunSteps(13);
        var second = Make(mixed: true, 0.1, checkpoint);
        second.Resume();
        second.RunSteps(17);

        Assert.Equal(whole.Weights.Values(), second.Weights.Values());
    }

    [Fact]
    public void A_rule_that_evaluates_the_network_again_is_refused_before_training()
    {
        foreach (var rule in new UpdateRule[] { new Lbfgs(), new BacktrackingDescent(), new Newton() })
        {
            var objective = new NetworkObjective(new MixedPrecision(new Mlp(2, 4, 3)), Losses.CrossEntropy, Spirals.Generate(10, classes: 3, seed: 1));
            var trainer = new Trainer(objective, rule, learningRate: 1);
            var error = Assert.Throws<ArgumentException>(() => trainer.RunSteps(1));

            Assert.Contains($"The rule {rule} evaluates the network at points of its own", error.Message, StringComparison.Ordinal);
            Assert.Contains("the network is BFloat16", error.Message, StringComparison.Ordinal);
            Assert.Equal(0, rule.Steps);
        }
    }

    [Fact]
    public void A_network_with_running_statistics_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new MixedPrecision(nn.Sequential(("norm", nn.BatchNorm1d(3)), ("linear", nn.Linear(3, 2)))));

        Assert.Contains("norm.running_mean", error.Message, StringComparison.Ordinal);
    }

    private static Trainer Train(bool mixed, int steps, Device? device = null)
    {
        var trainer = Make(mixed, 0.1, device: device);
        trainer.RunSteps(steps);
        return trainer;
    }

    private static Trainer Make(bool mixed, double learningRate, Checkpoint? checkpoint = null, Device? device = null)
    {
        manual_seed(1);
        nn.Module<Tensor, Tensor> net = new Mlp(2, 16, 3).to(device ?? CPU);
        var objective = new NetworkObjective(mixed ? new MixedPrecision(net) : net, Losses.CrossEntropy, Spirals.Generate(40, classes: 3, seed: 1).To(device ?? CPU));
        return new Trainer(objective, new Sgd(), learningRate) { BatchSize = 12, Validation = Spirals.Generate(40, classes: 3, seed: 2).To(device ?? CPU), Checkpoint = checkpoint };
    }
}
