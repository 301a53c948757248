using TorchSharp;

namespace Course;

/// <summary>A GPU and its memory at one moment.</summary>
/// <param name="Device">The device, for <c>to(device)</c>.</param>
/// <param name="Name">Its model, for example «NVIDIA H100».</param>
/// <param name="TotalMemory">Its memory in bytes.</param>
/// <param name="FreeMemory">What no process has taken of it, in bytes. Torch keeps what tensors let go of, so this grows only when Torch's process ends.</param>
public sealed record Gpu(torch.Device Device, string Name, long TotalMemory, long FreeMemory);
