using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]

namespace TorchSharp;

/// <summary>What shim/shim.cpp exports. A function that fails gives -1 or null, and <see cref="Error"/> its text.</summary>
internal static unsafe partial class Native
{
    private const string Library = "TorchShim";

    internal enum Tag
    {
        None, Tensor, Int, Double, Bool, IntList, DoubleList, TensorList, String, Device, Generator, Default
    }

    /// <summary>Laid out as the shim's Value.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Value
    {
        internal Tag Tag;
        internal int Length;
        internal long Bits;
    }

    internal enum Property
    {
        Dimensions, Elements, ElementSize, DataType, DeviceKind, DeviceIndex, RequiresGrad, IsLeaf, IsContiguous, StorageOffset, IsSparse
    }

    [LibraryImport(Library, EntryPoint = "torch_error")] private static partial byte* LastError();
    [LibraryImport(Library, EntryPoint = "torch_version")] internal static partial byte* Version();
    [LibraryImport(Library, EntryPoint = "torch_find")] internal static partial nint Find(byte* name, byte* overload);
    [LibraryImport(Library, EntryPoint = "torch_call")] internal static partial int Call(nint op, Value* arguments, int count, Value* results, int capacity);
    [LibraryImport(Library, EntryPoint = "torch_release")] internal static partial void Release(nint tensor);
    [LibraryImport(Library, EntryPoint = "torch_release_all")] internal static partial void ReleaseAll(nint* tensors, int count);
    [LibraryImport(Library, EntryPoint = "torch_free")] internal static partial void Free(nint pointers);
    [LibraryImport(Library, EntryPoint = "torch_get")] internal static partial long Get(nint tensor, Property property);
    [LibraryImport(Library, EntryPoint = "torch_sizes")] internal static partial int Sizes(nint tensor, long* sizes, long* strides);
    [LibraryImport(Library, EntryPoint = "torch_data")] internal static partial nint Data(nint tensor);
    [LibraryImport(Library, EntryPoint = "torch_set_requires_grad")] internal static partial int SetRequiresGrad(nint tensor, int value);
    [LibraryImport(Library, EntryPoint = "torch_retain_grad")] internal static partial int RetainGrad(nint tensor);
    [LibraryImport(Library, EntryPoint = "torch_grad")] internal static partial nint Grad(nint tensor);
    [LibraryImport(Library, EntryPoint = "torch_set_grad")] internal static partial int SetGrad(nint tensor, nint gradient);
    [LibraryImport(Library, EntryPoint = "torch_backward")] internal static partial int Backward(nint* tensors, int count, nint* gradients, int gradientCount, int retainGraph, int createGraph, nint* inputs, int inputCount);
    [LibraryImport(Library, EntryPoint = "torch_gradients")] internal static partial int Gradients(nint* outputs, int count, nint* inputs, int inputCount, nint* gradients, int gradientCount, int retainGraph, int createGraph, int allowUnused, nint* results);
    [LibraryImport(Library, EntryPoint = "torch_grad_mode")] internal static partial int GradMode();
    [LibraryImport(Library, EntryPoint = "torch_set_grad_mode")] internal static partial void SetGradMode(int enabled);
    [LibraryImport(Library, EntryPoint = "torch_default_generator")] internal static partial nint DefaultGenerator(long device);
    [LibraryImport(Library, EntryPoint = "torch_new_generator")] internal static partial nint NewGenerator(ulong seed, long device);
    [LibraryImport(Library, EntryPoint = "torch_generator_seed")] internal static partial int GeneratorSeed(nint generator, ulong seed);
    [LibraryImport(Library, EntryPoint = "torch_generator_initial_seed")] internal static partial ulong GeneratorInitialSeed(nint generator);
    [LibraryImport(Library, EntryPoint = "torch_generator_release")] internal static partial void ReleaseGenerator(nint generator);
    [LibraryImport(Library, EntryPoint = "torch_generator_state")] internal static partial nint GeneratorState(nint generator);
    [LibraryImport(Library, EntryPoint = "torch_set_generator_state")] internal static partial int SetGeneratorState(nint generator, nint state);
    [LibraryImport(Library, EntryPoint = "torch_threads")] internal static partial int Threads();
    [LibraryImport(Library, EntryPoint = "torch_set_threads")] internal static partial int SetThreads(int count);
    [LibraryImport(Library, EntryPoint = "torch_cuda_devices")] internal static partial int CudaDevices();
    [LibraryImport(Library, EntryPoint = "torch_cudnn")] internal static partial int Cudnn();
    [LibraryImport(Library, EntryPoint = "torch_cuda_synchronize")] internal static partial int CudaSynchronize(int device);

    internal static string Error() => Marshal.PtrToStringUTF8((nint)LastError()) ?? "";

    internal static void Check(int result)
    {
        if (result < 0) throw new ExternalException(Error());
    }

    internal static long Check(long result) => result != -1 ? result : throw new ExternalException(Error());

    internal static nint Check(nint result) => result != 0 ? result : throw new ExternalException(Error());
}
