using Course.Data;
using Course.GradientStatistics;
using Course.Models;
using Course.Objectives;
using Course.Regularization;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.GradientStatistics;

/// <summary>Norms, products and sums of per-sample gradients against the gradients themselves.</summary>
public sealed class PerSampleGradientsTests
{
    public static IEnumerable<object[]> Cases =>
        Networks.All.Keys.SelectMany(name => new object[][] { [name, true, 4096], [name, false, 4096], [name, true, 4] });

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_figure_is_that_of_the_gradients_themselves(string name, bool isClassifier, int chunkSize)
    {
        var objective = Networks.Objective(name, isClassifier, chunkSize: chunkSize);
        var g = Networks.Explicit(objective);
        var w = objective.Parameters.Vector;
        using var samples = PerSampleGradients.Of(objective, w);

        Assert.Equal(Networks.All[name].IsOnePass, samples.IsOnePass);
        Same(g.square().sum(1), samples.SquaredNorms);
        var v = randn(w.numel(), float64);
        Same(g.mv(v), samples.Dots(v));
        Same(g.mean([0]), samples.Mean);
        var c = randn(g.shape[0], float64);
        Same(g.t().mv(c), samples.Combine(c));
        Same(g.square().mean([0]), samples.SecondMoments());
        if (chunkSize >= g.shape[0]) Same(g.mm(g.t()), samples.Gram());
        Assert.Equal((g - g.mean([0])).square().sum().ToDouble() / (g.shape[0] - 1), samples.CovarianceTrace, 1e-8 * samples.CovarianceTrace);
        Assert.Equal((g.square().sum() / g.sum(dim: 0).square().sum()).ToDouble(), samples.Diversity, 1e-8 * samples.Diversity);
    }

    public static TheoryData<string> Convolutions => [.. Networks.All.Where(network => network.Value.Input.Length == 3 && network.Value.IsOnePass).Select(network => network.Key)];

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void In_float32_they_are_the_same_but_for_rounding(string name)
    {
        var objective = Networks.Objective(name, true);
        var g = Networks.Explicit(objective);
        var (v, c) = (randn(objective.Dimension, float64), randn(g.shape[0], float64));
        var rounded = new NetworkObjective(objective.Module.to(float32), Losses.CrossEntropy, new Dataset(objective.Samples.Inputs.@float(), objective.Samples.Targets));
        using var samples = PerSampleGradients.Of(rounded, rounded.Parameters.Vector);
        Assert.True(samples.IsOnePass);
        Numbers.Close(g.square().sum(1), samples.SquaredNorms, 1e-5);
        Numbers.Close(g.mv(v), samples.Dots(v.@float()), 1e-5);
        Numbers.Close(g.t().mv(c), samples.Combine(c), 1e-5);
    }

    [Fact]
    public void Gradients_too_large_to_be_made_of_all_samples_at_once_are_made_of_some_after_the_others()
    {
        manual_seed(7);
        const int Count = 200;
        var network = nn.Sequential(nn.Conv2d(32, 40, 3), nn.Tanh(), nn.AvgPool2d(6), nn.Flatten(), nn.Linear(40, 3)).to(float64);
        var objective = new NetworkObjective(network, Losses.CrossEntropy, new Dataset(randn([Count, 32, 8, 8], float64), randint(0, 3, [Count], int64)));
        var g = Networks.Explicit(objective);
        var (v, c) = (randn(objective.Dimension, float64), randn(Count, float64));
        var rounded = new NetworkObjective(network.to(float32), Losses.CrossEntropy, new Dataset(objective.Samples.Inputs.@float(), objective.Samples.Targets));
        using var samples = PerSampleGradients.Of(rounded, rounded.Parameters.Vector);
        Assert.True(samples.IsOnePass);
        Numbers.Close(g.square().sum(1), samples.SquaredNorms, 1e-5);
        Numbers.Close(g.mv(v), samples.Dots(v.@float()), 1e-5);
        Numbers.Close(g.t().mv(c), samples.Combine(c), 1e-5);
    }

    [Fact]
    public void A_loss_without_a_network_gives_its_gradients_one_by_one()
    {
        var objective = LeastSquares.Generate(samples: 12, features: 4);
        var w = randn(4, float64);
        using var samples = PerSampleGradients.Of(objective, w);
        var g = 2 * objective.Samples.Inputs * (objective.Samples.Inputs.mv(w) - objective.Samples.Targets).unsqueeze(1);
        Assert.False(samples.IsOnePass);
        Same(g.square().sum(1), samples.SquaredNorms);
        Same(g.mean([0]), samples.Mean);
        Same(g.mm(g.t()), samples.Gram());
    }

    [Theory]
    [InlineData("perceptron with tanh", 4)]
    [InlineData("batch norm", 4096)]
    public void They_stay_those_of_their_point_when_training_goes_on(string name, int chunkSize)
    {
        var objective = Networks.Objective(name, true, chunkSize: chunkSize);
        var expected = Networks.Explicit(objective).mean([0]);
        using var samples = PerSampleGradients.Of(objective, objective.Parameters.Vector);
        using (no_grad()) objective.Parameters.Vector.mul_(2);
        objective.Module.call(objective.Samples.Inputs);
        Same(expected, samples.Mean);
    }

    [Fact]
    public void Penalties_belong_to_the_gradient_and_not_to_its_spread()
    {
        var objective = Networks.Objective("perceptron with tanh", true);
        var g = Networks.Explicit(objective);
        objective.Penalties.Add(new L2Penalty(0.3));
        objective.Penalties.Add(new L1Penalty(0.1));
        var w = objective.Parameters.Vector;
        using var samples = PerSampleGradients.Of(objective, w);
        Same(g.square().sum(1), samples.SquaredNorms);
        Same(objective.Gradient(w), samples.Gradient());
        var trace = (g - g.mean([0])).square().sum().ToDouble() / 5;
        Assert.Equal(trace, samples.CovarianceTrace, 1e-9 * trace);
        var squared = objective.Gradient(w).square().sum().ToDouble() - trace / 6;
        Assert.Equal(squared, samples.GradientSquared, 1e-9 * Math.Abs(squared));
    }

    [Theory]
    [InlineData("dropout")]
    [InlineData("batch norm")]
    [InlineData("activation in place")]
    public void Nothing_of_the_network_is_changed(string name)
    {
        var objective = Networks.Objective(name, true);
        objective.Gradient(objective.Parameters.Vector);
        Tensor[] State() => [.. objective.Module.state_dict().Values, objective.Parameters.Gradient, get_rng_state()];
        var before = State().Select(tensor => tensor.clone()).ToArray();
        using (var samples = PerSampleGradients.Of(objective, objective.Parameters.Vector * 2)) samples.Combine(ones(6));
        Assert.True(objective.Module.modules().All(module => module.training));
        Assert.All(before.Zip(State()), pair => Assert.True(pair.First.eq(pair.Second).all().ToBoolean()));
    }

    [Fact]
    public void A_zero_gradient_is_zero_and_one_that_is_no_number_is_none()
    {
        var objective = Networks.Objective("perceptron with tanh", false);
        var w = objective.Parameters.Vector;
        objective.Module.eval();
        using (no_grad()) objective.Samples.Targets.copy_(objective.Module.call(objective.Samples.Inputs));
        using (var still = PerSampleGradients.Of(objective, w)) Assert.Equal(0, still.SquaredNorms.sum().ToDouble());
        using (no_grad()) w[0] = double.NaN;
        using var lost = PerSampleGradients.Of(objective, w);
        Assert.True(lost.SquaredNorms.isnan().all().ToBoolean());
        Assert.True(double.IsNaN(lost.CovarianceTrace));
    }

    [Fact]
    public void A_single_sample_has_a_norm_and_no_spread()
    {
        var objective = Networks.Objective("perceptron with tanh", true, count: 1);
        using var samples = PerSampleGradients.Of(objective, objective.Parameters.Vector);
        Same(Networks.Explicit(objective).square().sum(1), samples.SquaredNorms);
        Assert.Contains("two samples", Assert.Throws<InvalidOperationException>(() => samples.CovarianceTrace).Message);
        Assert.Throws<InvalidOperationException>(() => NoiseScale.Of(samples));
        Assert.Throws<InvalidOperationException>(() => GradientSignalToNoise.Of(objective, objective.Parameters.Vector));
    }

    [Fact]
    public void Losses_and_layers_that_mix_samples_are_refused()
    {
        var inputs = randn([6, 5], float64);
        var targets = randint(0, 3, [6], int64);
        var weights = tensor([1.0, 2.0, 5.0]);
        void Refused(nn.Module<Tensor, Tensor> network, Func<Tensor, Tensor, Tensor> loss)
        {
            var objective = new NetworkObjective(network.to(float64), loss, new Dataset(inputs, targets));
            var error = Assert.Throws<InvalidOperationException>(() => PerSampleGradients.Of(objective, objective.Parameters.Vector));
            Assert.Contains("mean of their losses", error.Message);
        }
        Refused(nn.Linear(5, 3), (outputs, classes) => nn.functional.cross_entropy(outputs, classes, weights));
        Refused(nn.Linear(5, 3), (outputs, classes) => nn.functional.cross_entropy(outputs, classes, reduction: nn.Reduction.Sum));
        Refused(new Centred(), Losses.CrossEntropy);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        var objective = Networks.Objective("perceptron with tanh", true, chunkSize: 4);
        var w = objective.Parameters.Vector;
        Assert.Contains("no mean over samples", Assert.Throws<ArgumentException>(() => PerSampleGradients.Of(new Rosenbrock(), zeros(2, float64))).Message);
        Assert.Throws<ArgumentException>(() => PerSampleGradients.Of(objective, zeros(3, float64)));
        using var samples = PerSampleGradients.Of(objective, w);
        Assert.Throws<ArgumentException>(() => samples.Dots(zeros(3)));
        Assert.Throws<ArgumentException>(() => samples.Combine(zeros(3)));
        Assert.Contains("in one piece", Assert.Throws<InvalidOperationException>(() => samples.Gram()).Message);
    }

    [Fact]
    public void Float32_is_as_good_as_its_precision()
    {
        manual_seed(1);
        var objective = new NetworkObjective(new Mlp(20, 30, 4), Losses.CrossEntropy, new Dataset(randn(50, 20), randint(0, 4, [50], int64)));
        using var samples = PerSampleGradients.Of(objective, objective.Parameters.Vector);
        Assert.True(samples.IsOnePass);
        Numbers.Close(Networks.Explicit(objective).to(float64).square().sum(1), samples.SquaredNorms, 1e-5);
    }

    private sealed class Centred : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear linear = nn.Linear(5, 3);
        public Centred() : base(nameof(Centred)) => RegisterComponents();
        public override Tensor forward(Tensor x) => linear.call(x - x.mean([0], keepdim: true));
    }

    private static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        var scale = expected.abs().max().ToDouble();
        Assert.True((expected - actual).abs().max().ToDouble() <= 1e-8 * scale, $"expected {expected.str()}, got {actual.str()}");
    }
}
