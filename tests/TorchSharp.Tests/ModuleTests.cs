using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.init;

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
    public void A_convolution_tells_how_it_goes_over_its_input()
    {
        Convolution all = Conv2d(4, 6, (3, 2), (2, 1), (1, 2), (2, 1), PaddingModes.Reflect, groups: 2);
        Assert.Equal((4, 6, 2, PaddingModes.Reflect), (all.in_channels, all.out_channels, all.groups, all.padding_mode));
        Assert.Equal([[3, 2], [2, 1], [2, 1], [1, 2]], [all.kernel_size, all.stride, all.dilation, all.padding!]);
        Assert.Null(all.padding_type);
        var same = Conv2d(4, 6, 2, Padding.Same);
        Assert.Equal(Padding.Same, same.padding_type);
        Assert.Null(same.padding);
    }

    [Fact]
    public void Components_are_registered_by_the_names_of_their_fields()
    {
        var network = new Network();
        Assert.Equal(["scale", "_first.weight", "_first.bias", "layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"], network.named_parameters().Select(pair => pair.name));
        Assert.Equal(["mean"], network.named_buffers().Select(pair => pair.name));
        Assert.Equal(["_first", "layers", "dropout"], network.named_children().Select(pair => pair.name));
        Assert.Equal(["_first", "layers", "dropout", "layers.0", "layers.1"], network.named_modules().Select(pair => pair.name));
    }

    [Fact]
    public void The_layers_of_a_sequence_are_named_by_their_numbers_or_as_given()
    {
        Assert.Equal(["0.weight", "0.bias", "2.weight"], Sequential(Linear(2, 3), ReLU(), Linear(3, 1, hasBias: false)).named_parameters().Select(pair => pair.name));
        Assert.Equal(["in.weight", "in.bias"], Sequential(("in", Linear(2, 3)), ("act", Tanh())).named_parameters().Select(pair => pair.name));
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
        var kinds = new List<Type>();
        Sequential(Linear(1, 1), ReLU()).apply(module => kinds.Add(module.GetType()));
        Assert.Equal([typeof(Linear), typeof(ReLU), typeof(Sequential)], kinds);
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
        Assert.Throws<ArgumentException>(() => new Network().to(int64));

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
    public void Hooks_run_in_order_around_forward_and_those_that_give_null_change_nothing()
    {
        var order = new List<string>();
        var loss = L1Loss(Reduction.Sum);
        loss.register_forward_pre_hook((_, x, y) =>
        {
            order.Add("pre");
            return (x, y * 100);
        });
        loss.register_forward_pre_hook((_, _, y) =>
        {
            order.Add($"pre {y.item<float>()}");
            return null;
        });
        loss.register_forward_hook((_, x, y, result) =>
        {
            order.Add("post");
            return result + x - y;
        });
        loss.register_forward_hook((_, _, _, _) => null!);
        Assert.Equal(99 + 1 - 100, loss.call(tensor(1f), tensor(1f)).item<float>());
        Assert.Equal(["pre", "pre 100", "post"], order);
    }

    [Fact]
    public void A_hook_may_take_itself_away()
    {
        var (layer, calls) = (Linear(1, 1), 0);
        HookableModule<Func<Module<Tensor, Tensor>, Tensor, Tensor>, Func<Module<Tensor, Tensor>, Tensor, Tensor, Tensor>>.HookRemover? once = null;
        once = layer.register_forward_hook((_, _, output) =>
        {
            calls++;
            once!.remove();
            return output;
        });
        layer.call(ones(1));
        layer.call(ones(1));
        once.remove();
        Assert.Equal(1, calls);
    }

    [Fact]
    public void A_loss_has_hooks_too()
    {
        var loss = MSELoss();
        var hook = loss.register_forward_pre_hook((_, prediction, target) => (prediction + 1, target));
        Assert.Equal(1, loss.call(zeros(3), zeros(3)).item<float>());
        hook.remove();
        Assert.Equal(0, loss.call(zeros(3), zeros(3)).item<float>());
    }

    private sealed class Tied : Module<Tensor, Tensor>
    {
        private readonly Linear first = Linear(2, 2, hasBias: false);
        private readonly Linear second;
        private readonly Tensor fixed_ = ones(2);

        public Tied() : base(nameof(Tied))
        {
            second = Linear(first.weight);
            register_buffer("passing", zeros(3), persistent: false);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => second.call(first.call(input)) + fixed_;
    }

    [Fact]
    public void A_shared_parameter_is_listed_once_and_saved_under_both_names()
    {
        var tied = new Tied();
        Assert.Equal(["first.weight"], tied.named_parameters().Select(pair => pair.name));
        Assert.Equal(["first.weight", "fixed_", "second.weight"], tied.state_dict().Keys);
        Assert.Same(tied.state_dict()["first.weight"], tied.state_dict()["second.weight"]);
        Assert.Equal(["part.first.weight", "part.fixed_", "part.second.weight"], tied.state_dict(prefix: "part").Keys);
    }

    [Fact]
    public void A_buffer_that_is_not_persistent_is_not_listed() =>
        Assert.Equal(["fixed_"], new Tied().named_buffers().Select(pair => pair.name));

    [Fact]
    public void A_component_is_registered_once_under_a_name_without_dots()
    {
        var tied = new Tied();
        Assert.Throws<InvalidOperationException>(() => tied.register_buffer("passing", zeros(1)));
        Assert.Throws<ArgumentNullException>(() => tied.register_buffer("none", null!));
        Assert.Throws<InvalidOperationException>(() => tied.register_module("first", ReLU()));
        Assert.Throws<ArgumentException>(() => tied.register_module("a.b", ReLU()));
        Assert.Throws<ArgumentException>(() => tied.register_module("", ReLU()));
        Assert.Throws<InvalidOperationException>(() => { Parameter p = Parameter(zeros(1)); tied.register_parameter("p", p); tied.register_parameter("p", p); });
    }

    [Fact]
    public void A_sequence_grows()
    {
        var sequence = Sequential().append("a.b", Linear(1, 2)).append(ReLU()).append("a.b", Linear(2, 3));  // names are as given
        Assert.Equal(["a.b", "1", "a.b"], sequence.named_children().Select(pair => pair.name));
        Assert.Equal([4L, 3L], sequence.call(ones(4, 1)).shape);
        Assert.Equal(3, sequence.Count);
        Assert.IsType<ReLU>(sequence[1]);
        var x = ones(2);
        Assert.True(Sequential().call(x).Equals(x));
    }

    [Fact]
    public void A_list_names_what_it_held_when_its_owner_was_made()
    {
        var network = new Network();
        Assert.Equal(2, network.named_children().Single(pair => pair.name == "layers").module.children().Count());
        var list = ModuleList(Linear(1, 1), Linear(1, 1));
        list.append(Linear(1, 1));
        list.Add(Linear(1, 1));
        list[0] = Linear(1, 2);
        Assert.Equal([2L, 1L, 1L, 1L], list.Select(layer => layer.out_features));
        Assert.Empty(list.parameters());  // no owner yet
    }

    [Fact]
    public void A_module_that_moves_keeps_its_gradients_and_what_is_frozen()
    {
        var layer = Linear(2, 1);
        layer.call(ones(1, 2)).sum().backward();
        layer.bias!.requires_grad = false;
        layer.@double();
        Assert.Equal([1.0, 1.0], layer.weight.grad!.data<double>().ToArray());
        Assert.True(layer.weight.requires_grad && layer.weight.is_leaf);
        Assert.False(layer.bias!.requires_grad);
        Assert.Same(layer.weight, layer.state_dict()["weight"]);
        Assert.Same(layer, layer.to(float64));
    }

    [Fact]
    public void Counts_stay_whole_numbers_when_their_module_changes_its_type()
    {
        var norm = BatchNorm1d(2).to(float64);
        Assert.Equal(["weight", "bias"], norm.named_parameters().Select(pair => pair.name));
        Assert.Equal(["running_mean", "running_var", "num_batches_tracked"], norm.named_buffers().Select(pair => pair.name));
        Assert.Equal(int64, norm.num_batches_tracked!.dtype);
        Assert.Equal(float64, norm.running_mean!.dtype);
        Assert.Same(norm.running_var, norm.state_dict()["running_var"]);
    }

    [Fact]
    public void Resetting_a_normalization_forgets_all_it_has_seen()
    {
        var norm = BatchNorm1d(2);
        norm.call(randn(5, 2) * 3 + 1);
        norm.reset_running_stats();
        var fresh = BatchNorm1d(2).state_dict();
        Assert.All(norm.state_dict(), pair => Assert.True(pair.Value.Equals(fresh[pair.Key])));
    }

    [Fact]
    public void Layers_say_what_shape_they_expected()
    {
        Assert.Throws<ArgumentException>(() => Conv2d(3, 2, 1).call(zeros(1, 2, 4, 4)));
        Assert.Throws<ArgumentException>(() => Conv2d(3, 2, 1).call(zeros(3, 4)));
        Assert.Throws<ArgumentException>(() => Conv2d(3, 2, 3, Padding.Same, stride: 2));
        Assert.Throws<ArgumentException>(() => BatchNorm1d(2).call(zeros(1, 2, 4, 4)));
        Assert.Throws<ArgumentException>(() => BatchNorm2d(2).call(zeros(3, 2)));
        Assert.Throws<ArgumentException>(() => InstanceNorm2d(2).call(zeros(2, 4)));
        Assert.Throws<ArgumentException>(() => InstanceNorm2d(2).call(zeros(1, 3, 4, 4)));
        Assert.Throws<ArgumentException>(() => GroupNorm(1, 2).call(zeros(3, 2)));
        Assert.Throws<ArgumentException>(() => functional.one_hot(tensor([0, 1])));
        Assert.Throws<ExternalException>(() => Linear(3, 2).call(zeros(1, 2)));
        Assert.Throws<ExternalException>(() => Embedding(3, 2).call(tensor([3L])));
        var table = Embedding(3, 2, sparse: true);
        table.call(tensor([1L, 1L])).sum().backward();
        Assert.True(table.weight!.grad!.is_sparse && !table.weight.is_sparse);
        Assert.Throws<ExternalException>(() => functional.cross_entropy(zeros(2, 3), tensor([0, 1])));  // int32
        Assert.Throws<ExternalException>(() => functional.dropout(zeros(2), 1.5, training: false));
    }

    [Fact]
    public void One_hot_rows_have_a_one_at_their_label()
    {
        Assert.True(functional.one_hot(tensor([2L, 0L])).Equals(tensor(new[,] { { 0L, 0L, 1L }, { 1L, 0L, 0L } })));
        Assert.Equal([2L, 5L], functional.one_hot(tensor([2L, 0L]), 5).shape);
    }

    [Fact]
    public void Attention_has_one_mask_and_a_probability_of_dropout()
    {
        var x = ones(1, 2, 2);
        Assert.Throws<ArgumentException>(() => functional.scaled_dot_product_attention(x, x, x, ones(2, 2), is_casual: true));
        Assert.Throws<ArgumentException>(() => functional.scaled_dot_product_attention(x, x, x, p: -0.1));
        Assert.Equal(0, functional.scaled_dot_product_attention(x, x, x, p: 1).abs().sum().item<float>());
    }

    [Fact]
    public void A_disposed_module_disposes_its_parameters()
    {
        var network = new Network();
        var parameters = network.parameters().ToList();
        network.Dispose();
        Assert.All(parameters, parameter => Assert.True(parameter.IsInvalid));
    }
}
