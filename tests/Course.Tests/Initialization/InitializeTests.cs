using Course.Initialization;
using Course.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Tests.Initialization;

public sealed class InitializeTests
{
    private const double Gain = 1.5;

    public static TheoryData<string> Schemes => [.. schemes.Keys];

    /// <summary>What a scheme does to a network, and the variance of its weights by d_in and d_out.</summary>
    private static readonly Dictionary<string, (Action<nn.Module> Apply, Func<double, double, double> Variance)> schemes = new()
    {
        ["uniform"] = (network => Initialize.Uniform(network, 5), (fanIn, _) => 1 / (3 * fanIn)),
        ["Xavier"] = (network => Initialize.Xavier(network, 5), (fanIn, fanOut) => 2 / (fanIn + fanOut)),
        ["Xavier with a gain"] = (network => Initialize.Xavier(network, 5, Gain), (fanIn, fanOut) => Gain * Gain * 2 / (fanIn + fanOut)),
        ["Kaiming"] = (network => Initialize.Kaiming(network, 5), (fanIn, _) => 2 / fanIn),
        ["Kaiming with a gain"] = (network => Initialize.Kaiming(network, 5, Gain), (fanIn, _) => Gain * Gain / fanIn),
        ["Defazio and Bottou"] = (network => Initialize.DefazioBottou(network, 5), (fanIn, fanOut) => 2 / Math.Sqrt(fanIn * fanOut)),
        ["Defazio and Bottou with a constant"] = (network => Initialize.DefazioBottou(network, 5, 0.7), (fanIn, fanOut) => 0.7 / Math.Sqrt(fanIn * fanOut)),
        ["sparse"] = (network => Initialize.Sparse(network, 5, 20, Gain), (fanIn, _) => Gain * Gain * 20 / fanIn),
        ["orthogonal"] = (network => Initialize.Orthogonal(network, 5, Gain), (fanIn, _) => Gain * Gain / fanIn),
        ["zero"] = (network => Initialize.Zero(network), (_, _) => 0),
    };

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Weights_have_mean_zero_and_the_scheme_s_variance_with_the_fans_of_PyTorch(string scheme)
    {
        var (apply, variance) = schemes[scheme];
        var (linear, convolution) = (nn.Linear(400, 300), nn.Conv2d(60, 80, 3));
        apply(nn.Sequential(linear, convolution));

        Agrees(linear.weight, variance(400, 300));
        Agrees(convolution.weight, variance(60 * 9, 80 * 9)); // fan_in = C_in k², fan_out = C_out k²

        static void Agrees(Tensor weight, double variance)
        {
            // The standard error of a mean square is at most √(k/n) of it, with the kurtosis k of the draws: 3 of a Gaussian, at most 81 of the sparse ones.
            var (n, kurtosis) = (weight.numel(), weight.eq(0).any().ToBoolean() ? 81 : 3);
            Assert.Equal(0, weight.mean().ToDouble(), 4 * Math.Sqrt(variance / n));
            Assert.Equal(variance, weight.square().mean().ToDouble(), 4 * variance * Math.Sqrt((double)kurtosis / n));
        }
    }

    [Fact]
    public void Uniform_weights_fill_the_interval_and_stay_in_it()
    {
        var weight = Initialize.Uniform(nn.Linear(400, 300), seed: 1).weight!;
        Assert.InRange(weight.abs().max().ToDouble(), 0.999 / 20, 1.0 / 20);
    }

    [Theory]
    [InlineData(7, 20)]
    [InlineData(20, 7)]
    [InlineData(13, 13)]
    public void Orthogonal_rows_or_columns_are_orthonormal_times_the_gain(long inputs, long outputs)
    {
        var weight = Initialize.Orthogonal(nn.Linear(inputs, outputs, dtype: float64), seed: 3, Gain).weight!;
        var product = outputs <= inputs ? weight.mm(weight.t()) : weight.t().mm(weight);
        Numbers.Close(Gain * Gain * eye(Math.Min(inputs, outputs), dtype: float64), product, 1e-12);
    }

    [Fact]
    public void An_orthogonal_convolution_is_orthogonal_as_a_matrix_of_its_filters()
    {
        var weight = Initialize.Orthogonal(nn.Conv2d(3, 10, 3, dtype: float64), seed: 3).weight!.view(10, 27);
        Numbers.Close(eye(10, dtype: float64), weight.mm(weight.t()), 1e-12);
    }

    [Fact]
    public void Orthogonal_matrices_are_drawn_without_a_preferred_sign()
    {
        // Left as QR gives them, all the first columns' first elements have one sign.
        var positive = Enumerable.Range(0, 200).Count(seed => Initialize.Orthogonal(nn.Linear(3, 3), seed).weight![0, 0].ToDouble() > 0);
        Assert.InRange(positive, 72, 128); // 100 ± 4 standard deviations
    }

    [Fact]
    public void Each_unit_of_a_sparse_start_has_exactly_the_given_number_of_inputs()
    {
        var (linear, convolution, small) = (nn.Linear(100, 40), nn.Conv2d(8, 12, 3), nn.Linear(6, 40));
        Initialize.Sparse(nn.Sequential(linear, convolution, small), seed: 2);

        Assert.All(Connections(linear.weight!, 1), count => Assert.Equal(15, count));
        Assert.All(Connections(convolution.weight!.view(12, -1), 1), count => Assert.Equal(15, count));
        Assert.All(Connections(small.weight!, 1), count => Assert.Equal(6, count)); // all that there are
        Assert.True(Connections(linear.weight!, 0).Distinct().Count() > 5, "The inputs are used as often as each other: the places are not random.");

        static double[] Connections(Tensor weight, long dimension) => weight.ne(0).sum(dim: dimension).Values();
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Biases_start_at_zero_and_other_layers_are_left_alone_at_any_depth(string scheme)
    {
        var (linear, norm) = (nn.Linear(30, 30), nn.LayerNorm([30]));
        using (no_grad()) norm.weight!.fill_(3);
        schemes[scheme].Apply(nn.Sequential(nn.Sequential(linear, nn.ReLU()), norm));

        Assert.All(linear.bias!.Values(), value => Assert.Equal(0, value));
        Assert.All(norm.weight!.Values(), value => Assert.Equal(3, value));
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Weights_depend_on_the_seed_alone_and_torch_s_own_generator_is_left_as_it_was(string scheme)
    {
        manual_seed(1);
        var (single, @double) = (nn.Linear(20, 20), nn.Linear(20, 20, dtype: float64));
        var before = Generator.Default.get_state().Values();
        schemes[scheme].Apply(single);
        manual_seed(99);
        schemes[scheme].Apply(@double);
        manual_seed(1);
        _ = (nn.Linear(20, 20), nn.Linear(20, 20, dtype: float64));

        Assert.Equal(before, Generator.Default.get_state().Values());
        Assert.Equal(@double.weight!.to(float32).Values(), single.weight!.Values());
    }

    [Fact]
    public void Another_seed_gives_other_weights_and_the_network_itself_is_returned()
    {
        var network = new Mlp(5, 4, 3);
        Assert.Same(network, Initialize.Kaiming(network, seed: 1));
        Assert.NotEqual(First(Initialize.Kaiming(network, seed: 1)), First(Initialize.Kaiming(network, seed: 2)));

        static double[] First(Mlp network) => network.parameters().First().Values();
    }

    [Fact]
    public void Data_dependent_scaling_gives_every_layer_s_outputs_unit_variance_and_changes_nothing_but_the_scale()
    {
        manual_seed(4);
        var inputs = randn(64, 1, 12, 12, float64) * 7 + 2;
        var convolution = nn.Conv2d(1, 6, 3, dtype: float64);
        var network = nn.Sequential(convolution, nn.ReLU(), nn.Flatten(), nn.Linear(600, 50, dtype: float64), nn.Tanh(), nn.Linear(50, 10, dtype: float64));
        var (weight, bias) = (convolution.weight!.clone(), convolution.bias!.clone());

        Assert.Same(network, Initialize.UnitVariance(network, inputs));

        var layers = LayerStatistics.Of(network, inputs);
        Assert.All([layers[0], layers[3], layers[5]], layer => Assert.Equal(1, layer.Deviation, 1e-12));
        var scale = convolution.weight!.Values()[0] / weight.Values()[0];
        Numbers.Close(weight * scale, convolution.weight!, 1e-14);
        Numbers.Close(bias * scale, convolution.bias!, 1e-14);
    }

    [Fact]
    public void Data_dependent_scaling_of_a_layer_that_is_used_twice_happens_once()
    {
        manual_seed(4);
        var twice = nn.Linear(8, 8, dtype: float64);
        var network = nn.Sequential(twice, nn.Tanh(), twice);
        var inputs = randn(32, 8, float64);
        Initialize.UnitVariance(network, inputs);

        Assert.Equal(1, LayerStatistics.Of(network, inputs)[0].Deviation, 1e-12);
    }

    [Fact]
    public void Data_dependent_scaling_of_weights_that_are_zero_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Initialize.UnitVariance(Initialize.Zero(new Mlp(5, 4, 3)), randn(10, 5)));
        Assert.Contains("linear1 have the standard deviation 0 on these 10 inputs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_without_layers_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Initialize.Kaiming(nn.Sequential(nn.ReLU(), nn.LayerNorm([3])), seed: 1));
        Assert.Contains("no linear or convolution layer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gain_a_constant_or_a_number_of_connections_out_of_range_is_refused()
    {
        var layer = nn.Linear(3, 3);
        Assert.Throws<ArgumentOutOfRangeException>("gain", () => Initialize.Xavier(layer, 1, gain: 0));
        Assert.Throws<ArgumentOutOfRangeException>("gain", () => Initialize.Kaiming(layer, 1, gain: -1));
        Assert.Throws<ArgumentOutOfRangeException>("gain", () => Initialize.Orthogonal(layer, 1, gain: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("c", () => Initialize.DefazioBottou(layer, 1, c: double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>("connections", () => Initialize.Sparse(layer, 1, connections: 0));
        Assert.Throws<ArgumentOutOfRangeException>("deviation", () => Initialize.Sparse(layer, 1, deviation: 0));
    }
}
