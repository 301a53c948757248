using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Course;

/// <summary>The numbers of float32 tensors, read and written in place where a loop of one's own is quicker than calls of Torch.</summary>
internal static class Float32
{
    /// <summary>Whether the numbers lie one behind the other in memory that can be read, no more of them than a span holds.</summary>
    public static bool IsAtHand(Tensor tensor) =>
        tensor is { dtype: ScalarType.Float32, device_type: DeviceType.CPU } && tensor.is_contiguous() && tensor.numel() <= int.MaxValue / sizeof(float);

    /// <summary>Whether two tensors have one shape and the same bits; false where that is not to be seen at once.</summary>
    public static bool AreSame(Tensor a, Tensor b)
    {
        var areSame = IsAtHand(a) && IsAtHand(b) && a.shape.SequenceEqual(b.shape) && a.bytes.SequenceEqual(b.bytes);
        GC.KeepAlive(a); // a span does not hold its tensor
        GC.KeepAlive(b);
        return areSame;
    }

    /// <summary>The numbers themselves, for as long as the tensor is held.</summary>
    public static Span<float> Of(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
