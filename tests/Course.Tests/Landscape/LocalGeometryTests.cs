using Course.Data;
using Course.Landscape;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Landscape;

public sealed class LocalGeometryTests
{
    [Fact]
    public void Curvature_along_the_gradient_and_the_best_step_agree_with_the_dense_Hessian()
    {
        foreach (var objective in Networks())
        {
            var w = objective.Parameters.Vector;
            var (g, h) = (objective.Gradient(w), objective.Hessian(w));
            var curvature = g.dot(h.mv(g)).ToDouble() / g.dot(g).ToDouble();
            var geometry = GradientGeometry.Of(objective, w);

            Assert.Equal(g.norm().ToDouble(), geometry.Norm, 12);
            Assert.Equal(1, geometry.Curvature / curvature, 8);
            Assert.Equal(1, geometry.BestStep * curvature, 8);
            Assert.Equal(1, geometry.ShareOf(2) / (curvature / 2), 8);
        }
    }

    [Fact]
    public void The_best_step_is_exact_on_a_quadratic_and_endless_where_it_bends_down()
    {
        var ravine = Quadratic.WithSpectrum([4, 1]);
        var w = tensor(new[] { 1.0, 2 }); // g = (4, 2), gᵀg = 20, gᵀHg = 68
        Assert.Equal(20.0 / 68, GradientGeometry.Of(ravine, w).BestStep, 14);
        Assert.Equal(68.0 / 20 / 4, GradientGeometry.Of(ravine, w).ShareOf(4), 14);
        Assert.Equal(double.PositiveInfinity, GradientGeometry.Of(Quadratic.WithSpectrum([-1]), ones(1, float64)).BestStep);
        Assert.True(double.IsNaN(GradientGeometry.Of(ravine, zeros(2, float64)).BestStep));
    }

    [Fact]
    public void The_share_of_a_vector_in_a_subspace_is_that_of_its_components()
    {
        foreach (var objective in Networks())
        {
            var w = objective.Parameters.Vector;
            var (g, vectors) = (objective.Gradient(w), linalg.eigh(objective.Hessian(w)).Item2);
            var inside = vectors.t().mv(g).square();
            var p = inside.shape[0];

            for (var k = 1; k <= p; k += 7)
                Assert.Equal(inside.narrow(0, p - k, k).sum().ToDouble() / inside.sum().ToDouble(), Overlap.Of(vectors.narrow(1, p - k, k), g), 8);
            Assert.Equal(1, Overlap.Of(vectors, g), 8);
        }
    }

    [Fact]
    public void Subspaces_overlap_by_the_squared_cosines_between_them()
    {
        var axes = eye(4, dtype: float64);
        var (cos, sin) = (Math.Cos(0.3), Math.Sin(0.3));
        var turned = tensor(new[,] { { 1, 0 }, { 0, cos }, { 0, sin }, { 0, 0 } });

        Assert.Equal(1, Overlap.Between(axes.narrow(1, 0, 2), axes.narrow(1, 0, 2)), 14);
        Assert.Equal(0, Overlap.Between(axes.narrow(1, 0, 2), axes.narrow(1, 2, 2)), 14);
        Assert.Equal((1 + cos * cos) / 2, Overlap.Between(axes.narrow(1, 0, 2), turned), 14);
        Assert.Equal(1 / Math.Sqrt(2), Overlap.Between(axes.narrow(1, 0, 1), turned), 14);
    }

    [Fact]
    public void Vectors_that_span_nothing_known_are_refused()
    {
        Assert.Contains("orthonormal", Assert.Throws<ArgumentException>(() => Overlap.Of(ones(4, 2), ones(4))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Overlap.Of(ones(4), ones(4)));
        Assert.Throws<ArgumentException>(() => Overlap.Of(eye(4), ones(3)));
        Assert.Throws<ArgumentException>(() => Overlap.Of(eye(4), ones(4, 1)));
        Assert.Throws<ArgumentException>(() => Overlap.Between(eye(4), eye(3)));
        Assert.Throws<ArgumentException>(() => Overlap.Of(full(2, 1, double.NaN), ones(2)));
    }

    [Fact]
    public void A_step_lowers_a_network_as_its_derivatives_say()
    {
        foreach (var objective in Networks())
        {
            var w = objective.Parameters.Vector.clone();
            var (g, h) = (objective.Gradient(w), objective.Hessian(w));
            var step = -0.1 * g + 0.01;
            var decrease = StepDecrease.Of(objective, w, step);
            var slope = g.dot(step).ToDouble();

            Assert.Equal(-slope, decrease.FirstOrder, 12);
            Assert.Equal(-slope - step.dot(h.mv(step)).ToDouble() / 2, decrease.SecondOrder, 10);
            Assert.Equal((objective.Value(w) - objective.Value(w + step)).ToDouble(), decrease.Real, 12);
        }
        var quadratic = Quadratic.WithSpectrum([5, 2, -1], rotationSeed: 1);
        var exact = StepDecrease.Of(quadratic, ones(3, float64), tensor(new[] { 0.5, -1, 2 }));
        Assert.Equal(exact.Real, exact.SecondOrder, 13);
        Assert.Throws<ArgumentException>(() => StepDecrease.Of(quadratic, ones(3, float64), ones(3)));
        Assert.Throws<ArgumentException>(() => StepDecrease.Of(quadratic, ones(3, float64), ones(2, float64)));
    }

    [Fact]
    public void A_network_in_training_mode_is_measured_as_a_function_of_its_weights_alone()
    {
        manual_seed(1);
        var net = nn.Sequential(nn.Linear(2, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Dropout(0.5), nn.Linear(6, 3));
        var objective = new NetworkObjective(net, Losses.CrossEntropy, new Dataset(randn(16, 2), arange(16, int64).remainder(3)));
        var w = objective.Parameters.Vector;
        var random = get_rng_state().Values();
        var buffers = net.named_buffers().Select(named => named.buffer.Values()).ToArray();

        Assert.Equal(GradientGeometry.Of(objective, w), GradientGeometry.Of(objective, w));
        Assert.Equal(StepDecrease.Of(objective, w, 0.1 * w), StepDecrease.Of(objective, w, 0.1 * w));
        Assert.Equal(Sharpness.InBall(objective, w, steps: 3).Value, Sharpness.InBall(objective, w, steps: 3).Value);
        Assert.Equal(SmoothedLoss.Of(objective, w, 0.1, pairs: 3), SmoothedLoss.Of(objective, w, 0.1, pairs: 3));
        Assert.Equal(new SmoothedObjective(objective, 0.1).Value(w).ToDouble(), new SmoothedObjective(objective, 0.1).Value(w).ToDouble());
        Assert.Equal(random, get_rng_state().Values());
        Assert.Equal(buffers, net.named_buffers().Select(named => named.buffer.Values()).ToArray());
        Assert.True(net.training);
    }

    /// <summary>Under 100 parameters in float64: ReLU and tanh, cross-entropy and squares, perceptron and convolution.</summary>
    internal static IEnumerable<NetworkObjective> Networks()
    {
        manual_seed(7);
        var (points, classes) = (randn(20, 3, dtype: float64), arange(20, int64).remainder(3));
        yield return new NetworkObjective(new Mlp(3, 6, 5, 3).to(float64), Losses.CrossEntropy, new Dataset(points, classes));
        yield return new NetworkObjective(new Mlp(() => nn.Tanh(), 3, 6, 2).to(float64), Losses.MeanSquaredError, new Dataset(points, randn(20, 2, dtype: float64)));
        var convolutional = nn.Sequential(nn.Conv2d(1, 3, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(12, 3)).to(float64);
        yield return new NetworkObjective(convolutional, Losses.CrossEntropy, new Dataset(randn(20, 1, 6, 6, dtype: float64), classes));
    }
}
