using Course.Data;
using Course.Landscape;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Landscape;

public sealed class ReparametrizationTests
{
    [Fact]
    public void Scaled_layers_make_the_same_outputs_and_another_Hessian()
    {
        foreach (var objective in LocalGeometryTests.Networks().Where((_, i) => i != 1)) // all but tanh
        {
            var w = objective.Parameters.Vector.clone();
            var (outputs, h, largest) = (Outputs(objective, w), objective.Hessian(w), Largest(objective, w));
            foreach (var α in new[] { 0.01, 0.3, 7, 100 })
            {
                var other = Reparametrization.Scale(objective, w, layer: 1, α);
                Numbers.Close(outputs, Outputs(objective, other), 1e-12);
                // f(w) = f(Dw) with D = diag(α, 1/α, 1), so that H(Dw) = D⁻¹ H D⁻¹.
                var d = other / w;
                Numbers.Close(h / d.outer(d), objective.Hessian(other), 1e-8 * Math.Pow(Math.Max(α, 1 / α), 2));
            }
            Assert.True(Largest(objective, Reparametrization.Scale(objective, w, 1, 100)) > 100 * largest);
            Assert.Equal(outputs.Values(), Outputs(objective, Reparametrization.Scale(objective, w, 1, 1024)).Values());
        }
    }

    [Fact]
    public void Adaptive_sharpness_does_not_change_with_it_and_that_in_a_ball_does()
    {
        var objective = LocalGeometryTests.Networks().First();
        var w = objective.Parameters.Vector.clone();
        var other = Reparametrization.Scale(objective, w, layer: 2, α: 8);

        Assert.Equal(Sharpness.Adaptive(objective, w, 0.1).Value, Sharpness.Adaptive(objective, other, 0.1).Value, 10);
        Assert.True(Sharpness.InBall(objective, other, 0.1).Value > 3 * Sharpness.InBall(objective, w, 0.1).Value);
    }

    [Fact]
    public void Only_layers_with_a_homogeneous_activation_between_are_scaled()
    {
        var tanh = LocalGeometryTests.Networks().ElementAt(1);
        var relu = LocalGeometryTests.Networks().First();
        var w = relu.Parameters.Vector.clone();

        Assert.Contains("Tanh", Assert.Throws<ArgumentException>(() => Reparametrization.Scale(tanh, tanh.Parameters.Vector, 1, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("1 to 2", Assert.Throws<ArgumentOutOfRangeException>(() => Reparametrization.Scale(relu, w, 3, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Reparametrization.Scale(relu, w, 0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reparametrization.Scale(relu, w, 1, -2));
        Assert.Throws<ArgumentException>(() => Reparametrization.Scale(relu, zeros(3, float64), 1, 2));
        Assert.Equal(w.Values(), relu.Parameters.Vector.Values()); // the network itself stays as it is
    }

    [Fact]
    public void A_frozen_layer_is_no_part_of_the_vector_and_is_named()
    {
        var net = new Mlp(2, 3, 2);
        foreach (var parameter in net.parameters().Take(2)) parameter.requires_grad = false;
        var objective = new NetworkObjective(net, Losses.CrossEntropy, new Dataset(ones(2, 2), zeros(2, int64)));

        Assert.Contains("frozen", Assert.Throws<ArgumentException>(() => Reparametrization.Scale(objective, objective.Parameters.Vector, 1, 2)).Message, StringComparison.Ordinal);
    }

    private static Tensor Outputs(NetworkObjective objective, Tensor w)
    {
        using var still = no_grad();
        return objective.At(w, () => objective.Module.call(objective.Samples.Inputs));
    }

    private static double Largest(Objective objective, Tensor w) => linalg.eigvalsh(objective.Hessian(w)).max().ToDouble();
}
