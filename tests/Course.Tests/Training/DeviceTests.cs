using Course.Data;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Training;

public sealed class DeviceTests
{
    [SkippableFact]
    public void Training_on_the_GPU_follows_training_on_the_CPU()
    {
        Skip.IfNot(cuda.is_available(), "This machine has no CUDA device.");
        var (onCpu, onGpu) = (Train(CPU), Train(CUDA));

        Assert.Equal(DeviceType.CUDA, Compute.Device.type);
        Numbers.Close(onCpu, onGpu.cpu(), 1e-4); // float32 sums in another order, over 60 steps
    }

    [SkippableFact]
    public void A_run_on_the_GPU_is_resumed_to_the_bit()
    {
        Skip.IfNot(cuda.is_available(), "This machine has no CUDA device.");
        using var folder = new TemporaryFolder();
        var (whole, network) = LongRun.Make(Path.Combine(folder.FullName, "whole.safetensors"), CUDA);
        whole.RunSteps(LongRun.Steps);

        var path = Path.Combine(folder.FullName, "run.safetensors");
        LongRun.Make(path, CUDA).Trainer.RunSteps(24); // a step at which the whole run writes too, which seeds the GPU's generator
        var (second, resumed) = LongRun.Make(path, CUDA);
        second.Resume();
        second.RunSteps(LongRun.Steps - 24);

        Assert.Equal(LongRun.Left(whole, network), LongRun.Left(second, resumed));
    }

    [Fact]
    public void A_network_and_data_on_different_devices_are_refused_by_name()
    {
        var samples = new Dataset(zeros(4, 2, device: META), zeros(4, int64, META));
        var error = Assert.Throws<ArgumentException>(() => new NetworkObjective(new Mlp(2, 2), Losses.CrossEntropy, samples));

        Assert.Contains("cpu", error.Message, StringComparison.Ordinal);
        Assert.Contains("meta", error.Message, StringComparison.Ordinal);
    }

    private static Tensor Train(Device device)
    {
        manual_seed(1);
        var net = new Mlp(2, 16, 3);
        net.to(device);
        var trainer = new Trainer(
            new NetworkObjective(net, Losses.CrossEntropy, Spirals.Generate(40, seed: 1).To(device)), new Sgd(), learningRate: 0.1)
        { BatchSize = 12, Seed = 1 };
        trainer.Run(epochs: 6);
        return trainer.Weights;
    }
}
