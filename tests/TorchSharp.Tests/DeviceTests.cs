using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>Names of devices, and what a machine without a GPU says.</summary>
public sealed class DeviceTests
{
    [Fact]
    public void A_device_has_a_kind_and_an_index()
    {
        Device[] cuda = [new("cuda:1"), new(DeviceType.CUDA, 1), new(1), "cuda:1"];
        Assert.All(cuda, device => Assert.Equal((DeviceType.CUDA, 1, "cuda:1"), (device.type, device.index, device.ToString())));
        Assert.Equal((DeviceType.CPU, -1, "cpu"), (CPU.type, CPU.index, CPU.ToString()));
        Assert.Equal("cpu", torch.device("cpu").ToString());
        Assert.Equal("meta", torch.device(DeviceType.META).ToString());
        Assert.Equal(-1, zeros(1).device_index);
        Assert.Throws<ArgumentException>(() => new Device("abacus"));
    }

    [Fact]
    public void New_tensors_go_to_the_default_device()
    {
        try
        {
            set_default_device("meta");
            Assert.Equal(DeviceType.META, get_default_device().type);
            Assert.True(zeros(2).is_meta && tensor(1.0).is_meta && ones(2).to(META).is_meta);
        }
        finally
        {
            set_default_device(CPU);
        }
    }

    [Fact]
    public void The_seed_of_a_GPU_leaves_the_numbers_of_the_CPU_alone()
    {
        manual_seed(3);
        var expected = rand(3);
        manual_seed(3);
        cuda.manual_seed(5);
        cuda.manual_seed_all(6);
        cuda.synchronize();
        Assert.True(rand(3).Equals(expected));
    }

    [SkippableFact]
    public void Without_a_GPU_there_is_none_to_count()
    {
        Skip.If(cuda.device_count() > 0, "This machine has a GPU.");
        Assert.False(cuda.is_available() || cuda.is_cudnn_available());
        Assert.ThrowsAny<Exception>(() => zeros(1).cuda());
        Assert.ThrowsAny<Exception>(() => zeros(1).to(CUDA));
    }

    [Fact]
    public void The_number_of_threads_is_what_was_set()
    {
        var before = get_num_threads();
        set_num_threads(1);
        Assert.Equal(1, get_num_threads());
        set_num_threads(before);
        Assert.Matches(@"^\d+\.\d+", __version__);
    }
}
