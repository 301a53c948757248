using Course.Initialization;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Theory;

public sealed class InitializationTests
{
    /// <summary>
    /// Kaiming's factor 2 is exact in expectation, whatever the width. One network of width d strays from it by about √(5/d) a layer, so the test takes the mean over
    /// many: of the factor by which a layer changes the signal's second moment, multiplied up over the layers. (The factors of different layers are independent.)
    /// </summary>
    [Fact]
    public void Activations_keep_their_variance_through_fifty_layers_under_Kaiming_with_ReLU()
    {
        const int depth = 50, width = 8, networks = 60_000; // standard error at the last layer √(5 · 50/8/60000) = 2.3 %
        using var all = NewDisposeScope();
        using var still = no_grad();
        var layer = nn.Linear(width, networks * width, hasBias: false); // as many layers of width × width, one below the other
        var signal = ones(networks, width, 1);
        var variance = 1.0;
        for (var depthReached = 1; depthReached <= depth; depthReached++)
        {
            using var scope = NewDisposeScope();
            Initialize.Kaiming(layer, seed: depthReached);
            var next = layer.weight!.view(networks, width, width).bmm(signal).relu();
            var (before, after) = (signal.square().sum(dim: 1), next.square().sum(dim: 1));
            var alive = before.gt(0);
            variance *= (after / before).masked_select(alive).mean().ToDouble();
            Assert.True(variance is > 0.95 and < 1.05, $"variance {variance:F4} after {depthReached} layers");
            signal = next.MoveToOuterDisposeScope();
        }
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    public void Inverted_dropout_keeps_the_mean_in_training_and_does_nothing_in_evaluation(double p)
    {
        manual_seed(8);
        var dropout = nn.Dropout(p);
        var x = ones(1_000_000, float64);
        var dropped = dropout.call(x);

        Assert.Equal(1, dropped.mean().ToDouble(), 4 * Math.Sqrt(p / (1 - p) / 1e6)); // the variance of a unit's output is p/(1 − p)
        Assert.Equal(p, dropped.eq(0).to(float64).mean().ToDouble(), 4 * Math.Sqrt(p * (1 - p) / 1e6));
        dropout.eval();
        Assert.Equal(1e6, dropout.call(x).eq(1).sum().ToDouble());
    }
}
