using Course.Landscape;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Landscape;

public sealed class SmoothingTests
{
    [Fact]
    public void Smoothing_lifts_a_quadratic_by_half_of_the_variance_times_the_trace()
    {
        var quadratic = Quadratic.WithSpectrum([8, 4, 2, 1, -0.5], rotationSeed: 2);
        var w = linspace(-1, 1, 5, float64);
        const double σ = 0.3;
        var smoothed = SmoothedLoss.Of(quadratic, w, σ, pairs: 2000);

        Assert.InRange((smoothed.Increase - σ * σ / 2 * 14.5) / smoothed.StandardError, -3, 3);
        // Of zᵀHz the variance is 2 tr H².
        Assert.InRange(smoothed.StandardError / (σ * σ / 2 * Math.Sqrt(2 * 85.25 / 2000)), 0.9, 1.1);
        Assert.Equal(quadratic.Value(w).ToDouble(), smoothed.Loss, 12);
    }

    [Fact]
    public void The_stated_error_covers_the_truth_as_often_as_it_says()
    {
        var quadratic = Quadratic.WithSpectrum([3, 2, 1, 1, 1, 1]);
        var w = ones(6, float64);
        var truth = quadratic.Value(w).ToDouble() + 0.01 / 2 * 9;
        var covered = Enumerable.Range(0, 200).Count(seed => SmoothedLoss.Of(quadratic, w, 0.1, pairs: 60, seed: seed) is var s && Math.Abs(s.Value - truth) <= 1.96 * s.StandardError);

        Assert.InRange(covered, 180, 198);
    }

    [Fact]
    public void The_smoothed_objective_is_a_function_with_derivatives_of_its_own()
    {
        foreach (var objective in LocalGeometryTests.Networks())
        {
            var w = objective.Parameters.Vector.clone();
            var smoothed = new SmoothedObjective(objective, 0.2, pairs: 3, seed: 5);
            var v = randn_like(w);
            var (value, g) = smoothed.ValueAndGradient(w);
            const double ε = 1e-5;

            Assert.Equal(SmoothedLoss.Of(objective, w, 0.2, pairs: 3, seed: 5).Value, value.ToDouble(), 12);
            Assert.Equal(value.ToDouble(), smoothed.Value(w).ToDouble(), 12);
            Assert.Equal(((smoothed.Value(w + ε * v) - smoothed.Value(w - ε * v)) / (2 * ε)).ToDouble(), g.dot(v).ToDouble(), 7);
            Numbers.Close((smoothed.Gradient(w + ε * v) - smoothed.Gradient(w - ε * v)) / (2 * ε), smoothed.HessianVectorProduct(w, v), 1e-7);
        }
    }

    [Fact]
    public void On_a_quadratic_gradient_and_Hessian_stay_and_the_value_has_its_closed_form()
    {
        var quadratic = Quadratic.WithSpectrum([8, 4, 1], rotationSeed: 2);
        var (w, h) = (linspace(-1, 1, 3, float64), quadratic.Hessian(zeros(3, float64)));
        var smoothed = new SmoothedObjective(quadratic, 0.5, pairs: 4, seed: 1);

        Numbers.Close(quadratic.Gradient(w), smoothed.Gradient(w), 1e-12);
        Numbers.Close(h, smoothed.Hessian(w), 1e-12);
        // The lift is the same everywhere, the mean of ½σ² zᵀHz.
        Assert.Equal((smoothed.Value(w) - quadratic.Value(w)).ToDouble(), (smoothed.Value(w + 5) - quadratic.Value(w + 5)).ToDouble(), 10);
    }

    [Fact]
    public void A_rule_runs_through_ripples_that_are_narrower_than_the_smoothing()
    {
        var (bare, smooth) = (tensor(new[] { 2.3 }), tensor(new[] { 2.3 }));
        new Trainer(new Ripples(), bare, new Sgd(), learningRate: 0.02).RunSteps(60);
        new Trainer(new SmoothedObjective(new Ripples(), 0.5, pairs: 64), smooth, new Sgd(), learningRate: 0.1).RunSteps(60);

        Assert.InRange(bare.ToDouble(), 1.5, 3); // caught in a ripple
        Assert.InRange(smooth.ToDouble(), -0.5, 0.5);
    }

    [Fact]
    public void A_width_of_nothing_and_too_few_pairs_are_refused()
    {
        var quadratic = Quadratic.WithSpectrum([1]);

        Assert.Throws<ArgumentOutOfRangeException>(() => SmoothedLoss.Of(quadratic, zeros(1, float64), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SmoothedLoss.Of(quadratic, zeros(1, float64), 1, pairs: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SmoothedObjective(quadratic, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SmoothedObjective(quadratic, 1, pairs: 0));
        Assert.Throws<ArgumentException>(() => new SmoothedObjective(quadratic, 1).Value(zeros(2, float64)));
    }

    /// <summary>½x² + 0.3 cos 10x, with a minimum about every 0.63 where |x| is less than 3.</summary>
    private sealed class Ripples : Objective
    {
        public override long Dimension => 1;

        public override Tensor Value(Tensor w)
        {
            RequireVector(w, nameof(w));
            return (w.square() / 2 + 0.3 * (10 * w).cos()).sum();
        }
    }
}
