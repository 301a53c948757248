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

    // Means and deviations of each distribution; six standard errors of each.
    public static TheoryData<string, double, double> Distributions => new()
    {
        { "uniform", 1, 2 / Math.Sqrt(12) },
        { "normal", 0.5, 2 },
        { "rand", 0.5, 1 / Math.Sqrt(12) },
        { "randn", 0, 1 },
        { "exponential", 0.5, 0.5 },
        { "bernoulli", 0.3, Math.Sqrt(0.21) },
        { "bernoulli_of", 0.3, Math.Sqrt(0.21) },
        { "randint", 4.5, Math.Sqrt(35.0 / 12) },  // of 2 … 7
        { "multinomial", 1.3, Math.Sqrt(0.81) },  // 0, 1, 2 with 0.3, 0.1, 0.6
    };

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Numbers_have_the_mean_and_the_deviation_of_their_distribution(string name, double mean, double deviation)
    {
        using var generator = new Generator(8);
        var t = empty(Count, float64);
        var drawn = name switch
        {
            "uniform" => t.uniform_(0, 2, generator),
            "normal" => t.normal_(0.5, 2, generator),
            "rand" => rand(Count, float64, generator: generator),
            "randn" => randn([Count], float64, generator: generator),
            "exponential" => t.exponential_(2, generator),
            "bernoulli" => t.bernoulli_(0.3, generator),
            "bernoulli_of" => bernoulli(full_like(t, 0.3), generator),
            "randint" => randint(2, 8, [Count], generator: generator),
            _ => multinomial(tensor([0.3, 0.1, 0.6]), Count, true, generator),
        };
        drawn = drawn.to(float64);
        Assert.Equal(mean, drawn.mean().item<double>(), 6 * deviation / Math.Sqrt(Count));
        Assert.Equal(deviation, drawn.std().item<double>(), 0.02 * deviation);
    }

    [Fact]
    public void Without_a_generator_the_common_one_is_drawn_from()
    {
        var like = zeros(50, float64);
        Func<Tensor>[] draws =
        [
            () => rand(50), () => randn(50), () => rand(5, 10), () => randn(5, 10), () => rand(5, 5, 2), () => randn(5, 5, 2), () => rand(5, 5, 2, 1), () => randn(5, 5, 2, 1),
            () => rand([50L]), () => randn([50L]), () => randint(9, [50]), () => randperm(50), () => rand_like(like), () => randn_like(like),
            () => like.randn_like(), () => normal(0, 1, [50]),
            () => (like + 0.5).bernoulli(), () => (like + 1).multinomial(50),
        ];
        foreach (var draw in draws)
        {
            manual_seed(11);
            var (first, second) = (draw(), draw());
            Assert.Equal(50, first.numel());
            Assert.False(first.Equals(second));
            manual_seed(11);
            Assert.True(draw().Equals(first));
        }
    }

    [Fact]
    public void The_common_generator_continues_from_a_state_that_was_kept()
    {
        var state = get_rng_state();
        var drawn = rand(4);
        set_rng_state(state);
        Assert.True(rand(4).Equals(drawn));
    }

    [Fact]
    public void A_seed_is_remembered()
    {
        Assert.Equal(77, manual_seed(77).initial_seed());
        Assert.Equal(77, initial_seed());
        using var generator = new Generator(5);
        Assert.Equal(DeviceType.CPU, generator.device.type);
        Assert.Equal(78, manual_seed(78).initial_seed());
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
