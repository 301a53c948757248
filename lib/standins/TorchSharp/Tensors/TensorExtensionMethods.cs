using System.Globalization;

namespace TorchSharp;

/// <summary>Tensors as numbers, parameters and text.</summary>
public static class TensorExtensionMethods
{
    /// <summary>Makes a parameter of the tensor, which itself is empty afterwards.</summary>
    public static Modules.Parameter AsParameter(this torch.Tensor tensor) => new(tensor);

    /// <summary>The tensor as text, in a style, a number format and a width of line.</summary>
    public static string str(this torch.Tensor tensor, string? fltFormat = null, int? width = null, string? newLine = null, CultureInfo? cultureInfo = null, TensorStringStyle style = TensorStringStyle.Default) => tensor.ToString(style, fltFormat, width, cultureInfo, newLine);
    /// <summary>Type, shape, device and elements in columns, as Julia shows them.</summary>
    public static string jlstr(this torch.Tensor tensor, string? fltFormat = null, int? width = null, string? newLine = null, CultureInfo? cultureInfo = null) => tensor.ToString(TensorStringStyle.Julia, fltFormat, width, cultureInfo, newLine);
    /// <summary>The elements in nested brackets, as NumPy shows them.</summary>
    public static string npstr(this torch.Tensor tensor, string? fltFormat = "g5", int? width = 100, string? newLine = null, CultureInfo? cultureInfo = null) => tensor.ToString(TensorStringStyle.Numpy, fltFormat, width, cultureInfo, newLine);

    /// <summary>Writes the tensor to the console, and gives it.</summary>
    public static torch.Tensor print(this torch.Tensor t, string? fltFormat = "g5", int? width = 100, string? newLine = null, CultureInfo? cultureInfo = null, TensorStringStyle style = TensorStringStyle.Default)
    {
        Console.WriteLine(t.ToString(style, fltFormat, width, cultureInfo, newLine));
        return t;
    }

    /// <summary>The only element as a float.</summary>
    public static float ToSingle(this torch.Tensor value) => value.ToScalar().ToSingle();
    /// <summary>The only element as a double.</summary>
    public static double ToDouble(this torch.Tensor value) => value.ToScalar().ToDouble();
    /// <summary>The only element as an sbyte.</summary>
    public static sbyte ToSByte(this torch.Tensor value) => value.ToScalar().ToSByte();
    /// <summary>The only element as a byte.</summary>
    public static byte ToByte(this torch.Tensor value) => value.ToScalar().ToByte();
    /// <summary>The only element as a short.</summary>
    public static short ToInt16(this torch.Tensor value) => value.ToScalar().ToInt16();
    /// <summary>The only element as an int.</summary>
    public static int ToInt32(this torch.Tensor value) => value.ToScalar().ToInt32();
    /// <summary>The only element as a long.</summary>
    public static long ToInt64(this torch.Tensor value) => value.ToScalar().ToInt64();
    /// <summary>The only element as a bool: whether it is not 0.</summary>
    public static bool ToBoolean(this torch.Tensor value) => value.ToScalar().ToBoolean();
}
