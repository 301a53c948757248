using TorchSharp;
using static TorchSharp.torch;

namespace Course;

/// <summary>Where the course computes: on the GPU where there is one, else on the CPU.</summary>
public static class Compute
{
    /// <summary>The first CUDA device if there is one, else the CPU.</summary>
    public static Device Device { get; } = cuda.is_available() ? CUDA : CPU;
}
