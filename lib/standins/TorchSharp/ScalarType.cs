namespace TorchSharp;

public static partial class torch
{
    /// <summary>Element types, numbered as in libtorch.</summary>
    public enum ScalarType : sbyte
    {
        Byte = 0, Int8 = 1, Int16 = 2, Int32 = 3, Int64 = 4, Float16 = 5, Float32 = 6, Float64 = 7,
        ComplexFloat32 = 9, ComplexFloat64 = 10, Bool = 11, QInt8 = 12, QUInt8 = 13, QInt32 = 14, BFloat16 = 15
    }

    /// <summary>Booleans.</summary>
    public static ScalarType @bool = ScalarType.Bool;
    /// <summary>Integers from 0 to 255.</summary>
    public static ScalarType uint8 = ScalarType.Byte;
    /// <summary>Integers of 8 bits.</summary>
    public static ScalarType int8 = ScalarType.Int8;
    /// <summary>Integers of 16 bits.</summary>
    public static ScalarType int16 = ScalarType.Int16;
    /// <summary>Integers of 32 bits.</summary>
    public static ScalarType int32 = ScalarType.Int32;
    /// <summary>Integers of 64 bits.</summary>
    public static ScalarType int64 = ScalarType.Int64;
    /// <summary>The range of float with 8 bits of precision: 16 bits.</summary>
    public static ScalarType bfloat16 = ScalarType.BFloat16;
    /// <summary>IEEE's half-precision numbers: 16 bits, at most 65504.</summary>
    public static ScalarType float16 = ScalarType.Float16;
    /// <summary>Single-precision numbers, C#'s float.</summary>
    public static ScalarType float32 = ScalarType.Float32;
    /// <summary>Double-precision numbers, C#'s double.</summary>
    public static ScalarType float64 = ScalarType.Float64;
    /// <summary>Complex numbers of two floats.</summary>
    public static ScalarType complex64 = ScalarType.ComplexFloat32;
    /// <summary>Complex numbers of two doubles.</summary>
    public static ScalarType complex128 = ScalarType.ComplexFloat64;
    /// <summary>Integers of 32 bits.</summary>
    public static ScalarType @int = ScalarType.Int32;
    /// <summary>Integers of 64 bits.</summary>
    public static ScalarType @long = ScalarType.Int64;
    /// <summary>Single-precision numbers, C#'s float.</summary>
    public static ScalarType @float = ScalarType.Float32;
    /// <summary>Double-precision numbers, C#'s double.</summary>
    public static ScalarType @double = ScalarType.Float64;

    /// <summary>Whether a type is one of integers or booleans.</summary>
    public static bool is_integral(ScalarType type) => type <= ScalarType.Int64 || type == ScalarType.Bool;
    /// <summary>Whether a type is one of floating-point numbers.</summary>
    public static bool is_floating_point(ScalarType type) => type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;
    /// <summary>Whether a type is one of complex numbers.</summary>
    public static bool is_complex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    private static ScalarType default_dtype = ScalarType.Float32;

    /// <summary>Element type of new tensors where none is named: Float32 at first.</summary>
    public static ScalarType get_default_dtype() => default_dtype;

    /// <summary>Sets the element type of new tensors where none is named.</summary>
    public static void set_default_dtype(ScalarType dtype) => default_dtype = dtype;

    /// <summary>The limits of a floating-point type.</summary>
    public struct FInfo
    {
        public int bits;
        public double eps, max, min, tiny, smallest_normal, resolution;
    }

    /// <summary>Limits of a floating-point type, the default one unless given: eps, max, min, smallest normal number.</summary>
    public static FInfo finfo() => finfo(default_dtype);

    /// <inheritdoc cref="finfo()"/>
    public static FInfo finfo(ScalarType dtype) => dtype switch
    {
        ScalarType.BFloat16 => Limits(16, 0.0078125, 3.3895313892515355e+38, 1.1754943508222875e-38, 0.01),
        ScalarType.Float16 => Limits(16, 0.0009765625, 65504.0, 6.103515625e-05, 0.001),
        ScalarType.Float32 or ScalarType.ComplexFloat32 => Limits(32, 1.1920928955078125e-07, float.MaxValue, 1.1754943508222875e-38, 1e-06),
        ScalarType.Float64 or ScalarType.ComplexFloat64 => Limits(64, 2.220446049250313e-16, double.MaxValue, 2.2250738585072014e-308, 1e-15),
        _ => throw new ArgumentException("'dtype' must be floating point or complex"),
    };

    private static FInfo Limits(int bits, double eps, double max, double tiny, double resolution) =>
        new() { bits = bits, eps = eps, max = max, min = -max, tiny = tiny, smallest_normal = tiny, resolution = resolution };

    internal static ScalarType ToScalarType(Type type) => type switch
    {
        _ when type == typeof(float) => ScalarType.Float32,
        _ when type == typeof(double) => ScalarType.Float64,
        _ when type == typeof(long) => ScalarType.Int64,
        _ when type == typeof(int) => ScalarType.Int32,
        _ when type == typeof(bool) => ScalarType.Bool,
        _ when type == typeof(byte) => ScalarType.Byte,
        _ when type == typeof(sbyte) => ScalarType.Int8,
        _ when type == typeof(short) => ScalarType.Int16,
        _ when type == typeof(Half) => ScalarType.Float16,
        _ when type == typeof(BFloat16) => ScalarType.BFloat16,
        _ when type == typeof((float, float)) => ScalarType.ComplexFloat32,
        _ when type == typeof(System.Numerics.Complex) => ScalarType.ComplexFloat64,
        _ => throw new NotSupportedException($"The type {type.FullName} is not supported."),
    };
}
