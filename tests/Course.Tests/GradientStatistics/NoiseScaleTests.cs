using Course.Data;
using Course.GradientStatistics;
using Course.Objectives;
using Course.Regularization;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.GradientStatistics;

/// <summary>Noise scales against the gradients themselves, against closed forms, and their intervals against the truth over 200 seeds.</summary>
public sealed class NoiseScaleTests
{
    private const int Seeds = 200;

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    public void The_simple_noise_scale_and_its_jackknife_are_those_of_the_gradients_left_out_one_by_one(double strength)
    {
        var objective = Networks.Objective("convolutions", true, count: 9);
        var g = Networks.Explicit(objective);
        if (strength > 0) objective.Penalties.Add(new L2Penalty(strength));
        var w = objective.Parameters.Vector;
        var penalty = objective.Gradient(w) - g.mean([0]);
        var scale = NoiseScale.Of(objective, w);

        (double Trace, double Square) Of(Tensor rows)
        {
            var trace = (rows - rows.mean([0])).square().sum().ToDouble() / (rows.shape[0] - 1);
            return (trace, (rows.mean([0]) + penalty).square().sum().ToDouble() - trace / rows.shape[0]);
        }
        var (trace, square) = Of(g);
        Assert.Equal(trace, scale.CovarianceTrace, 1e-8 * trace);
        Assert.Equal(square, scale.GradientSquared, 1e-8 * Math.Abs(square));
        var left = Enumerable.Range(0, 9).Select(i => Of(g[tensor(Enumerable.Range(0, 9).Where(j => j != i).Select(j => (long)j).ToArray())])).ToArray();
        double Covariance(Func<(double Trace, double Square), double> x, Func<(double Trace, double Square), double> y) =>
            left.Sum(one => (x(one) - left.Average(x)) * (y(one) - left.Average(y))) * 8 / 9;
        var (low, high) = RatioInterval.Of(trace, square, (Covariance(l => l.Trace, l => l.Trace), Covariance(l => l.Trace, l => l.Square), Covariance(l => l.Square, l => l.Square)));
        Assert.Equal(Math.Max(0, low), scale.Low, 1e-7 * Math.Abs(low));
        Assert.Equal(high, scale.High, 1e-7 * high);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.3)]
    public void Its_interval_covers_that_of_linear_regression(double distance)
    {
        // y = xᵀw* + ε with x, ε standard normal: G = 2(w − w*) = 2e, Σ = 4[(‖e‖² + 1) I + eeᵀ]
        const int P = 8, N = 150;
        var truth = (P * (distance * distance + 1) + distance * distance) / (distance * distance);
        var covered = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            using var scope = NewDisposeScope();
            var (objective, w) = Regression(seed, N, P, distance);
            var scale = NoiseScale.Of(objective, w);
            if (scale.Low <= truth && truth <= scale.High) covered++;
        }
        Assert.InRange(covered, 0.90 * Seeds, 0.99 * Seeds);
    }

    [Fact]
    public void With_the_Hessian_it_is_exact_for_no_more_samples_than_probes()
    {
        var objective = Networks.Objective("perceptron with tanh", true, count: 8);
        var w = objective.Parameters.Vector;
        var g = Networks.Explicit(objective);
        objective.Penalties.Add(new L2Penalty(0.1));
        var (hessian, gradient) = (objective.Hessian(w), objective.Gradient(w));
        var centred = g - g.mean([0]);
        var noise = hessian.mm(centred.t().mm(centred) / 7).trace().ToDouble();
        var curvature = gradient.dot(hessian.mv(gradient)).ToDouble() - noise / 8;

        var scale = HessianNoiseScale.Of(objective, w, probes: 8);
        Assert.True(scale.IsExact);
        Assert.Equal(noise, scale.CurvatureOfNoise, 1e-8 * Math.Abs(noise));
        Assert.Equal(curvature, scale.CurvatureOfGradient, 1e-8 * Math.Abs(curvature));
        Assert.Equal(noise / curvature, scale.Value, 1e-8 * Math.Abs(scale.Value));
        Assert.Equal((scale.Value, scale.Value), (scale.Low, scale.High));
    }

    [Fact]
    public void With_the_Hessian_it_is_that_of_evaluation_mode_whatever_mode_the_network_is_in()
    {
        var objective = Networks.Objective("dropout", true, count: 8);
        var w = objective.Parameters.Vector;
        objective.Module.train();
        var training = HessianNoiseScale.Of(objective, w, probes: 8);
        Assert.True(objective.Module.training);
        objective.Module.eval();
        Assert.Equal(HessianNoiseScale.Of(objective, w, probes: 8).Value, training.Value);
    }

    [Fact]
    public void Its_interval_covers_the_figure_without_probes()
    {
        var (objective, w) = Regression(3, 60, 12, 1.5);
        var truth = HessianNoiseScale.Of(objective, w, probes: 60).Value;
        var covered = Enumerable.Range(0, Seeds).Count(seed => HessianNoiseScale.Of(objective, w, seed: seed) is var scale && scale.Low <= truth && truth <= scale.High);
        Assert.InRange(covered, 0.90 * Seeds, 0.99 * Seeds);
    }

    [Fact]
    public void Signal_to_noise_is_that_of_the_gradients_themselves()
    {
        var objective = Networks.Objective("convolutions", false, count: 7);
        var g = Networks.Explicit(objective);
        var ratios = GradientSignalToNoise.Of(objective, objective.Parameters.Vector);
        var mean = g.mean([0]);
        var variance = (g - mean).square().sum(dim: 0) / 6;
        Numbers.Close(where(mean.eq(0), zeros_like(mean), mean.square() / variance), ratios.PerParameter, 1e-8);
        Assert.Equal(1 / NoiseScale.Of(objective, objective.Parameters.Vector).Value, ratios.Overall, 1e-8 * Math.Abs(ratios.Overall));
    }

    [Theory]
    [InlineData(2.0, 1.0, 0.5, 0.25, 0.2, 1.41, 2.93)]
    [InlineData(2.0, 0.5, 0.5, 0, 0.2, 0, double.PositiveInfinity)]
    public void A_ratio_whose_denominator_may_be_zero_reaches_to_infinity(double t, double q, double ofT, double ofTQ, double ofQ, double from, double to)
    {
        var (low, high) = RatioInterval.Of(t, q, (0.01 * ofT, 0.01 * ofTQ, ofQ * (to < 10 ? 0.01 : 1)));
        Assert.InRange(low, from, to);
        if (double.IsInfinity(to)) Assert.Equal(to, high);
        else Assert.Equal(0, Miss(low) + Miss(high), 1e-9);

        double Miss(double r) => Math.Abs((t - r * q) * (t - r * q) - RatioInterval.Normal * RatioInterval.Normal * 0.01 * (ofT - 2 * r * ofTQ + r * r * ofQ));
    }

    private static (NetworkObjective Objective, Tensor W) Regression(long seed, long samples, long features, double distance)
    {
        var random = new RandomStream(seed, 77);
        var x = random.NextGaussians(samples, features);
        var y = random.NextGaussians(samples, 1); // w* = 0
        var objective = new NetworkObjective(nn.Linear(features, 1, hasBias: false).to(float64), Losses.MeanSquaredError, new Dataset(x, y));
        using (no_grad()) objective.Parameters.Vector.fill_(distance / Math.Sqrt(features));
        return (objective, objective.Parameters.Vector);
    }
}
