using Course.Models;
using Course.Objectives;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Tests.Models;

public sealed class FlatParametersTests
{
    [Fact]
    public void Values_stay_and_changing_the_vector_changes_the_network()
    {
        var net = new Mlp(3, 5, 2);
        var before = net.parameters().SelectMany(p => p.Values()).ToArray();
        var flat = new FlatParameters(net);

        Assert.Equal(before, flat.Vector.Values());
        using (no_grad()) flat.Vector.fill_(0.5);
        Assert.All(net.parameters(), p => Assert.All(p.Values(), value => Assert.Equal(0.5, value)));
        using (no_grad()) net.parameters().First().fill_(2);
        Assert.Equal(2, flat.Vector[0].ToDouble());
        Assert.Equal(0.5, flat.Vector[-1].ToDouble());
    }

    [Fact]
    public void Backward_accumulates_into_the_flat_gradient()
    {
        manual_seed(1);
        var (net, reference) = (new Mlp(3, 5, 2), new Mlp(3, 5, 2));
        reference.load_state_dict(net.state_dict());
        var flat = new FlatParameters(net);
        var x = randn(7, 3);
        for (var pass = 0; pass < 2; pass++)
        {
            net.call(x).square().sum().backward();
            reference.call(x).square().sum().backward();
        }

        Numbers.Close(cat([.. reference.parameters().Select(p => p.grad!.reshape(-1))]), flat.Gradient, 1e-6);
        Assert.NotEqual(0, flat.Gradient.norm().ToDouble());
    }

    [Fact]
    public void Slices_say_where_each_layer_lies()
    {
        var flat = new FlatParameters(new Mlp(3, 5, 2));

        Assert.Equal(3 * 5 + 5 + 5 * 2 + 2, flat.Count);
        Assert.Equal([0L, 15, 20, 30], flat.Slices.Select(slice => slice.Offset));
        Assert.Equal([5L, 3], flat.Slices[0].Shape);
        Assert.Equal(
            ["layers.linear1.weight", "layers.linear1.bias", "layers.linear2.weight", "layers.linear2.bias"], flat.Slices.Select(slice => slice.Name));
        Assert.Equal([5L, 3], flat.Split(flat.Vector)[0].shape);
        Assert.Throws<ArgumentException>(() => flat.Split(zeros(3)));
    }

    [Fact]
    public void A_network_moved_to_another_type_keeps_its_views()
    {
        manual_seed(2);
        var net = new Mlp(3, 5, 2);
        var flat = new FlatParameters(net);
        var values = flat.Vector.Values();
        net.to(ScalarType.Float64);

        Assert.Equal(ScalarType.Float64, flat.Vector.dtype);
        Assert.Equal(values, flat.Vector.Values());
        net.call(ones(1, 3, float64)).sum().backward();
        Assert.NotEqual(0, flat.Gradient.norm().ToDouble());
        using (no_grad()) flat.Vector.zero_();
        Assert.All(net.parameters(), p => Assert.All(p.Values(), value => Assert.Equal(0, value)));
    }

    [Fact]
    public void An_objective_goes_on_after_its_network_was_moved()
    {
        manual_seed(2);
        var net = new Mlp(3, 5, 2);
        var data = new Course.Data.Dataset(randn(4, 3), tensor(new long[] { 0, 1, 0, 1 }));
        var single = new NetworkObjective(net, Losses.CrossEntropy, data);
        var gradient = single.Gradient(single.Parameters.Vector);
        net.to(ScalarType.Float64);
        var doubled = new NetworkObjective(net, Losses.CrossEntropy, new(data.Inputs.@double(), data.Targets));

        Numbers.Close(gradient.@double(), doubled.Gradient(doubled.Parameters.Vector), 1e-6);
    }

    [Fact]
    public void A_gradient_that_was_dropped_is_zero_and_accumulates_again()
    {
        var net = new Mlp(3, 2);
        var flat = new FlatParameters(net);
        net.call(ones(1, 3)).sum().backward();
        net.zero_grad();

        Assert.Equal(0, flat.Gradient.norm().ToDouble());
        net.call(ones(1, 3)).sum().backward();
        Assert.Equal(Enumerable.Repeat(1.0, 8), flat.Gradient.Values());
    }

    [Fact]
    public void Views_outlive_the_scope_that_they_were_made_in()
    {
        FlatParameters flat;
        Mlp net;
        using (NewDisposeScope())
        {
            net = new Mlp(3, 2);
            flat = new FlatParameters(net);
        }

        net.call(ones(1, 3)).sum().backward();
        Assert.Equal(Enumerable.Repeat(1.0, 8), flat.Gradient.Values());
        Assert.Equal(8, flat.Vector.numel());
    }

    [Fact]
    public void A_parameter_shared_by_two_layers_and_a_frozen_one_are_laid_out_once_and_not_at_all()
    {
        var net = new Tied();
        var flat = new FlatParameters(net);
        Assert.Equal(7, flat.Count);

        net.Frozen.requires_grad = false;

        Assert.Equal(4, flat.Count);
        Assert.Single(flat.Slices);
    }

    [Fact]
    public void A_network_without_trainable_parameters_is_refused() =>
        Assert.Throws<ArgumentException>(() => new FlatParameters(nn.ReLU()));

    [Fact]
    public void A_perceptron_flattens_images_and_refuses_senseless_sizes()
    {
        Assert.Equal([6L, 10], new Mlp(12, 5, 10).call(zeros(6, 3, 4)).shape);
        Assert.Throws<ArgumentException>(() => new Mlp(10));
        Assert.Throws<ArgumentException>(() => new Mlp(10, 0, 3));
    }

    private sealed class Tied : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter first = new(zeros(2, 2));
        private readonly Parameter second;
        private readonly Parameter frozen = new(ones(3));

        public Tied() : base(nameof(Tied))
        {
            second = first;
            RegisterComponents();
        }

        public Parameter Frozen => frozen;

        public override Tensor forward(Tensor input) => input.mm(first).mm(second);
    }
}
