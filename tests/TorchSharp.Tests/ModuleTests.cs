using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests;

/// <summary>Modules: what they register, and how they move, learn and forget.</summary>
public sealed class ModuleTests
{
    private sealed class Network : Module<Tensor, Tensor>
    {
        private readonly Linear _first = Linear(3, 4);
        private readonly ModuleList<Linear> layers = new(Linear(4, 4), Linear(4, 4));
        private readonly Parameter scale = new(ones(1));
        private readonly Tensor mean = zeros(4);
        private readonly Dropout dropout = Dropout();

        public Network() : base(nameof(Network)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var t = _first.call(input) - mean;
            foreach (var layer in layers) t = layer.call(t);
            return dropout.call(t * scale);
        }
    }

    [Fact]
    public void Components_are_registered_by_the_names_of_their_fields()
    {
        var network = new Network();
        Assert.Equal(["scale", "_first.weight", "_first.bias", "layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"], network.named_parameters().Select(pair => pair.name));
        Assert.Equal(["mean"], network.named_buffers().Select(pair => pair.name));
        Assert.Equal(["_first", "layers", "dropout"], network.named_children().Select(pair => pair.name));
        Assert.Equal(["_first", "layers", "dropout", "layers.0", "layers.1"], network.named_modules().Select(pair => pair.name));
        Assert.True(network.has_parameter("layers.1.bias"));
        Assert.Null(network.get_parameter("layers.2.bias"));
    }

    [Fact]
    public void The_layers_of_a_sequence_are_named_by_their_numbers_or_as_given()
    {
        Assert.Equal(["0.weight", "0.bias", "2.weight"], Sequential(Linear(2, 3), ReLU(), Linear(3, 1, hasBias: false)).named_parameters().Select(pair => pair.name));
        Assert.Equal(["in.weight", "in.bias"], Sequential(("in", Linear(2, 3)), ("act", Tanh())).named_parameters().Select(pair => pair.name));
    }

    [Fact]
    public void A_linear_layer_is_a_matrix_product_and_a_bias()
    {
        var (layer, x) = (Linear(3, 2, dtype: float64), randn(5, 3, float64));
        Assert.True(layer.call(x).allclose(x.mm(layer.weight.t()) + layer.bias!, 0, 1e-14));
    }

    [Fact]
    public void Training_mode_reaches_every_part()
    {
        var network = new Network();
        Assert.True(network.training);
        network.eval();
        Assert.All(network.modules(), module => Assert.False(module.training));
        network.train();
        Assert.All(network.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void Dropout_acts_in_training_only()
    {
        var (layer, x) = (Dropout(0.25), ones(10_000));
        var dropped = layer.call(x);
        Assert.InRange((dropped == 0).sum().item<long>(), 2300, 2700);  // mean 2500, deviation 43
        Assert.Equal(4f / 3, dropped.max().item<float>(), 6);
        layer.eval();
        Assert.True(layer.call(x).Equals(x));
    }

    [Fact]
    public void A_state_goes_from_one_module_to_another()
    {
        var (from, to) = (new Network(), new Network());
        from.eval();
        to.eval();
        var x = randn(2, 3);
        Assert.False(from.call(x).Equals(to.call(x)));
        to.load_state_dict(from.state_dict());
        Assert.True(from.call(x).Equals(to.call(x)));
    }

    [Fact]
    public void A_state_with_other_names_is_refused()
    {
        var state = new Network().state_dict();
        state.Remove("scale");
        Assert.Throws<InvalidOperationException>(() => new Network().load_state_dict(state));
        var (missing, unexpected) = new Network().load_state_dict(state, strict: false);
        Assert.Equal(["scale"], missing);
        Assert.Empty(unexpected);
    }

    [Fact]
    public void Zeroing_gradients_of_a_module_removes_them_and_of_an_optimizer_fills_them_with_zeros()
    {
        var layer = Linear(2, 1);
        layer.call(ones(1, 2)).sum().backward();
        optim.SGD(layer.parameters(), 0.1).zero_grad();
        Assert.Equal([0f, 0f], layer.weight.grad!.data<float>().ToArray());
        layer.zero_grad();
        Assert.Null(layer.weight.grad);
    }

    [Fact]
    public void Apply_visits_every_part_and_the_module_itself_last()
    {
        var names = new List<string>();
        Sequential(Linear(1, 1), ReLU()).apply(module => names.Add(module.GetName()));
        Assert.Equal(["Linear", "ReLU", "Sequential"], names);
    }

    [Fact]
    public void Buffers_and_parameters_move_with_their_module_and_stay_its_fields()
    {
        var network = new Network().to(float64);
        network.eval();
        Assert.All(network.parameters(), parameter => Assert.Equal(float64, parameter.dtype));
        Assert.All(network.buffers(), buffer => Assert.Equal(float64, buffer.dtype));
        Assert.Equal(float64, network.call(ones(1, 3, float64)).dtype);
    }

    [Fact]
    public void A_module_cannot_become_integer() =>
        Assert.Throws<ArgumentException>(() => Linear(1, 1).to(int64));

    [Fact]
    public void Hooks_see_and_change_what_passes_until_they_are_removed()
    {
        var layer = Linear(2, 2);
        var seen = 0;
        var watching = layer.register_forward_pre_hook((_, input) =>
        {
            seen++;
            return input;
        });
        var changing = layer.register_forward_hook((_, _, output) => output * 0);
        Assert.True((layer.call(ones(1, 2)) == 0).all().item<bool>());
        watching.remove();
        changing.remove();
        Assert.False((layer.call(ones(1, 2)) == 0).all().item<bool>());
        Assert.Equal(1, seen);
    }

    [Fact]
    public void A_disposed_module_disposes_its_parameters()
    {
        var network = new Network();
        var parameters = network.parameters().ToList();
        network.Dispose();
        Assert.All(parameters, parameter => Assert.True(parameter.IsInvalid));
    }

    [Fact]
    public void Clipping_scales_all_gradients_by_their_joint_norm()
    {
        var (a, b) = (Parameter(zeros(1, float64)), Parameter(zeros(1, float64)));
        (a.grad, b.grad) = (tensor([3.0]), tensor([4.0]));
        Assert.Equal(5.0, nn.utils.clip_grad_norm_([a, b], 1.0), 12);
        Assert.Equal(0.6, a.grad!.item<double>(), 6);
        Assert.Equal(0.8, b.grad!.item<double>(), 6);
        nn.utils.clip_grad_value_([a, b], 0.7);
        Assert.Equal(0.7, b.grad!.item<double>());
    }

    [Fact]
    public void Parameters_become_a_vector_and_again_parameters()
    {
        var (from, to) = (Linear(3, 2), Linear(3, 2));
        nn.utils.vector_to_parameters(nn.utils.parameters_to_vector(from.parameters()), to.parameters());
        Assert.True(from.weight.Equals(to.weight));
        Assert.True(from.bias!.Equals(to.bias!));
    }
}
