using static TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>One argument of an operator: anything that an operator's schema knows.</summary>
internal readonly struct Argument
{
    internal readonly object? Reference;  // what is kept alive during the call, and holds the elements of a list
    internal readonly long Bits;          // a number as it is, or a handle
    internal readonly Tag Tag;

    private Argument(Tag tag, long bits, object? reference = null)
    {
        Tag = tag;
        Bits = bits;
        Reference = reference;
    }

    /// <summary>The schema's own default, for an argument left out before a given one.</summary>
    internal static Argument Default => new(Tag.Default, 0);

    internal static Argument None => default;

    public static implicit operator Argument(Tensor? value) => value is null ? None : new(Tag.Tensor, value.Handle, value);
    public static implicit operator Argument(long value) => new(Tag.Int, value);
    public static implicit operator Argument(long? value) => value is { } given ? given : None;
    public static implicit operator Argument(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Argument(double? value) => value is { } given ? given : None;
    public static implicit operator Argument(bool value) => new(Tag.Bool, value ? 1 : 0);
    public static implicit operator Argument(ScalarType value) => new(Tag.Int, (long)value);
    public static implicit operator Argument(ScalarType? value) => value is { } given ? given : None;
    public static implicit operator Argument(string? value) => value is null ? None : new(Tag.String, 0, value);
    public static implicit operator Argument(Device? value) => value is null ? None : new(Tag.Device, value.Packed);
    public static implicit operator Argument(Generator? value) => value is null ? None : new(Tag.Generator, value.Handle, value);
    public static implicit operator Argument(Scalar? value) => value is null ? None : value.IsReal ? (Argument)value.Real : value.Type is ScalarType.Bool ? value.Integer != 0 : value.Integer;
    public static implicit operator Argument(long[]? value) => value is null ? None : new(Tag.IntList, 0, value);
    public static implicit operator Argument(double[]? value) => value is null ? None : new(Tag.DoubleList, 0, value);
    public static implicit operator Argument(Tensor?[]? value) => value is null ? None : new(Tag.TensorList, 0, value);
}
