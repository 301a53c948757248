using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Models;

public sealed class UndisturbedTests
{
    [Fact]
    public void What_a_measurement_disturbs_is_as_before_when_the_guard_is_gone()
    {
        manual_seed(1);
        var frozen = nn.BatchNorm1d(4);
        var net = nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4), frozen, nn.Dropout(0.5), nn.Linear(4, 3));
        frozen.eval();
        var objective = new NetworkObjective(net, Losses.CrossEntropy, new Dataset(randn(8, 2), zeros(8, int64)));
        objective.ValueAndGradient(objective.Parameters.Vector, objective.Parameters.Gradient);
        var gradient = objective.Parameters.Gradient.Values();
        var buffers = net.named_buffers().Select(named => named.buffer.Values()).ToArray();
        var random = get_rng_state().Values();

        using (Undisturbed.Of(objective))
        {
            Assert.DoesNotContain(net.modules().Append(net), module => module.training);
            net.train(); // from here on everything is disturbed
            using (var loss = net.call(randn(8, 2)).sum()) loss.backward();
            net.zero_grad();
            using (var loss = net.call(randn(8, 2)).sum()) loss.backward();
        }

        Assert.Equal(random, get_rng_state().Values());
        Assert.Equal(buffers, net.named_buffers().Select(named => named.buffer.Values()).ToArray());
        Assert.Equal(gradient, objective.Parameters.Gradient.Values());
        Assert.True(net.training);
        Assert.Same(frozen, Assert.Single(net.modules(), module => !module.training));
        Assert.Equal(gradient[0], net.parameters().First().grad!.flatten()[0].ToDouble());
    }

    [Fact]
    public void A_gradient_that_was_not_there_is_not_there_afterwards_and_nothing_is_left_behind()
    {
        var net = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3));
        Disturb();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 3; i++) Disturb();

        Assert.InRange(Tensor.TotalCount - before, long.MinValue, 0);

        void Disturb()
        {
            using (new Undisturbed(net))
            {
                using var scope = NewDisposeScope();
                net.call(ones(3, 2)).square().sum().backward();
            }
            foreach (var parameter in net.parameters()) Assert.Null(parameter.grad);
        }
    }

    [Fact]
    public void A_closed_form_needs_no_guard() => Assert.Null(Undisturbed.Of(new Rosenbrock()));
}
