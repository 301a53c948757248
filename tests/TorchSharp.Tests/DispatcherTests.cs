using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>Each kind of argument that an operator's schema knows reaches libtorch.</summary>
public sealed class DispatcherTests
{
    [Fact]
    public void Tensors_and_a_number_reach_the_operator() =>
        Assert.Equal(new[] { 21.0, 42.0 }, tensor([1.0, 2.0]).add(tensor([10.0, 20.0]), alpha: 2).data<double>().ToArray());

    [Fact]
    public void An_integer_number_keeps_an_integer_tensor_integer()
    {
        Assert.Equal(ScalarType.Int64, (tensor([1L, 2L]) * 3).dtype);
        Assert.Equal(ScalarType.Float32, (tensor([1L, 2L]) * 3.5).dtype);
    }

    [Fact]
    public void An_integer_is_taken_where_the_schema_wants_a_real_number() =>
        Assert.Equal([1.0, 1.5, 2.0], linspace(1, 2, 3, float64).data<double>().ToArray());

    [Fact]
    public void A_list_of_integers_and_a_truth_value_reach_the_operator() =>
        Assert.Equal([1L, 3L], ones(2, 3).sum([0L], keepdim: true).shape);

    [Fact]
    public void A_missing_optional_argument_takes_its_default()
    {
        var t = tensor([3.0, -1.0]);
        Assert.Equal([2.0, -1.0], t.clamp(max: 2.0).data<double>().ToArray());
        Assert.Equal([3.0, 0.0], t.clamp(min: 0.0).data<double>().ToArray());
    }

    [Fact]
    public void A_list_of_tensors_reaches_the_operator() =>
        Assert.Equal([1.0, 2.0, 3.0], cat([tensor([1.0]), tensor([2.0, 3.0])]).data<double>().ToArray());

    [Fact]
    public void A_list_of_optional_tensors_reaches_the_operator()
    {
        var t = arange(6).reshape(2, 3);
        Assert.Equal([2L, 0L, 5L, 3L], t[TensorIndex.Colon, TensorIndex.Tensor(tensor([2L, 0L]))].data<long>().ToArray());
    }

    [Fact]
    public void A_text_reaches_the_operator()
    {
        var (quotient, product) = (tensor([7.0]).div(2, RoundingMode.floor), einsum("ij,jk->ik", eye(2), ones(2, 2)));
        Assert.Equal(3.0, quotient.item<double>());
        Assert.Equal([2L, 2L], product.shape);
    }

    [Fact]
    public void A_type_and_a_device_reach_the_operator()
    {
        var t = zeros(2, dtype: int32, device: torch.device("cpu"));
        Assert.Equal(int32, t.dtype);
        Assert.Equal("cpu", t.device.ToString());
        Assert.Equal(float64, t.to(float64).dtype);
    }

    [Fact]
    public void A_generator_reaches_the_operator()
    {
        using var first = new Generator(7);
        using var second = new Generator(7);
        var drawn = rand(5, generator: first);
        Assert.True(drawn.Equals(rand(5, generator: second)));
        Assert.False(drawn.Equals(rand(5, generator: second)));
    }

    [Fact]
    public void Several_results_come_back()
    {
        var (values, indices) = tensor([3.0, 1.0, 2.0]).sort();
        Assert.Equal([1.0, 2.0, 3.0], values.data<double>().ToArray());
        Assert.Equal([1L, 2L, 0L], indices.data<long>().ToArray());
    }

    [Fact]
    public void A_list_of_tensors_comes_back() =>
        Assert.Equal([[0L, 1L], [2L, 3L], [4L]], arange(5).split(2).Select(part => part.data<long>().ToArray()));

    [Fact]
    public void An_error_is_an_exception_with_the_text_of_libtorch()
    {
        var error = Assert.Throws<ExternalException>(() => ones(2, 3).mm(ones(2, 3)));
        Assert.Contains("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", error.Message);
    }

    [Fact]
    public void An_error_in_autograd_is_an_exception_with_the_text_of_libtorch()
    {
        var error = Assert.Throws<ExternalException>(() => ones(2, requires_grad: true).backward());
        Assert.Contains("grad can be implicitly created only for scalar outputs", error.Message);
    }

    [Fact]
    public void After_an_error_the_next_call_works()
    {
        Assert.Throws<ExternalException>(() => zeros(-1));
        Assert.Equal(2f, (ones(2) + 1)[0].item<float>());
    }
}
