using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests;

public sealed class Float64Tests
{
    /// <summary>Types, and lengths that vectors of a processor or pieces of a cache do not divide.</summary>
    public static TheoryData<ScalarType, long> Vectors
    {
        get
        {
            var all = new TheoryData<ScalarType, long>();
            foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64, ScalarType.BFloat16 })
                foreach (var length in new[] { 0L, 1, 7, 64, 101, (2 << 17) + 3 }) all.Add(type, length);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Sums_are_those_of_all_numbers(ScalarType type, long length)
    {
        var i = arange(length, int64);
        var (a, b) = (i.remainder(7) - 2, i.remainder(11) - 4); // whole numbers, whose sums are exact
        var (dot, square, distance) = ((double)(a * b).sum().ToInt64(), (double)(a * a).sum().ToInt64(), (double)(a - b).square().sum().ToInt64());
        var (x, y) = (a.to(type), b.to(type));

        Assert.Equal(dot, Float64.Dot(x, y));
        Assert.Equal(dot, Float64.Dot(Every(x), y)); // one that does not lie in one piece
        Assert.Equal(Math.Sqrt(square), Float64.Norm(x));
        Assert.Equal(Math.Sqrt(distance), Float64.Distance(x, y));

        static Tensor Every(Tensor of) => stack([of, of + 1], 1).select(1, 0);
    }

    [Fact]
    public void Numbers_are_multiplied_and_taken_from_each_other_in_float64()
    {
        var (large, small) = (full(19, 1e8f), full(19, 1f));

        Assert.Equal(19 * 1e16, Float64.Dot(large, large));
        Assert.Equal(19 * (1e16 + 1), Float64.Dot(cat([large, small]), cat([large, small])));
        Assert.Equal(Math.Sqrt(19) * 99_999_999, Float64.Distance(large, small), 1e-6);
    }

    [Fact]
    public void Tensors_are_the_same_where_every_bit_is()
    {
        var a = arange(13, float32);
        var b = a.clone();
        Assert.True(Float32.AreSame(a, b));
        b[12] = tensor(12.000001f);
        Assert.False(Float32.AreSame(a, b));
        Assert.False(Float32.AreSame(a, a[..12]));
        Assert.False(Float32.AreSame(a, a.unsqueeze(1)));
        Assert.False(Float32.AreSame(zeros(1), -zeros(1)));
    }
}
