using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>Making, reading, indexing and writing tensors, with the real package's traps.</summary>
public sealed class TensorTests
{
    private static readonly Tensor Matrix = arange(12).reshape(3, 4);

    [Fact]
    public void A_mask_of_two_dimensions_stands_for_both_before_another_index()
    {
        var cube = arange(24).reshape(2, 3, 4);
        var mask = tensor(new[,] { { true, false, false }, { false, true, false } });

        // The mask picks the rows (0, 0) and (1, 1), which start at 0 and 16; the indices pick one element of each.
        Assert.Equal([1L, 18], cube[TensorIndex.Tensor(mask), TensorIndex.Tensor(tensor(new long[] { 1, 2 }))].data<long>().ToArray());
        cube[TensorIndex.Tensor(mask), TensorIndex.Tensor(tensor(new long[] { 1, 2 }))] = tensor(-1L);
        Assert.Equal([0L, -1, 2], cube[0, 0, 0..3].data<long>().ToArray());
    }

    [Fact]
    public void A_tensor_filled_with_a_truth_value_counts()
    {
        Assert.Equal(ScalarType.Int64, full(2, true).dtype);
        Assert.Equal(ScalarType.Int64, full(2, 3).dtype);
        Assert.Equal(ScalarType.Float32, full(2, 3.0).dtype);
    }

    [Fact]
    public void The_type_of_an_element_is_that_of_the_number()
    {
        Assert.Equal(float64, tensor(1.0).dtype);
        Assert.Equal(float64, tensor(new[] { 1.0 }).dtype);
        Assert.Equal(float32, tensor(1f).dtype);
        Assert.Equal(int32, tensor(1).dtype);
        Assert.Equal(int64, tensor(1L).dtype);
        Assert.Equal(@bool, tensor(true).dtype);
        Assert.Equal(float32, tensor([1.0, 2.0], dtype: float32).dtype);
        Assert.Equal(float32, zeros(2).dtype);
        Assert.Equal(int64, arange(3).dtype);
        Assert.Equal(float32, arange(0, 1, 0.25).dtype);
    }

    [Fact]
    public void Arrays_of_several_dimensions_keep_their_shape()
    {
        var t = tensor(new[,] { { 1f, 2f, 3f }, { 4f, 5f, 6f } });
        Assert.Equal([2L, 3L], t.shape);
        Assert.Equal(6f, t[1, 2].item<float>());
        Assert.Equal([2L, 1L, 3L], tensor(new[] { 1, 2, 3, 4, 5, 6 }, [2, 1, 3]).shape);
        Assert.Equal([3L, 2L], from_array(new double[3, 2]).shape);
    }

    [Fact]
    public void A_tensor_copies_the_array_it_is_made_of()
    {
        var array = new[] { 1.0, 2.0 };
        var t = tensor(array);
        array[0] = 9;
        Assert.Equal(1.0, t[0].item<double>());
    }

    [Fact]
    public void Data_that_do_not_fit_the_shape_are_refused() =>
        Assert.Throws<ArgumentException>(() => tensor(new[] { 1f, 2f, 3f }, [2, 2]));

    [Fact]
    public void An_item_is_read_in_its_own_type_only()
    {
        Assert.Equal(2.5f, tensor(2.5f).item<float>());
        Assert.Throws<ArgumentException>(() => tensor(2.5f).item<double>());
        Assert.Throws<ArgumentException>(() => tensor([1f, 2f]).item<float>());
        Assert.Equal(2.5, tensor(2.5f).ToDouble());
        Assert.Equal(3, (int)tensor(3L));
    }

    [Fact]
    public void Data_of_a_transposed_view_come_in_its_own_order()
    {
        Assert.Equal([0L, 4L, 8L, 1L, 5L, 9L, 2L, 6L, 10L, 3L, 7L, 11L], Matrix.t().data<long>().ToArray());
        Assert.Equal(6L, Matrix.t().data<long>()[2, 1]);
        Assert.Equal(new long[,] { { 0, 4 }, { 1, 5 } }, Matrix.t()[..2, ..2].data<long>().ToNDArray());
    }

    [Fact]
    public void As_many_elements_are_copied_as_there_are_and_have_room()
    {
        var array = new long[6];
        Matrix.data<long>().CopyTo(array, 4, 5);
        Assert.Equal([0L, 0L, 0L, 0L, 5L, 6L], array);
        Matrix.t().data<long>().CopyTo(array, tensorIndex: 9);
        Assert.Equal([3L, 7L, 11L, 0L, 5L, 6L], array);
    }

    [Fact]
    public void A_number_does_not_widen_a_tensor()
    {
        var t = tensor(1f);
        Tensor[] results = [t + 0.5, 0.5 - t, t * 0.5, t.add(0.5), t.add(0.5, 2), torch.add(t, 0.5, 2), t.sub(0.5), t.mul(0.5), t.div(0.5), t % 0.5, t.pow(0.5), t.xlogy(0.5), torch.xlogy(t, 0.5), t.remainder(0.5), t.clamp(0.5)];
        Assert.All(results, result => Assert.Equal(ScalarType.Float32, result.dtype));
    }

    [Fact]
    public void The_literal_zero_is_a_type_and_a_long_zero_a_dimension()
    {
        Assert.Equal(ScalarType.Byte, Matrix.sum(0).dtype);
        Assert.Equal([4L], Matrix.sum(0L).shape);
        Assert.Equal([4L], Matrix.sum(dim: 0).shape);
    }

    [Fact]
    public void Norms_take_a_dimension_when_given_an_integer()
    {
        var t = tensor(new[,] { { 3.0, 4.0 }, { 6.0, 8.0 } });
        Assert.Equal([5.0, 10.0], t.norm(1).data<double>().ToArray());
        Assert.Equal(Math.Sqrt(125), t.norm().item<double>(), 12);
        Assert.Equal(21.0, t.norm(1f).item<double>());
    }

    [Fact]
    public void Equality_is_of_elements_and_Equals_of_tensors()
    {
        var t = tensor([1, 2]);
        Assert.Equal([true, false], (t == tensor([1, 3])).data<bool>().ToArray());
        Assert.False(t.Equals(tensor([1, 3])));
        Assert.True(t.Equals(tensor([1, 2])));
        Assert.True(t is not null);
    }

    [Fact]
    public void Rows_columns_ranges_and_single_elements_are_indexed()
    {
        Assert.Equal([4L, 5L, 6L, 7L], Matrix[1].data<long>().ToArray());
        Assert.Equal(11L, Matrix[2, 3].item<long>());
        Assert.Equal([1L, 5L, 9L], Matrix[TensorIndex.Colon, 1].data<long>().ToArray());
        Assert.Equal([4L, 5L, 8L, 9L], Matrix[1.., ..2].data<long>().ToArray());
        Assert.Equal([3L, 7L, 11L], Matrix[.., ^1].data<long>().ToArray());
        Assert.Equal([0L, 2L], Matrix[0, TensorIndex.Slice(0, null, 2)].data<long>().ToArray());
        Assert.Equal([2L, 6L, 10L], Matrix[TensorIndex.Ellipsis, 2].data<long>().ToArray());
        Assert.Equal([3L, 1L, 4L], Matrix[TensorIndex.Colon, TensorIndex.None].shape);
    }

    [Fact]
    public void Masks_and_tensors_of_indices_are_indexed()
    {
        Assert.Equal([9L, 10L, 11L], Matrix[Matrix > 8].data<long>().ToArray());
        Assert.Equal([8L, 9L, 10L, 11L, 0L, 1L, 2L, 3L], Matrix[tensor([2L, 0L])].data<long>().ToArray());
        Assert.Equal([1L, 6L], Matrix[tensor([0L, 1L]), tensor([1L, 2L])].data<long>().ToArray());
        Assert.Equal([3L, 1L], Matrix[TensorIndex.Single(0), TensorIndex.Tensor(tensor([3L, 1L]))].data<long>().ToArray());
    }

    [Fact]
    public void Assignment_reaches_what_an_index_names()
    {
        var t = zeros(3, 4, int64);
        t[0, 0] = 5L;
        t[1] = tensor([1L, 2L, 3L, 4L]);
        t[TensorIndex.Colon, ^1] = tensor(7L);
        t[t == 2] = tensor(9L);
        Assert.Equal([5L, 0L, 0L, 7L, 1L, 9L, 3L, 7L, 0L, 0L, 0L, 7L], t.data<long>().ToArray());
    }

    [Fact]
    public void An_index_beyond_the_end_throws_the_text_of_libtorch()
    {
        Assert.Contains("index 3 out of range", Assert.Throws<ExternalException>(() => Matrix[3]).Message);
        Assert.Contains("too many indices", Assert.Throws<ExternalException>(() => Matrix[1, 1, TensorIndex.Colon]).Message);
    }

    [Fact]
    public void Numbers_stand_on_either_side_of_an_operator()
    {
        var t = tensor([1.0, 2.0, 4.0]);
        Assert.Equal([9.0, 8.0, 6.0], (10 - t).data<double>().ToArray());
        Assert.Equal([8.0, 4.0, 2.0], (8.0 / t).data<double>().ToArray());
        Assert.Equal([3.0, 6.0, 12.0], (3f * t).data<double>().ToArray());
        Assert.Equal([1.0, 2.0, 1.0], (t % 3).data<double>().ToArray());
        Assert.Equal([true, true, false], (t < 3).data<bool>().ToArray());
        Assert.Equal([false, true, true], (2 <= t).data<bool>().ToArray());
        Assert.Equal([-1.0, -2.0, -4.0], (-t).data<double>().ToArray());
    }

    [Fact]
    public void In_place_operators_change_and_return_the_tensor_itself()
    {
        var t = ones(2);
        Assert.Same(t, t.add_(1).mul_(3).sub_(tensor([1f, 2f])));
        Assert.Equal([5f, 4f], t.data<float>().ToArray());
    }

    [Fact]
    public void Bytes_are_the_memory_of_the_tensor()
    {
        var t = zeros(2, int32);
        t.bytes = (byte[])[1, 0, 0, 0, 0, 1, 0, 0];
        Assert.Equal([1, 256], t.data<int>().ToArray());
    }

    [Fact]
    public void The_bytes_of_memory_that_is_not_one_piece_or_not_the_CPUs_are_refused()
    {
        Assert.Throws<InvalidOperationException>(() => arange(6).view(2, 3).t().bytes.Length);
        Assert.Throws<InvalidOperationException>(() => zeros(2, device: META).bytes.Length);
    }

    [Fact]
    public void A_tensor_has_an_identity_beside_its_elements()
    {
        var (one, other) = (tensor([1, 2]), tensor([1, 2]));
        Assert.True(one.Equals((object)other));
        Assert.False(one.Equals((object)"text"));
        Assert.Equal(one.GetHashCode(), one.GetHashCode());
        Assert.NotEqual(one.GetHashCode(), other.GetHashCode());
        Assert.Equal(2, new HashSet<Tensor>(ReferenceEqualityComparer.Instance) { one, other, one }.Count);
    }
}
