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
        public DeviceType type { get; private set; } = DeviceType.CPU;
        public int index { get; private set; } = -1;

        public Device(string description)
        {
            var parts = description.Split(':');
            if (!Enum.TryParse<DeviceType>(parts[0], ignoreCase: true, out var kind)) throw new ArgumentException($"There is no device '{description}'. Known are \"cpu\", \"cuda\" (the current NVIDIA GPU) and, with its number, \"cuda:0\".");
            type = kind;
            if (parts.Length > 1) index = int.Parse(parts[1]);
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        public Device(int index) : this(DeviceType.CUDA, index) { }

        public override string ToString() => type == DeviceType.CPU ? "cpu" : index == -1 ? type.ToString().ToLower() : $"{type.ToString().ToLower()}:{index}";

        public static implicit operator Device(string description) => new(description);

        /// <summary>As the shim takes it, once it is there.</summary>
        internal long Packed => type != DeviceType.CUDA || cuda.is_available() ? ((long)type << 32) | (uint)index
            : throw new InvalidOperationException("Torch device type CUDA did not initialise on the current machine.");
    }

    public static readonly Device CPU = new(DeviceType.CPU);
    public static readonly Device META = new(DeviceType.META);
    public static Device CUDA { get; } = new(DeviceType.CUDA);

    public static Device device(string description) => new(description);
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    private static Device default_device = CPU;

    public static void set_default_device(Device device) => default_device = device;
    public static Device get_default_device() => default_device;

    /// <summary>NVIDIA devices.</summary>
    public static partial class cuda
    {
        public static bool is_available() => device_count() > 0;
        public static bool is_cudnn_available() => Native.Cudnn() > 0;
        public static int device_count() => (int)Native.Check((long)Native.CudaDevices());

        /// <summary>Seeds the current device; without one it does nothing.</summary>
        public static void manual_seed(long seed)
        {
            if (is_available()) Seed(new Device(DeviceType.CUDA), seed);
        }

        public static void manual_seed_all(long seed)
        {
            for (var i = 0; i < device_count(); i++) Seed(new Device(i), seed);
        }

        private static void Seed(Device device, long seed)
        {
            using var generator = new Generator(Native.Check(Native.DefaultGenerator(device.Packed)), device);
            generator.manual_seed(seed);
        }

        public static void synchronize(Device? device = null)
        {
            if (is_available()) Native.Check(Native.CudaSynchronize(device?.index ?? -1));
        }
    }

}
