using static TorchSharp.torch;

namespace TorchSharp.Tests.StandIn;

/// <summary>Indices of mixed kinds, which the real package takes for others or which end its process.</summary>
public sealed class IndexTests
{
    [Fact]
    public void A_mask_of_two_dimensions_stands_for_both_before_a_number()
    {
        var cube = arange(24).reshape(2, 3, 4);
        var mask = tensor(new[,] { { true, false, false }, { false, true, false } });
        Assert.Equal([1L, 17], cube[TensorIndex.Tensor(mask), 1].data<long>().ToArray());
    }

    [Fact]
    public void Numbers_can_be_added_where_an_index_tensor_and_a_number_point()
    {
        var t = zeros(3, 4, int64);
        t.index_put_(tensor(1L), [TensorIndex.Tensor(tensor([0L, 0L])), TensorIndex.Single(1)], accumulate: true);
        Assert.Equal(2L, t[0, 1].item<long>());
        Assert.Equal(2L, t.sum().item<long>());
    }
}
