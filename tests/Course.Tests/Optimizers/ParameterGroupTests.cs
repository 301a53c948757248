using Course.Models;
using Course.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Optimizers;

public sealed class ParameterGroupTests
{
    private readonly FlatParameters parameters = new(nn.Sequential(("first", nn.Linear(3, 4)), ("norm", nn.LayerNorm(4)), ("second", nn.Linear(4, 2))).to(float64));

    [Fact]
    public void Each_group_s_parameters_take_the_steps_of_its_own_rule_and_learning_rate()
    {
        var groups = new ParameterGroups(
            parameters,
            new("weights", slice => slice.Shape.Count > 1, new Adam().WithDecoupledWeightDecay(0.1)),
            new("biases and norms", _ => true, new HeavyBall()) { LearningRateFactor = 3 });
        var (w, weights, others) = (randn(parameters.Count, float64), new Adam().WithDecoupledWeightDecay(0.1), new HeavyBall());
        var (whole, rest) = (w.clone(), w.clone());
        for (var step = 0; step < 5; step++)
        {
            var g = randn(parameters.Count, float64);
            groups.Step(w, g.clone(), 0.05);
            weights.Step(whole, g.clone(), 0.05);
            others.Step(rest, g.clone(), 0.15);
        }
        foreach (var slice in parameters.Slices)
            Numbers.Close(Part(slice.Shape.Count > 1 ? whole : rest, slice), Part(w, slice), 1e-14);
        Assert.Contains("weights.inner.m", groups.State.Keys);
    }

    [Fact]
    public void A_run_stopped_and_resumed_ends_at_the_same_weights_to_the_bit()
    {
        ParameterGroups Make() => new(parameters, new("matrices", slice => slice.Shape.Count > 1, new Adam()), new("vectors", _ => true, new RmsProp()));
        var (first, second, w) = (Make(), Make(), randn(parameters.Count, float64));
        var g = randn(parameters.Count, float64);
        first.Step(w, g, 0.1);
        var copy = w.clone();
        second.Restore(first.State);
        first.Step(w, g, 0.1);
        second.Step(copy, g, 0.1);
        Assert.Equal(w.Values(), copy.Values());
    }

    [Fact]
    public void Groups_that_do_not_divide_the_network_are_refused()
    {
        Refused("first.bias belongs to no group", new ParameterGroup("weights", slice => slice.Shape.Count > 1, new Sgd()));
        Refused("No parameter belongs to 'nothing'", new("all", _ => true, new Sgd()), new("nothing", _ => true, new Sgd()));
        Refused("different names", new("one", slice => slice.Shape.Count > 1, new Sgd()), new("one", _ => true, new Sgd()));
        Refused("without a dot", new ParameterGroup("one.two", _ => true, new Sgd()));
        var shared = new Adam();
        Refused("share one rule", new("one", slice => slice.Shape.Count > 1, shared), new("two", _ => true, shared));
        Refused("share one rule", new("one", slice => slice.Shape.Count > 1, shared.WithWeightDecay(0.1)), new("two", _ => true, shared));
        var other = Assert.Throws<ArgumentException>(() => new ParameterGroups(parameters, new ParameterGroup("all", _ => true, new Sgd())).Step(zeros(5), zeros(5), 0.1));
        Assert.Contains($"divide {parameters.Count} parameters, and this step's vector has 5", other.Message, StringComparison.Ordinal);
    }

    private void Refused(string why, params ParameterGroup[] groups) =>
        Assert.Contains(why, Assert.Throws<ArgumentException>(() => new ParameterGroups(parameters, groups)).Message, StringComparison.Ordinal);

    private static Tensor Part(Tensor flat, ParameterSlice slice) => flat.narrow(0, slice.Offset, slice.Length);
}
