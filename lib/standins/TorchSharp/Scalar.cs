namespace TorchSharp;

/// <summary>A number handed to an operator, with its type.</summary>
public sealed class Scalar : IDisposable
{
    internal readonly double Real;
    internal readonly long Integer;

    private Scalar(torch.ScalarType type, long integer, double real)
    {
        Type = type;
        Integer = integer;
        Real = real;
    }

    internal Scalar(double value) : this(torch.ScalarType.Float64, (long)value, value) { }
    internal Scalar(long value) : this(torch.ScalarType.Int64, value, value) { }
    internal Scalar(bool value) : this(torch.ScalarType.Bool, value ? 1 : 0, value ? 1 : 0) { }

    /// <summary>Type of the number: Int64, Float64 or Bool.</summary>
    public torch.ScalarType Type { get; }

    internal bool IsReal => Type == torch.ScalarType.Float64;

    public static implicit operator Scalar(long value) => new(value);
    public static implicit operator Scalar(double value) => new(value);
    public static implicit operator Scalar(bool value) => new(value);

    /// <summary>Does nothing: a scalar holds no memory of libtorch.</summary>
    public void Dispose() { }
}

/// <summary>Conversions between numbers and scalars.</summary>
public static class ScalarExtensionMethods
{
    /// <summary>The number as a float.</summary>
    public static float ToSingle(this Scalar value) => (float)value.Real;
    /// <summary>The number as a double.</summary>
    public static double ToDouble(this Scalar value) => value.Real;
    /// <summary>The number as an sbyte, without its fraction; throws where it is out of range.</summary>
    public static sbyte ToSByte(this Scalar value) => checked((sbyte)value.Integer);
    /// <summary>The number as a byte, without its fraction; throws where it is out of range.</summary>
    public static byte ToByte(this Scalar value) => checked((byte)value.Integer);
    /// <summary>The number as a short, without its fraction; throws where it is out of range.</summary>
    public static short ToInt16(this Scalar value) => checked((short)value.Integer);
    /// <summary>The number as an int, without its fraction; throws where it is out of range.</summary>
    public static int ToInt32(this Scalar value) => checked((int)value.Integer);
    /// <summary>The number as a long, without its fraction.</summary>
    public static long ToInt64(this Scalar value) => value.Integer;
    /// <summary>Whether the number is not 0.</summary>
    public static bool ToBoolean(this Scalar value) => value.Real != 0;
}
