using static TorchSharp.torch;

namespace TorchSharp.Tests.StandIn;

/// <summary>What errors say where the real package's text names less.</summary>
public sealed class MessageTests
{
    [Fact]
    public void A_device_that_is_not_known_is_named_beside_those_that_are()
    {
        var error = Assert.Throws<ArgumentException>(() => device("gpu:0"));
        Assert.Contains("'gpu:0'", error.Message, StringComparison.Ordinal);
        Assert.Contains("\"cpu\", \"cuda\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("\"cuda:0\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("learning rate: -1. It must be at least 0", -1, 0.9, 0.9)]
    [InlineData("beta1: 1. It must be at least 0 and less than 1", 1, 1, 0.9)]
    [InlineData("rho: 2. It must be from 0 to 1", 1, 0.9, 2)]
    public void A_setting_outside_its_range_is_named_with_its_value_and_the_range(string expected, double lr, double beta1, double rho)
    {
        var error = Assert.Throws<ArgumentException>(() =>
        {
            optim.Adam([nn.Parameter(ones(1))], lr, beta1);
            optim.Adadelta([nn.Parameter(ones(1))], lr, rho);
        });
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
