using TorchSharp;
using static TorchSharp.torch;

namespace Course;

/// <summary>Where the course computes: on the GPU where there is one, else on the CPU.</summary>
public static class Compute
{
    /// <summary>The first CUDA device if there is one, else the CPU.</summary>
    public static Device Device { get; } = cuda.is_available() ? CUDA : CPU;

    /// <summary>
    /// The GPUs that Torch can use, in Torch's order, with their names and memory now (NVIDIA's driver tells; TorchSharp does not).
    /// Empty on a machine without CUDA.
    /// </summary>
    public static IReadOnlyList<Gpu> Gpus => cuda.is_available()
        ? [.. NvidiaDriver.Read().Take(cuda.device_count()).Select((gpu, index) => new Gpu(device(DeviceType.CUDA, index), gpu.Name, gpu.Total, gpu.Free))]
        : [];

    /// <summary>Whether two devices are the same one; TorchSharp compares devices by reference.</summary>
    internal static bool IsSame(this Device one, Device other) =>
        one.type == other.type && Math.Max(one.index, 0) == Math.Max(other.index, 0); // −1 stands for the only or the first
}
