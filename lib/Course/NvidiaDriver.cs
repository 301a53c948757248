using System.Runtime.InteropServices;
using System.Text;

namespace Course;

/// <summary>
/// What TorchSharp does not tell of a GPU. The CUDA driver lists the devices as Torch counts them (its order, and
/// CUDA_VISIBLE_DEVICES, need not be those of the management library, NVML); NVML tells the free memory without
/// making a context on the device, which would take hundreds of megabytes of it.
/// </summary>
internal static class NvidiaDriver
{
    private const string Cuda = "nvcuda";
    private const string Nvml = "nvml";

    static NvidiaDriver() => NativeLibrary.SetDllImportResolver(typeof(NvidiaDriver).Assembly, (name, _, _) => // Windows' names need none
        OperatingSystem.IsWindows() ? 0 : name switch
        {
            Cuda => NativeLibrary.Load("libcuda.so.1"),
            Nvml => NativeLibrary.Load("libnvidia-ml.so.1"),
            _ => 0,
        });

    /// <summary>Name, total and free memory in bytes of each device that CUDA shows; none where a library is missing or fails.</summary>
    public static IReadOnlyList<(string Name, long Total, long Free)> Read()
    {
        try
        {
            if (cuInit(0) != 0 || nvmlInit_v2() != 0) return [];
            try
            {
                return cuDeviceGetCount(out var count) == 0 ? [.. Enumerable.Range(0, count).Select(Read)] : [];
            }
            finally
            {
                _ = nvmlShutdown();
            }
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            return [];
        }
    }

    private static (string Name, long Total, long Free) Read(int index)
    {
        var (name, id) = (new byte[256], new byte[16]);
        _ = cuDeviceGet(out var device, index);
        _ = cuDeviceGetName(name, name.Length, device);
        _ = cuDeviceGetUuid_v2(id, device);
        var uuid = new Guid(id, bigEndian: true);
        var memory = default(Memory);
        // A part of a partitioned GPU has an identity of its own.
        if (nvmlDeviceGetHandleByUUID($"GPU-{uuid}", out var handle) == 0 || nvmlDeviceGetHandleByUUID($"MIG-{uuid}", out handle) == 0)
            _ = nvmlDeviceGetMemoryInfo(handle, out memory);
        return (Encoding.UTF8.GetString(name.AsSpan(0, Math.Max(0, name.AsSpan().IndexOf((byte)0)))), (long)memory.Total, (long)memory.Free);
    }

    /// <summary>nvmlMemory_t.</summary>
    private struct Memory
    {
        public ulong Total, Free, Used;
    }

    [DllImport(Cuda)] private static extern int cuInit(uint flags);
    [DllImport(Cuda)] private static extern int cuDeviceGetCount(out int count);
    [DllImport(Cuda)] private static extern int cuDeviceGet(out int device, int ordinal);
    [DllImport(Cuda)] private static extern int cuDeviceGetName([Out] byte[] name, int length, int device);
    [DllImport(Cuda)] private static extern int cuDeviceGetUuid_v2([Out] byte[] uuid, int device);
    [DllImport(Nvml)] private static extern int nvmlInit_v2();
    [DllImport(Nvml)] private static extern int nvmlShutdown();
    [DllImport(Nvml)] private static extern int nvmlDeviceGetHandleByUUID([MarshalAs(UnmanagedType.LPStr)] string uuid, out nint handle);
    [DllImport(Nvml)] private static extern int nvmlDeviceGetMemoryInfo(nint handle, out Memory memory);
}
