using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Copies elements into a new tensor: of their own type, then converted and moved where that is asked.</summary>
    private static Tensor FromData<T>(ReadOnlySpan<T> data, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requires_grad) where T : unmanaged
    {
        var count = 1L;
        foreach (var dimension in dimensions) count *= dimension;
        if (count > data.Length) throw new ArgumentException($"mismatched total size creating a tensor from an array: {data.Length} elements for shape [{string.Join(", ", dimensions.ToArray())}]");
        var made = empty(dimensions.ToArray(), ToScalarType(typeof(T)), CPU);
        MemoryMarshal.AsBytes(data[..(int)count]).CopyTo(made.bytes);
        GC.KeepAlive(made);
        var target = device ?? default_device;
        if ((dtype ?? made.dtype) != made.dtype || target.type != DeviceType.CPU)
        {
            using var source = made;
            made = source.to(dtype ?? made.dtype, target);
        }
        return Created(made, requires_grad);
    }

    private static Tensor FromData<T>(IList<T> data, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requires_grad) where T : unmanaged =>
        FromData<T>(data as T[] ?? data.ToArray(), dimensions, dtype, device, requires_grad);

    private static Tensor FromData<T>(Array data, ScalarType? dtype, Device? device, bool requires_grad) where T : unmanaged
    {
        var elements = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(data)), data.Length);
        return FromData(elements, [.. Enumerable.Range(0, data.Rank).Select(data.GetLongLength)], dtype, device, requires_grad);
    }

    /// <summary>Copies an array of any number of dimensions into a tensor of its shape, converted to dtype if one is given.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <inheritdoc cref="from_array(Array, Device)"/>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false) => ToScalarType(rawArray.GetType().GetElementType()!) switch
    {
        ScalarType.Bool => FromData<bool>(rawArray, dtype, device, requires_grad),
        ScalarType.Byte => FromData<byte>(rawArray, dtype, device, requires_grad),
        ScalarType.Int8 => FromData<sbyte>(rawArray, dtype, device, requires_grad),
        ScalarType.Int16 => FromData<short>(rawArray, dtype, device, requires_grad),
        ScalarType.Int32 => FromData<int>(rawArray, dtype, device, requires_grad),
        ScalarType.Int64 => FromData<long>(rawArray, dtype, device, requires_grad),
        ScalarType.Float16 => FromData<Half>(rawArray, dtype, device, requires_grad),
        ScalarType.BFloat16 => FromData<BFloat16>(rawArray, dtype, device, requires_grad),
        ScalarType.Float32 => FromData<float>(rawArray, dtype, device, requires_grad),
        ScalarType.Float64 => FromData<double>(rawArray, dtype, device, requires_grad),
        ScalarType.ComplexFloat32 => FromData<(float, float)>(rawArray, dtype, device, requires_grad),
        _ => FromData<Complex>(rawArray, dtype, device, requires_grad),
    };

    /// <summary>Copies a number or an array into a tensor of its shape and type, converted to dtype if one is given.</summary>
    public static Tensor tensor(bool scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<bool>([scalar], [], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<bool>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(bool[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<bool>(rawArray, dimensions, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(IList<bool> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData(rawArray, [rawArray.Count], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(bool[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<bool>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(bool[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<bool>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(bool[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<bool>(rawArray, dtype, device, requires_grad);

    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(byte scalar, Device? device = null, bool requires_grad = false) => FromData<byte>([scalar], [], null, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(byte[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<byte>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(byte[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<byte>(rawArray, dimensions, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(byte[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<byte>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(byte[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<byte>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(byte[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<byte>(rawArray, dtype, device, requires_grad);

    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(sbyte scalar, Device? device = null, bool requires_grad = false) => FromData<sbyte>([scalar], [], null, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(sbyte[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<sbyte>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(sbyte[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<sbyte>(rawArray, dimensions, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(sbyte[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<sbyte>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(sbyte[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<sbyte>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(sbyte[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<sbyte>(rawArray, dtype, device, requires_grad);

    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(short scalar, Device? device = null, bool requires_grad = false) => FromData<short>([scalar], [], null, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(short[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<short>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(short[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<short>(rawArray, dimensions, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(short[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<short>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(short[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<short>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(short[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<short>(rawArray, dtype, device, requires_grad);

    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(int scalar, Device? device = null, bool requires_grad = false) => FromData<int>([scalar], [], null, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<int>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(int[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<int>(rawArray, dimensions, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(IList<int> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData(rawArray, [rawArray.Count], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(IList<int> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData(rawArray, [rows, columns], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(int[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<int>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(int[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<int>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(int[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<int>(rawArray, dtype, device, requires_grad);

    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<long>([scalar], [], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(long[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<long>(dataArray, [dataArray.Length], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<long>(dataArray, dimensions, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(IList<long> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData(rawArray, [rawArray.Count], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(IList<long> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData(rawArray, [rows, columns], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(long[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<long>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(long[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<long>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(long[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<long>(rawArray, dtype, device, requires_grad);

    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(Half[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<Half>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(Half[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<Half>(rawArray, dimensions, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(Half[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<Half>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(Half[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<Half>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(Half[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<Half>(rawArray, dtype, device, requires_grad);

    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(BFloat16 scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<BFloat16>([scalar], [], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(BFloat16[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<BFloat16>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(BFloat16[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<BFloat16>(rawArray, dimensions, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(BFloat16[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<BFloat16>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(BFloat16[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<BFloat16>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(BFloat16[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<BFloat16>(rawArray, dtype, device, requires_grad);

    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) => FromData<float>([scalar], [], null, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<float>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<float>(rawArray, dimensions, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(IList<float> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData(rawArray, [rawArray.Count], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(IList<float> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData(rawArray, [rows, columns], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(float[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<float>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(float[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<float>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(float[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<float>(rawArray, dtype, device, requires_grad);

    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<double>([scalar], [], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<double>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<double>(rawArray, dimensions, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(IList<double> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData(rawArray, [rawArray.Count], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(IList<double> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData(rawArray, [rows, columns], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(double[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<double>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(double[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<double>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(double[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<double>(rawArray, dtype, device, requires_grad);

    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor((float Real, float Imaginary) scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<(float, float)>([scalar], [], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor((float Real, float Imaginary)[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<(float, float)>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor((float Real, float Imaginary)[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<(float, float)>(rawArray, dimensions, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor((float Real, float Imaginary)[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<(float, float)>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor((float Real, float Imaginary)[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<(float, float)>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor((float Real, float Imaginary)[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<(float, float)>(rawArray, dtype, device, requires_grad);

    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(Complex scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<Complex>([scalar], [], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(Complex[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<Complex>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(Complex[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<Complex>(rawArray, dimensions, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(Complex[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<Complex>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(Complex[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<Complex>(rawArray, dtype, device, requires_grad);
    /// <inheritdoc cref="tensor(bool, ScalarType?, Device, bool)"/>
    public static Tensor tensor(Complex[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromData<Complex>(rawArray, dtype, device, requires_grad);
}
