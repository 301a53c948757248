using TorchSharp;

namespace Course.Tests;

public sealed class ComputeTests
{
    [Fact]
    public void Every_GPU_that_Torch_counts_has_a_name_and_memory()
    {
        var gpus = Compute.Gpus;

        Assert.Equal(torch.cuda.device_count(), gpus.Count);
        Assert.All(gpus, (gpu, index) =>
        {
            Assert.Equal((DeviceType.CUDA, index), (gpu.Device.type, gpu.Device.index));
            Assert.NotEmpty(gpu.Name);
            Assert.InRange(gpu.FreeMemory, 1, gpu.TotalMemory);
        });
    }

    [Fact]
    public void Where_the_driver_is_missing_no_GPU_is_listed_and_nothing_is_thrown() =>
        Assert.True(NvidiaDriver.Read().Count >= torch.cuda.device_count());
}
