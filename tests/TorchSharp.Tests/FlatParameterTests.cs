using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests;

/// <summary>Parameters and gradients as views of one vector each, on which the course's library is built.</summary>
public sealed class FlatParameterTests
{
    private static (Modules.Sequential Model, Tensor Vector, Tensor Gradient) Flat()
    {
        var model = Sequential(Linear(3, 4, dtype: float64), Tanh(), Linear(4, 2, dtype: float64));
        using var _ = no_grad();
        var vector = nn.utils.parameters_to_vector(model.parameters()).detach();
        var gradient = zeros_like(vector);
        var start = 0L;
        foreach (var parameter in model.parameters())
        {
            var (size, shape) = (parameter.numel(), parameter.shape);
            parameter.set_(vector.narrow(0, start, size).view(shape));
            parameter.grad = gradient.narrow(0, start, size).view(shape);
            start += size;
        }
        return (model, vector, gradient);
    }

    [Fact]
    public void A_change_of_the_vector_changes_the_model()
    {
        var (model, vector, _) = Flat();
        vector.fill_(0.5);
        Assert.All(model.parameters(), parameter => Assert.True((parameter == 0.5).all().item<bool>()));
    }

    [Fact]
    public void Backward_accumulates_into_the_views()
    {
        var (model, _, gradient) = Flat();
        var x = randn(5, 3, float64);
        var expected = nn.utils.parameters_to_vector(autograd.grad([model.call(x).square().sum()], model.parameters().ToArray()).Select(g => new Modules.Parameter(g)));
        model.call(x).square().sum().backward();
        Assert.True(gradient.allclose(expected, 0, 1e-12));
        model.call(x).square().sum().backward();
        Assert.True(gradient.allclose(2 * expected, 0, 1e-12));
    }

    [Fact]
    public void An_optimizer_changes_the_vector()
    {
        var (model, vector, gradient) = Flat();
        var before = vector.clone();
        model.call(ones(1, 3, float64)).sum().backward();
        optim.SGD(model.parameters(), 0.1).step();
        Assert.True(vector.allclose(before - 0.1 * gradient, 0, 1e-15));
    }

    [Fact]
    public void A_moved_module_has_new_parameters_that_keep_gradient_and_requirement()
    {
        var (model, vector, _) = Flat();
        model.call(ones(1, 3, float64)).sum().backward();
        var (names, gradients) = (model.named_parameters().Select(pair => pair.name).ToArray(), model.parameters().Select(p => p.grad!.to(float32)).ToArray());
        ((Modules.Linear)model[2]).bias!.requires_grad = false;
        model.to(float32);
        Assert.Equal(names, model.named_parameters().Select(pair => pair.name));
        Assert.All(model.parameters(), parameter => Assert.Equal(float32, parameter.dtype));
        Assert.All(model.parameters(), parameter => Assert.True(parameter.is_leaf));
        Assert.Equal([true, true, true, false], model.parameters().Select(parameter => parameter.requires_grad));
        Assert.All(model.parameters().Zip(gradients), pair => Assert.True(pair.First.grad!.Equals(pair.Second)));
        Assert.Equal(float64, vector.dtype);
    }

    [Fact]
    public void A_move_to_the_same_type_keeps_the_views()
    {
        var (model, vector, _) = Flat();
        model.to(float64).cpu();
        vector.fill_(2);
        Assert.True((model.parameters().First() == 2.0).all().item<bool>());
    }
}
