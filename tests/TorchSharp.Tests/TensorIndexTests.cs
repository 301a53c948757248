using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>What an index names, held against an array that is walked by hand.</summary>
public sealed class TensorIndexTests
{
    private static readonly long[,,] Array = Filled();
    private static readonly Tensor Cube = tensor(Array);

    [Fact]
    public void Numbers_pick_parts_and_elements()
    {
        var deep = arange(48).reshape(2, 3, 2, 2, 2);
        Assert.Equal([Array[1, 2, 0], Array[1, 2, 1], Array[1, 2, 2], Array[1, 2, 3]], Cube[1, 2].data<long>().ToArray());
        Assert.Equal((Array[1, 0, 3], Array[1, 2, 3]), (Cube[1, 0, 3].item<long>(), Cube[-1, -1, -1].item<long>()));
        Assert.Equal((47L, 23L), (deep[1, 2, 1, 1, 1].item<long>(), deep[0, 2, 1, 1][1].item<long>()));
    }

    [Fact]
    public void Ranges_take_steps_and_count_from_the_end()
    {
        Assert.Equal([1L, 3], Cube[0, 0, TensorIndex.Slice(1, null, 2)].data<long>().ToArray());
        Assert.Equal([2L, 3], Cube[0, 0, TensorIndex.Slice(-2)].data<long>().ToArray());
        Assert.Equal([0L, 1], Cube[TensorIndex.Single(0), TensorIndex.Single(0), (0, 2)].data<long>().ToArray());
        Assert.Equal([2L, 3], Cube[TensorIndex.Single(0), TensorIndex.Single(0), (2, null)].data<long>().ToArray());
        Assert.Equal([2L, 0, 4], Cube[.., 3.., ..].shape);
        Assert.Equal([2L, 3, 2], Cube[TensorIndex.Ellipsis, 1..^1].shape);
    }

    [Fact]
    public void New_axes_and_truth_values_add_a_dimension()
    {
        Assert.Equal([1L, 2, 1, 3, 4], Cube[TensorIndex.None, TensorIndex.Colon, TensorIndex.Null].shape);
        Assert.Equal([1L, 2, 3, 4], Cube[TensorIndex.Bool(true)].shape);
        Assert.Equal([0L, 2, 3, 4], Cube[TensorIndex.Bool(false)].shape);
    }

    [Fact]
    public void Tensors_of_indices_go_together()
    {
        var (rows, columns) = (tensor(new[,] { { 0L, 2 }, { 1, -1 } }), tensor([3L, 0]));
        var picked = Cube[TensorIndex.Single(1), TensorIndex.Tensor(rows), TensorIndex.Tensor(columns)];
        Assert.Equal(new[,] { { Array[1, 0, 3], Array[1, 2, 0] }, { Array[1, 1, 3], Array[1, 2, 0] } }, picked.data<long>().ToNDArray());
        Assert.Equal([4L, 2, 2], Cube[TensorIndex.Colon, TensorIndex.Tensor(rows), TensorIndex.Tensor(columns)].permute(1, 2, 0).reshape(4, 2).unsqueeze(2).expand(4, 2, 2).shape);
        Assert.True(Cube[tensor([1L]), tensor([2L])].Equals(Cube[1, 2].unsqueeze(0)));
        Assert.True(Cube.index(tensor([1L]), tensor([2L])).Equals(Cube.index(TensorIndex.Tensor(tensor([1L])), TensorIndex.Tensor(tensor([2L])))));
    }

    [Theory]
    [InlineData(new long[] { 4 })]
    [InlineData(new long[] { 1, 4 })]
    [InlineData(new long[] { 1, 1, 4 })]
    [InlineData(new long[] { 1, 1, 1 })]
    public void A_value_may_have_leading_ones_where_a_range_or_a_tensor_is_assigned(long[] shape)
    {
        var value = shape[^1] == 1 ? full(shape, 9, int64) : arange(100, 104).reshape(shape);
        var expected = value.reshape(-1).expand(4);
        foreach (var index in new TensorIndex[][] { [TensorIndex.Single(1), TensorIndex.Single(2)], [1, 2, TensorIndex.Colon], [TensorIndex.Tensor(tensor([1L])), TensorIndex.Single(2)] })
        {
            var t = Cube.clone();
            t[index] = value;
            Assert.True(t[1, 2].Equals(expected));
            Assert.True(t[0].Equals(Cube[0]));
        }
    }

    [Fact]
    public void A_value_that_does_not_fit_is_refused()
    {
        Assert.Throws<ExternalException>(() => Cube.clone()[1, ..] = zeros(2, 4, int64));
        // Numbers alone name a tensor that is copied into, which takes no more dimensions than its own.
        Assert.Throws<ExternalException>(() => Cube.clone()[1] = zeros(1, 3, 4, int64));
        Assert.Throws<ExternalException>(() => Cube.clone()[Cube > 5] = zeros(3, int64));
    }

    [Fact]
    public void Every_form_of_assignment_reaches_its_place()
    {
        var t = zeros([2L, 2, 2, 2, 2]);
        t[1] = tensor(1f);
        t[0, 0] = tensor(2f);
        t[0, 0, 1] = tensor(3f);
        t[0, 0, 0, 1] = tensor(4f);
        t[0, 1, 1, 1, 1] = tensor(5f);
        t[tensor([0L]), tensor([1L])] += tensor(10f);
        Assert.Equal([2f, 2, 4, 4, 3, 3, 3, 3, 10, 10, 10, 10, 10, 10, 10, 15], t[0].reshape(-1).data<float>().ToArray());
        Assert.Equal(16f, t[1].sum().item<float>());
    }

    [Fact]
    public void Put_takes_numbers_and_adds_where_that_is_asked()
    {
        var t = zeros(3, int64);
        var twice = tensor([1L, 1]);
        t.index_put_(tensor(5L), twice);
        Assert.Equal([0L, 5, 0], t.data<long>().ToArray());
        t.index_put_(tensor([1L, 2]), [twice], accumulate: true);
        Assert.Equal([0L, 8, 0], t.data<long>().ToArray());
        t.index_put_(tensor([1L, 2]), [TensorIndex.Tensor(twice)], accumulate: true);
        Assert.Equal([0L, 11, 0], t.data<long>().ToArray());
        t.index_put_(7, TensorIndex.Slice(2)).index_put_((Scalar)9, tensor([0L]));
        Assert.Equal([9L, 11, 7], t.data<long>().ToArray());
        t.index_put_(tensor(1L), TensorIndex.Slice(1));
        Assert.Equal([9L, 1, 1], t.data<long>().ToArray());
    }

    [Fact]
    public void A_gradient_flows_through_what_was_picked_and_assigned()
    {
        var x = arange(6, dtype: float64).reshape(2, 3);
        GradientCheck.First(t => t[tensor([1L, 0, 1])].square(), x);
        GradientCheck.First(t => t[t > 2.5].pow(3), x);
        GradientCheck.First(t =>
        {
            var copy = t.clone();
            copy[.., 1] = t[.., 0].square();
            return copy * t;
        }, x);
    }

    private static long[,,] Filled()
    {
        var array = new long[2, 3, 4];
        for (var i = 0; i < 24; i++) array[i / 12, i / 4 % 3, i % 4] = i;
        return array;
    }
}
