using Course.Data;
using Course.Initialization;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Tests.Initialization;

public sealed class LayerStatisticsTests
{
    [Fact]
    public void Means_and_deviations_of_outputs_and_gradients_are_those_worked_out_layer_by_layer()
    {
        manual_seed(6);
        var (first, last) = (nn.Linear(5, 8, dtype: float64), nn.Linear(8, 3, dtype: float64));
        var network = nn.Sequential(("first", first), ("activation", nn.ReLU()), ("last", last));
        var batch = new Batch(randn(20, 5, float64), arange(20, int64).remainder(3));

        var layers = LayerStatistics.Of(network, batch, Losses.CrossEntropy);

        var (y, z) = (first.call(batch.Inputs).detach().requires_grad_(), (Tensor)null!);
        z = y.relu();
        var scores = last.call(z);
        var gradients = autograd.grad([Losses.CrossEntropy(scores, batch.Targets)], [y, z, scores]);
        Assert.Equal(["first", "activation", "last"], layers.Select(layer => layer.Layer));
        foreach (var (layer, output, gradient) in layers.Zip([y, z, scores], gradients))
        {
            Assert.Equal(output.mean().ToDouble(), layer.Mean, 1e-14);
            Assert.Equal(output.var(unbiased: false).ToDouble(), layer.Deviation * layer.Deviation, 1e-14);
            Assert.Equal(gradient.mean().ToDouble(), layer.GradientMean, 1e-16);
            Assert.Equal(gradient.var(unbiased: false).ToDouble(), layer.GradientDeviation * layer.GradientDeviation, 1e-16);
        }
        Assert.Null(first.weight!.grad);
    }

    [Fact]
    public void A_unit_is_dead_when_it_is_zero_for_every_sample()
    {
        var layer = nn.Linear(2, 4);
        using (no_grad())
        {
            layer.weight!.fill_(1);
            layer.bias!.copy_(tensor([-10f, -10f, -10f, 0f]));
        }
        var layers = LayerStatistics.Of(nn.Sequential(layer, nn.ReLU()), tensor([1f, 2f, -3f, 2f]).view(2, 2)); // sums 3 and −1
        Assert.Equal([0, 0.75], layers.Select(row => row.DeadShare));
    }

    [Fact]
    public void A_convolution_s_units_are_its_channels()
    {
        var convolution = nn.Conv2d(1, 2, 1);
        using (no_grad())
        {
            convolution.weight!.copy_(tensor([1f, -1f]).view(2, 1, 1, 1));
            convolution.bias!.zero_();
        }
        var layers = LayerStatistics.Of(nn.Sequential(convolution, nn.ReLU()), ones(3, 1, 4, 4));
        Assert.Equal(0.5, layers[1].DeadShare);
        Assert.Equal(0.5, layers[1].Mean);
    }

    [Fact]
    public void The_table_has_the_gradient_s_columns_only_where_a_loss_was_given()
    {
        var network = new Mlp(4, 3, 2);
        var batch = new Batch(randn(6, 4), zeros(6, int64));
        var without = LayerStatistics.Table(LayerStatistics.Of(network, batch.Inputs));
        var with = LayerStatistics.Table(LayerStatistics.Of(network, batch, Losses.CrossEntropy));

        Assert.Equal(["layer", "mean", "standard deviation", "dead units"], without.Columns.Select(column => column.Name));
        Assert.Equal(6, with.Columns.Count);
        Assert.Equal("layers.activation1", with["layer"][1]);
        Assert.Equal(3, with.Rows.Count);
    }

    [Fact]
    public void A_network_works_as_before_once_it_was_looked_at()
    {
        var network = new Mlp(4, 3, 2);
        var inputs = randn(6, 4);
        var before = network.call(inputs).Values();
        LayerStatistics.Of(network, inputs);

        Assert.Equal(before, network.call(inputs).Values());
        Assert.Equal(3, LayerStatistics.Of(network, inputs).Count); // and no hook of the first look is left
    }

    [Fact]
    public void A_network_that_calls_no_modules_is_refused_with_a_word_on_how_to_build_it()
    {
        var error = Assert.Throws<ArgumentException>(() => LayerStatistics.Of(new ByFunctions(), randn(3, 2)));
        Assert.Contains("ByFunctions called none of its layers", error.Message, StringComparison.Ordinal);
        Assert.Contains("call(x) instead of forward(x)", error.Message, StringComparison.Ordinal);
    }

    private sealed class ByFunctions : nn.Module<Tensor, Tensor>
    {
        private readonly Linear layer = nn.Linear(2, 2);

        public ByFunctions() : base(nameof(ByFunctions)) => RegisterComponents();

        public override Tensor forward(Tensor input) => layer.forward(input).relu();
    }
}
