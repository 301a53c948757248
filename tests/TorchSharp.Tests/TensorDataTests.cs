using System.Collections;
using System.Numerics;
using System.Reflection;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>From numbers and arrays of every type to tensors, and back.</summary>
public sealed class TensorDataTests
{
    private static readonly int[][] Shapes = [[24], [4, 6], [2, 3, 4], [2, 3, 2, 2]];

    private static readonly (Array Elements, ScalarType Type)[] Samples =
    [
        (Sample(i => i % 3 == 0), ScalarType.Bool), (Sample(i => (byte)(i * 10)), ScalarType.Byte), (Sample(i => (sbyte)(i - 12)), ScalarType.Int8), (Sample(i => (short)(i * -1000)), ScalarType.Int16),
        (Sample(i => i * -100_000_000 / 3), ScalarType.Int32), (Sample(i => i * -1_000_000_000_000L), ScalarType.Int64), (Sample(i => (Half)(i / 8.0)), ScalarType.Float16), (Sample(i => (BFloat16)(i / -8f)), ScalarType.BFloat16),
        (Sample(i => i / 7f), ScalarType.Float32), (Sample(i => i / -7.0), ScalarType.Float64), (Sample(i => (i / 3f, -i / 7f)), ScalarType.ComplexFloat32), (Sample(i => new Complex(i / 3.0, -i / 7.0)), ScalarType.ComplexFloat64),
    ];

    public static TheoryData<ScalarType> Types => new(Samples.Select(sample => sample.Type));

    [Theory]
    [MemberData(nameof(Types))]
    public void Arrays_of_one_to_four_dimensions_come_back_as_they_were(ScalarType type)
    {
        var elements = Samples.Single(sample => sample.Type == type).Elements;
        foreach (var shape in Shapes)
        {
            var array = Array.CreateInstance(elements.GetType().GetElementType()!, shape);
            for (var i = 0; i < elements.Length; i++) array.SetValue(elements.GetValue(i), Index(i, shape));
            Check(Made(array), shape);
            if (type == ScalarType.ComplexFloat32) continue;  // from_array of the real package refuses it
            Check(from_array(array), shape);
            Assert.Equal(ScalarType.Bool, Made(array, ScalarType.Bool).dtype);
        }

        void Check(Tensor made, int[] shape)
        {
            Assert.Equal((type, shape.Select(size => (long)size).ToArray()), (made.dtype, made.shape), Same);
            Assert.Equal(elements.Cast<object>(), Flat(made).Cast<object>());
            Assert.Equal(elements.Cast<object>(), ((Array)Read(made, "ToNDArray")).Cast<object>());
            Assert.Equal(shape.Length, ((Array)Read(made, "ToNDArray")).Rank);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Lists_are_vectors(ScalarType type)
    {
        var elements = Samples.Single(sample => sample.Type == type).Elements;
        var list = typeof(List<>).MakeGenericType(elements.GetType().GetElementType()!).GetConstructor([typeof(IEnumerable<>).MakeGenericType(elements.GetType().GetElementType()!)])!.Invoke([elements]);
        foreach (var method in typeof(torch).GetMethods().Where(method => method.Name == "tensor" && method.GetParameters()[0].ParameterType.IsInstanceOfType(list) && method.GetParameters()[0].ParameterType.Name == "IList`1"))
        {
            if (method.GetParameters()[1].ParameterType != typeof(ScalarType?)) continue;
            var made = (Tensor)method.Invoke(null, [list, .. method.GetParameters()[1..].Select(parameter => parameter.DefaultValue)])!;
            Assert.Equal((type, [24L]), (made.dtype, made.shape), Same);
            Assert.Equal(elements.Cast<object>(), Flat(made).Cast<object>());
        }
    }

    [Fact]
    public void The_data_of_two_tensors_are_compared_by_their_elements()
    {
        var t = tensor(new[,] { { 1, 2 }, { 3, 4 } });
        Assert.True(t.data<int>() == t.clone().data<int>());
        Assert.True(t.data<int>() != t.t().data<int>());
    }

    [Fact]
    public void A_list_is_cut_into_rows()
    {
        foreach (var made in new[] { tensor([1, 2, 3, 4, 5, 6], 2, 3), tensor([1L, 2L, 3L, 4L, 5L, 6L], 2, 3), tensor([1f, 2f, 3f, 4f, 5f, 6f], 2, 3), tensor([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 2, 3) })
        {
            Assert.Equal([2L, 3L], made.shape);
            Assert.Equal(6.0, made[1, 2].ToDouble());
        }
    }

    [Fact]
    public void An_array_takes_the_shape_that_is_named()
    {
        Tensor[] made =
        [
            tensor(new bool[6], [3, 2]), tensor(new byte[6], [3, 2]), tensor(new sbyte[6], [3, 2]), tensor(new short[6], [3, 2]), tensor(new int[6], [3, 2]), tensor(new long[6], [3, 2]),
            tensor(new Half[6], [3, 2]), tensor(new BFloat16[6], [3, 2]), tensor(new float[6], [3, 2]), tensor(new double[6], [3, 2]), tensor(new (float, float)[6], [3, 2]), tensor(new Complex[6], [3, 2]),
        ];
        Assert.All(made, t => Assert.Equal([3L, 2], t.shape));
        Assert.Equal(Samples.Select(sample => sample.Type), made.Select(t => t.dtype));
    }

    [Fact]
    public void A_number_of_each_type_is_a_tensor_of_that_type()
    {
        Tensor[] made = [tensor(true), tensor((byte)1), tensor((sbyte)1), tensor((short)1), tensor(1), tensor(1L), tensor((BFloat16)1f), tensor(1f), tensor(1.0), tensor((1f, 0f)), tensor(Complex.One)];
        Assert.Equal(
            [@bool, uint8, int8, int16, int32, int64, torch.bfloat16, float32, float64, complex64, complex128],
            made.Select(t => t.dtype));
        Assert.All(made, t => Assert.Equal(1.0, t.to(complex128).real.item<double>()));
        Tensor[] converted = [true, (byte)1, (sbyte)1, (short)1, 1, 1L, 1f, 1.0];
        Assert.Equal([@bool, uint8, int8, int16, int32, int64, float32, float64], converted.Select(t => t.dtype));
        Tensor[] arrays = [new[] { true }, new[] { 1 }, new[] { 1L }, new[] { 1f }, new[] { 1.0 }];
        Assert.Equal([@bool, int32, int64, float32, float64], arrays.Select(t => t.dtype));
        Assert.All(arrays, t => Assert.Equal([1L], t.shape));
    }

    [Fact]
    public void A_tensor_of_one_element_converts_to_every_number()
    {
        var t = tensor(65.0);
        Assert.Equal((65f, 65.0, (sbyte)65, (byte)65, (short)65, 65, 65L, true), ((float)t, (double)t, (sbyte)t, (byte)t, (short)t, (int)t, (long)t, (bool)t));
        Assert.Equal((65f, 65.0, (sbyte)65, (byte)65, (short)65, 65, 65L, true), (t.ToSingle(), t.ToDouble(), t.ToSByte(), t.ToByte(), t.ToInt16(), t.ToInt32(), t.ToInt64(), t.ToBoolean()));
        Assert.Equal(new Complex(1, -2), tensor(new Complex(1, -2)).item<Complex>());
        Assert.Equal((1f, -2f), tensor((1f, -2f)).item<(float, float)>());
        Assert.Equal((Half)0.5, tensor(new[] { (Half)0.5 })[0].item<Half>());
        Assert.Equal((BFloat16)0.5f, tensor((BFloat16)0.5f).item<BFloat16>());
        Assert.Equal(ScalarType.Int64, tensor(3).ToScalar().Type);
        Assert.Throws<ArgumentException>(() => tensor(new Complex(1, 2)).item<double>());
    }

    // The exact half between two neighbours goes to the even one; 3.14159 = 0x40490FD0.
    [Theory]
    [InlineData(1f, 0x3F80)]
    [InlineData(3.14159f, 0x4049)]
    [InlineData(1.00390625f, 0x3F80)]
    [InlineData(1.01171875f, 0x3F82)]
    [InlineData(-2.5f, 0xC020)]
    [InlineData(float.PositiveInfinity, 0x7F80)]
    [InlineData(float.MaxValue, 0x7F80)]
    public void A_short_float_is_the_nearest(float value, int bits)
    {
        Assert.Equal(BFloat16.FromRawValue((ushort)bits), (BFloat16)value);
        Assert.Equal(tensor(value).to(torch.bfloat16).item<BFloat16>().ToSingle(), ((BFloat16)value).ToSingle());
    }

    [Fact]
    public void A_short_float_that_is_no_number_stays_none()
    {
        Assert.True(float.IsNaN(((BFloat16)float.NaN).ToSingle()));
        Assert.True((BFloat16)2f == (BFloat16)2.0 && (BFloat16)1f != (BFloat16)2f);
    }

    [Fact]
    public void A_tensor_names_its_type_place_and_layout()
    {
        var t = zeros(2, 3, 4, int32);
        Assert.Equal((3L, 3L, 3L, 24L, 24L, 4L), (t.Dimensions, t.dim(), t.ndim, t.NumberOfElements, t.numel(), t.ElementSize));
        Assert.Equal([2L, 3, 4], t.size());
        Assert.Equal((4L, 12L, 4L), (t.size(-1), t.stride(0), t.stride(1)));
        Assert.Equal([12L, 4, 1], t.stride());
        Assert.Equal((DeviceType.CPU, DeviceType.CPU), (t.device_type, t.device.type));
        Assert.True(t.is_cpu() && !t.is_cuda && !t.is_meta && !t.is_sparse && t.is_leaf && t.is_contiguous());
        Assert.Equal(4, t[1, 1].storage_offset() - t[1, 0].storage_offset());
        Assert.True(t.is_integral() && is_integral(int32) && !t.is_floating_point());
        Assert.True(zeros(1).is_floating_point() && is_floating_point(torch.bfloat16));
        Assert.True(zeros(1, complex64).is_complex() && is_complex(complex128));
        Assert.Equal(DeviceType.META, zeros(2, device: META).device_type);
    }

    [Fact]
    public void New_tensors_follow_the_default_type()
    {
        Assert.Equal(float32, get_default_dtype());
        set_default_dtype(float64);
        try
        {
            Assert.All([empty(1), zeros(1), ones(1), rand(1), full(1, 0.5), linspace(0, 1, 2), arange(0, 1, 0.5), eye(1)], t => Assert.Equal(float64, t.dtype));
        }
        finally
        {
            set_default_dtype(float32);
        }
    }

    [Fact]
    public void Limits_of_a_type_are_those_of_IEEE()
    {
        Assert.Equal((32, 1.1920928955078125e-07, (double)float.MaxValue, (double)float.MinValue), (finfo().bits, finfo().eps, finfo().max, finfo().min));
        Assert.Equal((64, double.MaxValue), (finfo(float64).bits, finfo(float64).max));
        Assert.Equal(65504.0, finfo(float16).max);
    }

    [Fact]
    public void Empty_tensors_have_their_shape()
    {
        Tensor[] made = [empty([2L, 3]), empty(2, 3), empty_like(zeros(2, 3))];
        Assert.All(made, t => Assert.Equal([2L, 3], t.shape));
        Assert.Equal([[2L], [2L, 3, 4], [2L, 3, 4, 5]], new[] { empty(2), empty(2, 3, 4), empty(2, 3, 4, 5) }.Select(t => t.shape));
        Assert.True(empty(2, requires_grad: true).requires_grad && zeros(2).requires_grad_().requires_grad);
    }

    private static T[] Sample<T>(Func<int, T> element) => Enumerable.Range(0, 24).Select(element).ToArray();

    private static int[] Index(int element, int[] shape)
    {
        var index = new int[shape.Length];
        for (var axis = shape.Length - 1; axis >= 0; axis--) (element, index[axis]) = Math.DivRem(element, shape[axis]);
        return index;
    }

    private static Tensor Made(Array array, ScalarType? type = null)
    {
        var method = typeof(torch).GetMethods().Single(method => method.Name == "tensor" && method.GetParameters() is var parameters
            && parameters[0].ParameterType == array.GetType() && parameters[1].ParameterType == typeof(ScalarType?));
        return (Tensor)method.Invoke(null, [array, type, .. method.GetParameters()[2..].Select(parameter => parameter.DefaultValue)])!;
    }

    private static object Read(Tensor t, string reader)
    {
        var type = Samples.Single(sample => sample.Type == t.dtype).Elements.GetType().GetElementType()!;
        var accessor = typeof(Tensor).GetMethod("data")!.MakeGenericMethod(type).Invoke(t, null)!;
        return accessor.GetType().GetMethod(reader)!.Invoke(accessor, null)!;
    }

    private static Array Flat(Tensor t) => (Array)Read(t, "ToArray");

    private static bool Same((ScalarType, long[]) one, (ScalarType, long[]) other) => one.Item1 == other.Item1 && one.Item2.SequenceEqual(other.Item2);
}
