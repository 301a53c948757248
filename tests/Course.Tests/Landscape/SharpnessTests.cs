using Course.Landscape;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Landscape;

public sealed class SharpnessTests
{
    [Fact]
    public void Keskars_sharpness_is_between_nothing_and_the_largest_value_in_the_corners_of_the_box()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var quadratic = Quadratic.WithSpectrum([9, 3, 1, 0.5, 0.2, 0.1], rotationSeed: seed);
            var w = linspace(-1, 2, 6, float64);
            var (loss, box) = (quadratic.Value(w).ToDouble(), 0.2 * (w.abs() + 1));
            // A convex function is largest in a corner.
            var largest = Enumerable.Range(0, 64).Max(corner => quadratic.Value(w + box * tensor(Enumerable.Range(0, 6).Select(i => (corner >> i & 1) * 2.0 - 1).ToArray())).ToDouble());
            var sharpness = Sharpness.Keskar(quadratic, w, 0.2, seed: seed);
            var truth = (largest - loss) / (1 + loss) * 100;

            Assert.InRange(sharpness.Value, 0.99 * truth, truth * (1 + 1e-12));
            Assert.Equal(quadratic.Value(w + sharpness.Step).ToDouble(), sharpness.WorstLoss, 12);
            Assert.Equal(sharpness.Value, sharpness.Predicted, 9);
            Assert.True((sharpness.Step.abs() <= box * (1 + 1e-12)).all().ToBoolean());
        }
    }

    [Fact]
    public void Keskars_subspace_has_the_dimension_asked_for_and_a_box_of_its_own()
    {
        var quadratic = Quadratic.WithSpectrum([.. Enumerable.Range(1, 30).Select(i => (double)i)], rotationSeed: 1);
        var w = ones(30, float64);
        var one = Sharpness.Keskar(quadratic, w, 0.1, directions: 1, seed: 3);
        // Along one direction a the box is |y| ≤ ε(|aᵀw| + 1), and the step found shows a.
        var a = one.Step / one.Step.norm();

        Assert.Equal(0.1 * (Math.Abs(a.dot(w).ToDouble()) + 1), one.Step.norm().ToDouble(), 12);
        Assert.True(Sharpness.Keskar(quadratic, w, 0.1, directions: 10, seed: 3).Value > one.Value);
        Assert.NotEqual(one.Value, Sharpness.Keskar(quadratic, w, 0.1, directions: 1, seed: 4).Value);
    }

    [Fact]
    public void The_worst_point_of_a_ball_is_found_on_quadratics()
    {
        // At a minimum the maximum is ½ρ²λ_max; where only the gradient is large it is ρ‖g‖ + ½ρ²λ for H = λI; a saddle's negative curvature does not matter.
        var minimum = Sharpness.InBall(Quadratic.WithSpectrum([7, 2, 1, 0], rotationSeed: 1), zeros(4, float64), 0.3, steps: 40);
        var slope = Sharpness.InBall(Quadratic.WithSpectrum([3, 3, 3]), tensor(new[] { 2.0, -1, 2 }), 0.5);
        var saddle = Sharpness.InBall(new StrictSaddle(), zeros(2, float64), 0.1, steps: 40);
        var peak = Sharpness.InBall(Quadratic.WithSpectrum([-1, -2]), zeros(2, float64), 0.1);

        Assert.Equal(0.09 * 7 / 2, minimum.Value, 6);
        Assert.Equal(0.5 * 9 + 0.25 * 3 / 2, slope.Value, 12);
        Assert.Equal(0.01, saddle.Value, 8);
        Assert.Equal(0, peak.Value);
        Assert.InRange(minimum.Step.norm().ToDouble(), 0, 0.3 + 1e-12);
        Assert.Equal(minimum.Value, minimum.Predicted, 12);
        Assert.Contains("at least 0.315", $"{minimum}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_adaptive_ball_is_an_ellipsoid_as_wide_as_the_weights()
    {
        // With δ = |w|u the Hessian becomes diag(|w|) H diag(|w|) = diag(4, 9·0.5), and the gradient |w| H w.
        var quadratic = Quadratic.WithSpectrum([1, 0.5]);
        var w = tensor(new[] { -2.0, 3 });
        var found = Sharpness.Adaptive(quadratic, w, 0.1, steps: 60);
        var largest = Enumerable.Range(0, 100_000).Max(i =>
        {
            var (u, v) = (0.1 * Math.Cos(i * Math.Tau / 1e5), 0.1 * Math.Sin(i * Math.Tau / 1e5));
            return -4 * u + 4.5 * v + (4 * u * u + 4.5 * v * v) / 2;
        });

        Assert.Equal(largest, found.Value, 7);
        Assert.Equal(0, Sharpness.Adaptive(quadratic, zeros(2, float64)).Value); // weights of zero stay
    }

    [Fact]
    public void A_search_finds_more_on_a_network_than_the_first_step_of_it_and_the_same_for_a_seed()
    {
        foreach (var objective in LocalGeometryTests.Networks())
        {
            var w = objective.Parameters.Vector.clone();
            var g = objective.Gradient(w);
            var sam = (objective.Value(w + 0.5 * g / g.norm()) - objective.Value(w)).ToDouble();
            var (one, found) = (Sharpness.InBall(objective, w, 0.5, steps: 1, restarts: 0), Sharpness.InBall(objective, w, 0.5, seed: 1));

            Assert.Equal(sam, one.Value, 12);
            Assert.True(found.Value > one.Value);
            Assert.Equal(found.Value, Sharpness.InBall(objective, w, 0.5, seed: 1).Value);
            Assert.Equal(objective.Value(w + found.Step).ToDouble(), found.WorstLoss, 12);
            Assert.Equal(2, one.Evaluations - 1);
        }
    }

    [Fact]
    public void Neighbourhoods_without_a_size_searches_without_steps_and_too_many_directions_are_refused()
    {
        var (quadratic, w) = (Quadratic.WithSpectrum([1, 2]), zeros(2, float64));

        Assert.Throws<ArgumentOutOfRangeException>(() => Sharpness.InBall(quadratic, w, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sharpness.InBall(quadratic, w, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sharpness.InBall(quadratic, w, steps: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sharpness.Keskar(quadratic, w, directions: 3));
        Assert.Throws<ArgumentException>(() => Sharpness.Adaptive(quadratic, zeros(3, float64)));
    }
}
