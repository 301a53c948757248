using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.StandIn;

/// <summary>Where modules do better than the real package's, which lose a shared parameter when they move and repeat a smaller tensor when they load it.</summary>
public sealed class ModuleTests
{
    private sealed class Tied : Module<Tensor, Tensor>
    {
        private readonly Linear first = Linear(2, 2, hasBias: false);
        private readonly Linear second;

        public Tied() : base(nameof(Tied))
        {
            second = Linear(first.weight);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => second.call(first.call(input));
    }

    [Fact]
    public void A_shared_parameter_stays_shared_when_its_modules_move()
    {
        var tied = new Tied();
        tied.call(ones(1, 2)).sum().backward();
        tied.@double();
        Assert.Equal(["first.weight"], tied.named_parameters().Select(pair => pair.name));
        Assert.Same(tied.state_dict()["first.weight"], tied.state_dict()["second.weight"]);
        Assert.Equal(float64, tied.call(ones(1, 2, float64)).dtype);
        Assert.Equal(float64, tied.parameters().Single().grad!.dtype);
    }

    [Fact]
    public void The_channels_of_a_convolution_are_divided_by_its_groups() =>
        Assert.Throws<ExternalException>(() => Conv2d(3, 4, 3, groups: 2));

    [Fact]
    public void A_state_of_another_shape_is_refused_and_one_of_other_names_says_which()
    {
        var error = Assert.Throws<ArgumentException>(() => Linear(3, 2).load_state_dict(Linear(1, 2).state_dict()));
        Assert.Contains("weight is of shape [2, 3], the loaded one of [2, 1]", error.Message, StringComparison.Ordinal);
        var names = Assert.Throws<InvalidOperationException>(() => Linear(3, 2).load_state_dict(Sequential(Linear(3, 2, hasBias: false)).state_dict()));
        Assert.Contains("Missing: [weight, bias], unexpected: [0.weight]", names.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_differs_in_a_state_is_named_at_once_and_nothing_is_loaded()
    {
        var target = Sequential(Linear(3, 2), Linear(2, 4));
        var before = target.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        var shapes = Assert.Throws<ArgumentException>(() => target.load_state_dict(Sequential(Linear(1, 2), Linear(2, 5)).state_dict()));
        Assert.Contains("0.weight is of shape [2, 3], the loaded one of [2, 1]. 1.weight is of shape [4, 2], the loaded one of [5, 2]. 1.bias is of shape [4], the loaded one of [5].", shapes.Message, StringComparison.Ordinal);
        var both = Assert.Throws<InvalidOperationException>(() => target.load_state_dict(Sequential(Linear(1, 2), ReLU(), Linear(2, 4)).state_dict()));
        Assert.Contains("Missing: [1.weight, 1.bias], unexpected: [2.weight, 2.bias]", both.Message, StringComparison.Ordinal);
        Assert.Contains("0.weight is of shape [2, 3], the loaded one of [2, 1].", both.Message, StringComparison.Ordinal);
        Assert.All(target.state_dict(), pair => Assert.True(pair.Value.Equals(before[pair.Key])));
        target.load_state_dict(Sequential(Linear(3, 2), Linear(2, 5)).state_dict(), skip: ["1.weight", "1.bias"]);
    }
}
