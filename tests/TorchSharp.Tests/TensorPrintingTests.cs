using System.Globalization;
using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>
/// Tensors as text. The strings follow the real package's rules: a table right-aligned in Julia's style, brackets in
/// NumPy's; five digits; of more than six columns or rows the first and last three.
/// </summary>
public sealed class TensorPrintingTests
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    [Fact]
    public void A_tensor_is_written_as_its_shape_type_and_device()
    {
        Assert.Equal("[2x3], type = Float32, device = cpu", zeros(2, 3).ToString());
        Assert.Equal("[], type = Float64, device = cpu", tensor(1.0).ToString());
    }

    [Fact]
    public void A_tensor_is_written_in_the_style_of_Julia()
    {
        Assert.Equal("[], type = Float32, device = cpu, value = 3.14", tensor(3.14f).str(cultureInfo: Invariant));
        Assert.Equal("[4], type = Float32, device = cpu\n 0 0 0 0\n", zeros(4).str(newLine: "\n", cultureInfo: Invariant));
        Assert.Equal("[2x2], type = Float64, device = cpu\n     1 -20.5\n 3e-06     4\n", tensor(new[,] { { 1, -20.5 }, { 3e-6, 4 } }).str(newLine: "\n", cultureInfo: Invariant));
        Assert.Equal("[2x1x2], type = Int64, device = cpu\n[0,..,..] =\n 0 1\n\n[1,..,..] =\n 2 3\n", arange(4).reshape(2, 1, 2).str(newLine: "\n", cultureInfo: Invariant));
        Assert.Equal("[100], type = Int64, device = cpu\n 0 1 2 3 ...\n", arange(100).str(width: 12, newLine: "\n", cultureInfo: Invariant));
    }

    [Fact]
    public void A_tensor_is_written_in_the_style_of_NumPy()
    {
        Assert.Equal("[0, 1, 2, ... 7, 8, 9]", arange(10).npstr(newLine: "\n", cultureInfo: Invariant));
        Assert.Equal("[[0, 1]\n [2, 3]]", arange(4).reshape(2, 2).npstr(newLine: "\n", cultureInfo: Invariant));
        Assert.Equal("[[[0]\n  [1]]\n\n [[2]\n  [3]]]", arange(4).reshape(2, 2, 1).npstr(newLine: "\n", cultureInfo: Invariant));
        Assert.Equal("[[0]\n [1]\n [2]\n ...\n [5]\n [6]\n [7]]", arange(8).reshape(8, 1).npstr(newLine: "\n", cultureInfo: Invariant));
    }

    // One value of each type: in a table and in NumPy's style.
    public static TheoryData<Tensor, string, string> Types => new()
    {
        { tensor(new[] { true, false }), "Bool", "True False" },
        { tensor(new byte[] { 1, 255 }), "Byte", "1 255" },
        { tensor(new sbyte[] { -1, 127 }), "Int8", "-1 127" },
        { tensor(new short[] { -1, 300 }), "Int16", "-1 300" },
        { tensor(new[] { -1, 70000 }), "Int32", "-1 70000" },
        { tensor(new[] { -1L, long.MaxValue }), "Int64", "-1 9223372036854775807" },
        { tensor(new[] { (Half)0.1, (Half)(-2) }), "Float16", "0.099976 -2" },
        { tensor(new[] { (BFloat16)0.1f, (BFloat16)(-2f) }), "BFloat16", "0.1001 -2" },
        { tensor([0.1f, -123456f, 1e-7f]), "Float32", "0.1 -1.2346e+05 1e-07" },
        { tensor([0.1, double.NaN, double.PositiveInfinity, double.NegativeInfinity]), "Float64", "0.1 NaN Infinity -Infinity" },
        { tensor(new[] { (1.5f, -2f), (0f, 0.1f), (3f, 0f), (0f, 0f) }), "ComplexFloat32", "1.5+-2i 0.1i 3 0" },
        { tensor(new[] { new Complex(1.5, -2), new Complex(0, 0.1), Complex.One }), "ComplexFloat64", "1.5+-2i 0.1i 1" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Elements_of_each_type_are_written(Tensor t, string type, string words)
    {
        var head = $"[{t.numel()}], type = {type}, device = cpu";
        Assert.Equal($"{head}\n {words}\n", t.jlstr(newLine: "\n", cultureInfo: Invariant));
        Assert.Equal($"[{words.Replace(" ", ", ", StringComparison.Ordinal)}]", t.npstr(newLine: "\n", cultureInfo: Invariant));
    }

    [Fact]
    public void A_tensor_without_elements_is_written()
    {
        Assert.Equal("[0], type = Float32, device = cpu\n\n", zeros(0).jlstr(newLine: "\n", cultureInfo: Invariant));
        Assert.Equal("[]", zeros(0).npstr(cultureInfo: Invariant));
        Assert.Equal("[[]\n []]", zeros([2L, 0]).npstr(newLine: "\n", cultureInfo: Invariant));
        Assert.Equal("[0x2x2], type = Float32, device = cpu", zeros(0, 2, 2).jlstr(newLine: "\n", cultureInfo: Invariant));
    }

    [Fact]
    public void A_number_is_written_without_a_table()
    {
        Assert.Equal("-7", tensor(-7).npstr(cultureInfo: Invariant));
        Assert.Equal("[], type = Bool, device = cpu, value = True", tensor(true).jlstr(cultureInfo: Invariant));
        Assert.Equal("[], type = ComplexFloat64, device = cpu, value = 1+2i", tensor(new Complex(1, 2)).jlstr(cultureInfo: Invariant));
    }

    [Fact]
    public void The_middle_of_many_rows_and_columns_is_left_out()
    {
        Assert.Equal("[[0, 1, 2, ... 5, 6, 7]\n [8, 9, 10, ... 13, 14, 15]]", arange(16).reshape(2, 8).npstr(newLine: "\n", cultureInfo: Invariant));
        Assert.Equal(
            "[[[0]]\n\n [[1]]\n\n [[2]]\n\n ...\n\n [[4]]\n\n [[5]]\n\n [[6]]]",
            arange(7).reshape(7, 1, 1).npstr(newLine: "\n", cultureInfo: Invariant));
        Assert.Equal("[2x5], type = Int64, device = cpu\n 0 1 2 ...\n 5 6 7 ...\n", arange(10).reshape(2, 5).str(width: 10, newLine: "\n", cultureInfo: Invariant));
    }

    [Fact]
    public void Columns_are_as_wide_as_their_longest_number()
    {
        var t = tensor(new[, ,] { { { 1.0, -22.5 }, { 333, 4 } }, { { -1, 0 }, { 0.25, 1e10 } } });
        Assert.Equal("[2x2x2], type = Float64, device = cpu\n[0,..,..] =\n   1 -22.5\n 333     4\n\n[1,..,..] =\n   -1     0\n 0.25 1e+10\n", t.jlstr(newLine: "\n", cultureInfo: Invariant));
        Assert.Equal("[1x1x1x2], type = Int64, device = cpu\n[0,0,..,..] =\n 3 4\n", arange(3, 5).reshape(1, 1, 1, 2).jlstr(newLine: "\n", cultureInfo: Invariant));
    }

    [Fact]
    public void Format_and_culture_can_be_chosen()
    {
        var german = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
        Assert.Equal("[0,33, 0,67]", tensor([1 / 3.0, 2 / 3.0]).npstr(fltFormat: "0.00", cultureInfo: german));
        Assert.Equal("[2], type = Float64, device = cpu\n 0.3333 0.6667\n", tensor([1 / 3.0, 2 / 3.0]).str("F4", newLine: "\n", cultureInfo: Invariant, style: TensorStringStyle.Julia));
        Assert.Equal(zeros(2).ToString(), zeros(2).str(style: TensorStringStyle.Metadata));
        Assert.Equal(zeros(2, device: META).ToString(), zeros(2, device: META).npstr());
        Assert.Equal(zeros(2).ToString(), zeros(2).ToString(false));
    }

    [Fact]
    public void Options_hold_until_they_are_set_again()
    {
        try
        {
            set_printoptions(numpy, "g3", newLine: "\n", maxColumns: 2);
            Assert.Equal(TensorStringStyle.Numpy, torch.TensorStringStyle);
            Assert.Equal("[0.333, ... 0.333]", full(5, 1 / 3.0).ToString(true, cultureInfo: Invariant));
            set_printoptions(precision: 2, maxRows: 2);
            Assert.Equal("[[0.33]\n ...\n [0.33]]", full(5, 1, 1 / 3.0).str(cultureInfo: Invariant));
            set_printoptions(precision: 1, sci_mode: true);
            Assert.Equal("3.3E-001", tensor(1 / 3.0).str(cultureInfo: Invariant));
            Assert.Throws<ArgumentException>(() => torch.TensorStringStyle = TensorStringStyle.Default);
        }
        finally
        {
            set_printoptions(julia, "g5", 100, Environment.NewLine, 6, 6);
        }
        torch.TensorStringStyle = julia;
        Assert.StartsWith("[], type", tensor(1).str());
    }
}
