using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests;

/// <summary>Seeds, distributions, and the initial values of parameters.</summary>
public sealed class RandomTests
{
    private const int Count = 200_000;

    [Fact]
    public void The_same_seed_draws_the_same_numbers()
    {
        manual_seed(42);
        var (first, second) = (randn(10), randn(10));
        manual_seed(42);
        Assert.True(randn(10).Equals(first));
        Assert.True(randn(10).Equals(second));
        Assert.False(first.Equals(second));
    }

    [Fact]
    public void The_same_seed_makes_the_same_network()
    {
        manual_seed(1);
        var first = Linear(5, 5);
        manual_seed(1);
        Assert.True(Linear(5, 5).weight.Equals(first.weight));
    }

    [Fact]
    public void A_generator_continues_from_a_state_that_was_kept()
    {
        using var generator = new Generator(5);
        var state = generator.get_state();
        var drawn = rand(4, generator: generator);
        generator.set_state(state);
        Assert.True(rand(4, generator: generator).Equals(drawn));
        generator.manual_seed(5);
        Assert.True(rand(4, generator: generator).Equals(drawn));
        Assert.Equal(5, generator.initial_seed());
    }

    [Fact]
    public void A_generator_of_its_own_leaves_the_common_one_alone()
    {
        manual_seed(3);
        var expected = rand(3);
        manual_seed(3);
        using var generator = new Generator(9);
        rand(100, generator: generator);
        Assert.True(rand(3).Equals(expected));
    }

    [Fact]
    public void Normal_numbers_have_their_mean_and_deviation()
    {
        using var generator = new Generator(1);
        var t = normal(2, 3, [Count], float64, generator: generator);
        Assert.Equal(2, t.mean().item<double>(), 0.04);  // six standard errors
        Assert.Equal(3, t.std().item<double>(), 0.03);
    }

    [Fact]
    public void Permutations_and_integers_stay_in_range()
    {
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), randperm(50).data<long>().ToArray().Order());
        var drawn = randint(3, 7, [1000]);
        Assert.Equal((3L, 6L), (drawn.min().item<long>(), drawn.max().item<long>()));
    }

    // Deviations: He's √(2/((1 + a²) fan)), Glorot's √(2/(fan in + fan out)); a uniform one's bound is √3 times that.
    [Theory]
    [InlineData("kaiming_normal", 0.1)]          // fan in 200
    [InlineData("kaiming_normal_fan_out", 0.0447213595499958)]  // fan out 1000
    [InlineData("kaiming_uniform", 0.1)]
    [InlineData("xavier_normal", 0.0408248290463863)]
    [InlineData("xavier_uniform", 0.0408248290463863)]
    [InlineData("tanh_gain", 0.0680413817439772)]
    public void Initial_weights_have_the_deviation_of_their_paper(string name, double deviation)
    {
        manual_seed(4);
        var weight = Parameter(empty(1000, 200));
        switch (name)
        {
            case "kaiming_normal": init.kaiming_normal_(weight, nonlinearity: init.NonlinearityType.ReLU); break;
            case "kaiming_normal_fan_out": init.kaiming_normal_(weight, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU); break;
            case "kaiming_uniform": init.kaiming_uniform_(weight, nonlinearity: init.NonlinearityType.ReLU); break;
            case "xavier_normal": init.xavier_normal_(weight); break;
            case "xavier_uniform": init.xavier_uniform_(weight); break;
            case "tanh_gain": init.xavier_uniform_(weight, init.calculate_gain(init.NonlinearityType.Tanh)); break;
        }
        Assert.True(weight.requires_grad);
        Assert.Equal(0, weight.mean().item<float>() / deviation, 0.015);
        Assert.Equal(1, weight.std().item<float>() / deviation, 0.01);
        if (name.Contains("uniform")) Assert.InRange(weight.abs().max().item<float>() / deviation, 1.7, Math.Sqrt(3) + 1e-6);
    }

    [Fact]
    public void A_new_linear_layer_is_uniform_within_the_inverse_root_of_its_inputs()
    {
        manual_seed(6);
        var layer = Linear(100, 1000);
        Assert.InRange(layer.weight.abs().max().item<float>(), 0.0999, 0.1);
        Assert.InRange(layer.bias!.abs().max().item<float>(), 0.099, 0.1);
        Assert.Equal(0.1 / Math.Sqrt(3), layer.weight.std().item<float>(), 0.0003);
    }

    [Fact]
    public void Constant_initial_values_are_set_under_gradients()
    {
        var weight = Parameter(empty(2, 2));
        init.eye_(weight);
        Assert.Equal([1f, 0f, 0f, 1f], weight.data<float>().ToArray());
        init.constant_(weight, 0.5);
        Assert.Equal(2f, weight.sum().item<float>());
        init.ones_(weight);
        init.zeros_(weight);
        Assert.Equal(0f, weight.abs().max().item<float>());
    }
}
