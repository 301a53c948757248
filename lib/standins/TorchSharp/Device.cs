namespace TorchSharp;

/// <summary>Kinds of device, numbered as in libtorch.</summary>
public enum DeviceType
{
    CPU = 0, CUDA = 1, MKLDNN = 2, OPENGL = 3, OPENCL = 4, IDEEP = 5, HIP = 6, FPGA = 7, MSNPU = 8, XLA = 9, MPS = 13, META = 14
}

public static partial class torch
{
    /// <summary>A device that tensors live on.</summary>
    public class Device
    {
        /// <summary>Kind of the device.</summary>
        public DeviceType type { get; private set; } = DeviceType.CPU;
        /// <summary>Number of the device among those of its kind; −1 is the current one.</summary>
        public int index { get; private set; } = -1;

        /// <summary>A device by its description, such as "cpu" or "cuda:0", by its kind and number, or an NVIDIA device by its number.</summary>
        public Device(string description)
        {
            var parts = description.Split(':');
            if (!Enum.TryParse<DeviceType>(parts[0], ignoreCase: true, out var kind)) throw new ArgumentException($"There is no device '{description}'. Known are \"cpu\", \"cuda\" (the current NVIDIA GPU) and, with its number, \"cuda:0\".");
            type = kind;
            if (parts.Length > 1) index = int.Parse(parts[1]);
        }

        /// <inheritdoc cref="Device(string)"/>
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        /// <inheritdoc cref="Device(string)"/>
        public Device(int index) : this(DeviceType.CUDA, index) { }

        public override string ToString() => type == DeviceType.CPU ? "cpu" : index == -1 ? type.ToString().ToLower() : $"{type.ToString().ToLower()}:{index}";

        public static implicit operator Device(string description) => new(description);

        /// <summary>As the shim takes it, once it is there.</summary>
        internal long Packed => type != DeviceType.CUDA || cuda.is_available() ? ((long)type << 32) | (uint)index
            : throw new InvalidOperationException("Torch device type CUDA did not initialise on the current machine.");
    }

    /// <summary>The CPU.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);
    /// <summary>A device without memory: tensors on it have shapes and types, but no elements.</summary>
    public static readonly Device META = new(DeviceType.META);
    /// <summary>The current NVIDIA device.</summary>
    public static Device CUDA { get; } = new(DeviceType.CUDA);

    /// <summary>A device by its description, such as "cpu" or "cuda:0", or by its kind and number.</summary>
    public static Device device(string description) => new(description);
    /// <inheritdoc cref="device(string)"/>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    private static Device default_device = CPU;

    /// <summary>Sets the device on which tensors are made where none is named.</summary>
    public static void set_default_device(Device device) => default_device = device;
    /// <summary>Device on which tensors are made where none is named: the CPU at first.</summary>
    public static Device get_default_device() => default_device;

    /// <summary>NVIDIA devices.</summary>
    public static partial class cuda
    {
        /// <summary>Whether there is an NVIDIA device that libtorch can use.</summary>
        public static bool is_available() => device_count() > 0;
        /// <summary>Whether libtorch has cuDNN.</summary>
        public static bool is_cudnn_available() => Native.Cudnn() > 0;
        /// <summary>Number of NVIDIA devices that libtorch can use.</summary>
        public static int device_count() => (int)Native.Check((long)Native.CudaDevices());

        /// <summary>Seeds the current device; without one it does nothing.</summary>
        public static void manual_seed(long seed)
        {
            if (is_available()) Seed(new Device(DeviceType.CUDA), seed);
        }

        /// <summary>Seeds all NVIDIA devices; without one it does nothing.</summary>
        public static void manual_seed_all(long seed)
        {
            for (var i = 0; i < device_count(); i++) Seed(new Device(i), seed);
        }

        private static void Seed(Device device, long seed)
        {
            using var generator = new Generator(Native.Check(Native.DefaultGenerator(device.Packed)), device);
            generator.manual_seed(seed);
        }

        /// <summary>Waits until a device, the current one unless named, has done all that was asked of it: to be called before a clock is read.</summary>
        public static void synchronize(Device? device = null)
        {
            if (is_available()) Native.Check(Native.CudaSynchronize(device?.index ?? -1));
        }
    }

}
