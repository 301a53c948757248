using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests;

/// <summary>Clipping of gradients, and parameters as one vector.</summary>
public sealed class NnUtilsTests
{
    private static Parameter[] WithGradients(params double[][] gradients) => Array.ConvertAll(gradients, gradient =>
    {
        var parameter = Parameter(zeros(gradient.Length, float64));
        parameter.grad = tensor(gradient);
        return parameter;
    });

    private static double[] Gradients(IEnumerable<Parameter> parameters) => parameters.SelectMany(parameter => parameter.grad!.data<double>().ToArray()).ToArray();

    [Theory]
    [InlineData(2, 13)]
    [InlineData(1, 19)]
    [InlineData(double.PositiveInfinity, 12)]
    [InlineData(0, 2)]  // libtorch: the number of gradients
    public void Clipping_scales_all_gradients_by_their_joint_norm(double order, double norm)
    {
        var parameters = WithGradients([3, 4], [-12]);
        Assert.Equal(norm, nn.utils.clip_grad_norm_(parameters, 1.5, order), 12);
        double[] expected = [3, 4, -12];
        Assert.Equal(expected.Select(g => g * 1.5 / (norm + 1e-6)), Gradients(parameters), (a, b) => Math.Abs(a - b) < (order == 0 ? 1e-6 : 1e-12));  // libtorch's count is a float
    }

    [Fact]
    public void A_norm_within_the_bound_changes_nothing()
    {
        var parameters = WithGradients([3, 4], [0]);
        Assert.Equal(5, nn.utils.clip_grad_norm_([.. parameters, Parameter(ones(2))], 6), 12);
        Assert.Equal([3, 4, 0], Gradients(parameters));
        Assert.Equal(0, nn.utils.clip_grad_norm_([Parameter(ones(2))], 6));
    }

    [Fact]
    public void A_norm_that_is_not_a_number_makes_all_gradients_so()
    {
        var parameters = WithGradients([3, 4], [double.NaN]);
        Assert.Equal(double.NaN, nn.utils.clip_grad_norm_(parameters, 1));
        Assert.All(Gradients(parameters), gradient => Assert.Equal(double.NaN, gradient));
    }

    [Fact]
    public void An_infinite_norm_makes_finite_gradients_zero()
    {
        var parameters = WithGradients([3, 4], [double.PositiveInfinity]);
        Assert.Equal(double.PositiveInfinity, nn.utils.clip_grad_norm_(parameters, 1));
        Assert.Equal([0, 0, double.NaN], Gradients(parameters));
    }

    [Fact]
    public void Values_are_clipped_one_by_one()
    {
        var parameters = WithGradients([3, -4], [0.5]);
        nn.utils.clip_grad_value_([.. parameters, Parameter(ones(2))], 1);
        Assert.Equal([1, -1, 0.5], Gradients(parameters));
    }

    [Fact]
    public void Parameters_become_a_vector_and_again_parameters()
    {
        var (from, to) = (Linear(3, 2), Linear(3, 2));
        var vector = nn.utils.parameters_to_vector(from.parameters());
        Assert.Equal([8L], vector.shape);
        nn.utils.vector_to_parameters(vector, to.parameters());
        Assert.True(from.weight.Equals(to.weight));
        Assert.True(from.bias!.Equals(to.bias!));
        Assert.All(to.parameters(), parameter => Assert.True(parameter.requires_grad && parameter.is_leaf));
    }

    [Fact]
    public void The_vector_of_parameters_carries_their_gradients()
    {
        var layer = Linear(3, 2, dtype: float64);
        var vector = nn.utils.parameters_to_vector(layer.parameters());
        vector.square().sum().backward();
        Assert.True(layer.weight.grad!.allclose(2 * layer.weight));
    }

    [Fact]
    public void Parameters_that_were_a_vector_stay_views_of_it()
    {
        var layer = Linear(3, 2, dtype: float64);
        var vector = zeros(8, float64);
        nn.utils.vector_to_parameters(vector, layer.parameters());
        vector.fill_(0.25);
        Assert.True((layer.weight == 0.25).all().item<bool>());
        using (no_grad()) layer.bias!.fill_(3);
        Assert.Equal(3, vector[7].item<double>());
    }
}
