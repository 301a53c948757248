using System.Globalization;
using System.Numerics;
using System.Text;

namespace TorchSharp;

/// <summary>How a tensor is written.</summary>
public enum TensorStringStyle { Metadata = 0, Julia = 1, Numpy = 2, Default = 4 }

public static partial class torch
{
    /// <summary>The style that shows type, shape and device, then the elements in columns.</summary>
    public const TensorStringStyle julia = TensorStringStyle.Julia;
    /// <summary>The style that shows the elements in nested brackets, as NumPy does.</summary>
    public const TensorStringStyle numpy = TensorStringStyle.Numpy;

    private static TensorStringStyle style = TensorStringStyle.Julia;
    private static string floatFormat = "g5";
    private static string newLine = Environment.NewLine;
    private static int lineWidth = 100;
    private static int maxRows = 6;
    private static int maxColumns = 6;

    /// <summary>How tensors are written where no style is named.</summary>
    public static TensorStringStyle TensorStringStyle
    {
        get => style;
        set => style = value != TensorStringStyle.Default ? value : throw new ArgumentException("The style cannot be set to 'Default'");
    }

    /// <summary>Sets how tensors are written: digits or number format, width of a line, line break, rows and columns shown.</summary>
    public static void set_printoptions(int precision, int? linewidth = null, string? newLine = null, bool sci_mode = false, int? maxRows = null, int? maxColumns = null) =>
        set_printoptions(style, sci_mode ? $"E{precision}" : $"F{precision}", linewidth, newLine, maxRows, maxColumns);

    /// <inheritdoc cref="set_printoptions(int, int?, string, bool, int?, int?)"/>
    public static void set_printoptions(TensorStringStyle? style = null, string? floatFormat = null, int? linewidth = null, string? newLine = null, int? maxRows = null, int? maxColumns = null)
    {
        torch.style = style ?? torch.style;
        torch.floatFormat = floatFormat ?? torch.floatFormat;
        torch.newLine = newLine ?? torch.newLine;
        lineWidth = linewidth ?? lineWidth;
        torch.maxRows = maxRows ?? torch.maxRows;
        torch.maxColumns = maxColumns ?? torch.maxColumns;
    }

    public partial class Tensor
    {
        public override string ToString() => $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";

        /// <summary>As text: type, shape and device, and in the styles that show them the elements, in columns.</summary>
        public string ToString(bool disamb, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null) =>
            disamb ? ToString(TensorStringStyle.Default, fltFormat, width, cultureInfo, newLine) : ToString();

        /// <inheritdoc cref="ToString(bool, string, int?, CultureInfo, string)"/>
        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null)
        {
            if (style == TensorStringStyle.Default) style = TensorStringStyle;
            if (style == TensorStringStyle.Metadata || is_meta) return ToString();
            var printer = new Printer(this, fltFormat ?? floatFormat, width ?? lineWidth, cultureInfo ?? CultureInfo.CurrentCulture, newLine ?? torch.newLine);
            return style == TensorStringStyle.Numpy ? printer.Numpy() : ToString() + printer.Julia();
        }

        private sealed class Printer
        {
            private readonly ScalarType type;
            private readonly long[] shape;
            private readonly string[] texts;  // the elements in row-major order
            private readonly int width;
            private readonly string newLine;

            internal Printer(Tensor tensor, string format, int width, CultureInfo culture, string newLine)
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                (type, shape, this.width, this.newLine) = (tensor.dtype, tensor.shape, width, newLine);
                texts = type switch
                {
                    ScalarType.Bool => Texts<bool>(value => value.ToString(culture)),
                    ScalarType.Float64 => Texts<double>(Real),
                    ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64 => Texts<Complex>(Sum),
                    _ when tensor.is_integral() => Texts<long>(static value => value.ToString(CultureInfo.InvariantCulture)),
                    _ => Texts<float>(value => value.ToString(format, culture)),
                };

                string[] Texts<T>(Converter<T, string> text) where T : unmanaged => Array.ConvertAll(tensor.to(ToScalarType(typeof(T)), CPU).data<T>().ToArray(), text);

                string Real(double value) => type == ScalarType.ComplexFloat32 ? ((float)value).ToString(format, culture) : value.ToString(format, culture);

                string Sum(Complex value) => value.Imaginary == 0 ? Real(value.Real) : (value.Real == 0 ? "" : Real(value.Real) + "+") + Real(value.Imaginary) + "i";
            }

            /// <summary>Tables of rows and columns; of more than two dimensions one table for each leading index.</summary>
            internal string Julia()
            {
                if (shape.Length == 0) return $", value = {texts[0]}";
                var text = new StringBuilder();
                var (rows, columns) = (shape.Length == 1 ? 1 : shape[^2], shape[^1]);
                var tables = shape.SkipLast(2).Aggregate(1L, static (product, size) => product * size);
                for (var table = 0L; table < tables; table++)
                {
                    text.Append(newLine);
                    if (shape.Length > 2) text.Append($"[{string.Join(",", Index(table))},..,..] =").Append(newLine);
                    Table(text, table * rows * columns, rows, columns);
                }
                return text.ToString();
            }

            private IEnumerable<long> Index(long table)
            {
                var index = new long[shape.Length - 2];
                for (var axis = index.Length - 1; axis >= 0; axis--) (table, index[axis]) = Math.DivRem(table, shape[axis]);
                return index;
            }

            private void Table(StringBuilder text, long start, long rows, long columns)
            {
                var shown = columns;
                for (var row = 0L; row < rows; row++)
                {
                    var (left, fitting) = (width, 0L);
                    while (fitting < columns && texts[start + row * columns + fitting].Length + 4 <= left)  // 4: " ..."
                        left -= texts[start + row * columns + fitting++].Length + 1;
                    shown = Math.Min(shown, fitting);
                }
                for (var row = 0L; row < rows; row++)
                {
                    for (var column = 0L; column < shown; column++)
                    {
                        var space = 0;
                        for (var other = 0L; other < rows; other++) space = Math.Max(space, texts[start + other * columns + column].Length);
                        text.Append(' ').Append(texts[start + row * columns + column].PadLeft(space));
                    }
                    text.Append(shown < columns ? " ..." : "").Append(newLine);
                }
            }

            /// <summary>Brackets in brackets, as NumPy writes an array; the middle of a long one left out.</summary>
            internal string Numpy()
            {
                if (shape.Length == 0) return texts[0];
                return Level(0, 0);

                string Level(int axis, long offset)
                {
                    var innermost = axis == shape.Length - 1;
                    var inner = shape[(axis + 1)..].Aggregate(1L, static (product, size) => product * size);
                    var (size, most) = (shape[axis], innermost ? maxColumns : maxRows);
                    var text = new StringBuilder("[");
                    for (var i = 0L; i < size; i++)
                    {
                        if (size > most && i == most - most / 2)
                        {
                            i = size - most / 2;
                            text.Append(innermost ? "... " : new string(' ', axis) + " ..." + Gap());
                        }
                        if (!innermost && i > 0) text.Append(' ', axis + 1);
                        text.Append(innermost ? texts[offset + i] : Level(axis + 1, offset + i * inner));
                        if (i < size - 1) text.Append(innermost ? ", " : Gap());
                    }
                    return text.Append(']').ToString();

                    string Gap() => string.Concat(Enumerable.Repeat(newLine, shape.Length - axis - 1));
                }
            }
        }
    }
}
