using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.StandIn;

/// <summary>What attention can do beyond the real package's fused operator, whose backward has no derivative.</summary>
public sealed class AttentionTests
{
    public static TheoryData<string> Names => new(NnReferenceTests.Attention);

    [Theory]
    [MemberData(nameof(Names))]
    public void Attention_has_the_second_derivatives_of_its_gradients_differences(string name) => NnReferenceTests.CheckSecond(name);

    [Fact]
    public void Who_may_look_nowhere_attends_to_nothing()
    {
        var (query, value) = (randn(2, 3, float64).requires_grad_(), ones(4, 1, float64));
        var mask = tensor([false, false, false, false, true, true, false, false], [2, 4]);
        var seen = functional.scaled_dot_product_attention(query, randn(4, 3, float64), value, mask);
        Assert.Equal([0, 1], seen.data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-15);
        seen.sum().backward();
        Assert.True(query.grad!.isfinite().all().item<bool>());
    }
}
