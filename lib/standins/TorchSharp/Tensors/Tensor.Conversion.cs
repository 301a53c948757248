using static TorchSharp.Operator;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>x with another element type, on another device, or both; x itself where nothing changes, unless copy. disposeAfter disposes x.</summary>
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            // As in the real package: what would not change is the tensor itself.
            var moved = Call("to.device", this, device, type, non_blocking, copy);
            if (disposeAfter) Dispose();
            return moved;
        }

        /// <inheritdoc cref="to(ScalarType, Device, bool, bool, bool)"/>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(dtype, device, copy, disposeAfter, non_blocking);
        /// <inheritdoc cref="to(ScalarType, Device, bool, bool, bool)"/>
        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);
        /// <inheritdoc cref="to(ScalarType, Device, bool, bool, bool)"/>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to_type(type, copy, disposeAfter, non_blocking);
        /// <inheritdoc cref="to(ScalarType, Device, bool, bool, bool)"/>
        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking: non_blocking);
        /// <summary>x with the element type of another tensor.</summary>
        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);
        /// <summary>x in the CPU's memory: itself if it is there already.</summary>
        public Tensor cpu() => to(CPU);
        /// <summary>x on an NVIDIA device, the current one unless one is named: itself if it is there already.</summary>
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        /// <summary>x with another element type; itself if it has that type already, unless copy. disposeAfter disposes x.</summary>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            var converted = Call("to.dtype", this, type, non_blocking, copy);
            if (disposeAfter) Dispose();
            return converted;
        }

        /// <summary>x as booleans: true where it is not 0.</summary>
        public Tensor @bool() => to_type(ScalarType.Bool);
        /// <summary>x as unsigned 8-bit integers, fractions cut off.</summary>
        public Tensor @byte() => to_type(ScalarType.Byte);
        /// <summary>x as 32-bit integers, fractions cut off.</summary>
        public Tensor @int() => to_type(ScalarType.Int32);
        /// <summary>x as 64-bit integers, fractions cut off: the type of labels and indices.</summary>
        public Tensor @long() => to_type(ScalarType.Int64);
        /// <summary>x as 16-bit floating-point numbers (IEEE: 11 bits of precision, at most 65504).</summary>
        public Tensor half() => to_type(ScalarType.Float16);
        /// <summary>x as bfloat16: the range of float with 8 bits of precision.</summary>
        public Tensor bfloat16() => to_type(ScalarType.BFloat16);
        /// <summary>x as 32-bit floating-point numbers.</summary>
        public Tensor @float() => to_type(ScalarType.Float32);
        /// <summary>x as 64-bit floating-point numbers.</summary>
        public Tensor @double() => to_type(ScalarType.Float64);
    }
}
