using Course.Objectives;
using Course.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Theory;

/// <summary>How fast rules come down a quadratic of condition number κ, with the step length and momentum that are best for it (lectures L0, L1, L3).</summary>
public sealed class ConvergenceRateTests
{
    private const double Least = 0.5;

    [Theory]
    [InlineData(4, null)]
    [InlineData(30, 1L)]
    [InlineData(1000, 2L)]
    public void Gradient_descent_with_the_best_step_closes_in_by_κ_less_1_over_κ_plus_1(double κ, long? rotation)
    {
        var most = κ * Least;
        var distances = Distances(κ, rotation, new Sgd(), learningRate: 2 / (most + Least), steps: 200 + 5 * (int)κ);

        // Both ends of the spectrum shrink by just that; what lies between is soon gone, and then every step is the same.
        Assert.Equal((κ - 1) / (κ + 1), distances[^1] / distances[^2], 1e-12);
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(30, 1L)]
    [InlineData(1000, 2L)]
    public void The_heavy_ball_with_the_best_step_and_momentum_closes_in_by_root_κ_less_1_over_root_κ_plus_1(double κ, long? rotation)
    {
        var (root, most) = (Math.Sqrt(κ), κ * Least);
        var rate = (root - 1) / (root + 1);
        var learningRate = Math.Pow(2 / (Math.Sqrt(most) + Math.Sqrt(Least)), 2); // Polyak, 1964

        Assert.Equal(rate, DoubleRootRate(Distances(κ, rotation, new HeavyBall { Momentum = rate * rate }, learningRate, Steps(rate))), 2e-3 * (1 - rate));
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(30, 1L)]
    [InlineData(1000, 2L)]
    public void Nesterovs_method_with_the_step_1_over_L_closes_in_by_1_less_1_over_root_κ(double κ, long? rotation)
    {
        var (root, most) = (Math.Sqrt(κ), κ * Least);
        var rate = 1 - 1 / root;
        var rule = new Nesterov { Momentum = (root - 1) / (root + 1) };

        Assert.Equal(rate, DoubleRootRate(Distances(κ, rotation, rule, 1 / most, Steps(rate))), 2e-3 * (1 - rate));
    }

    [Theory]
    [InlineData(1.99, true)]
    [InlineData(2.01, false)]
    public void Gradient_descent_comes_down_where_the_step_is_below_2_over_L_and_blows_up_above(double step, bool converges)
    {
        var distances = Distances(10, 3, new Sgd(), step / (10 * Least), steps: 2000);

        Assert.Equal(converges, distances[^1] < 1e-6 * distances[0]);
        Assert.Equal(converges, distances[^1] < distances[^2]);
    }

    /// <summary>Enough for the rate to show, and few enough that the distance stays far above the least float64.</summary>
    private static int Steps(double rate) => 2 * (int)Math.Min(1000, 150 / -Math.Log(rate));

    /// <summary>At the best momentum two roots fall together and the distance goes like k rᵏ: from step n to step 2n by 2rⁿ.</summary>
    private static double DoubleRootRate(double[] distances)
    {
        var n = distances.Length / 2;
        return Math.Pow(distances[2 * n] / distances[n] / 2, 1.0 / n);
    }

    /// <summary>The distances from the minimizer, at zero, before each step and after the last.</summary>
    private static double[] Distances(double κ, long? rotation, GradientRule rule, double learningRate, int steps)
    {
        double[] spectrum = [Least, .. Enumerable.Range(1, 6).Select(i => Least * Math.Pow(κ, i / 7.0)), κ * Least];
        var f = Quadratic.WithSpectrum(spectrum, rotation);
        var w = ones(spectrum.Length, float64);
        var g = zeros_like(w);
        var distances = new double[steps + 1];
        using var still = no_grad();
        for (var k = 0; k <= steps; k++)
        {
            distances[k] = linalg.vector_norm(w).ToDouble();
            f.ValueAndGradient(w, g).Dispose();
            rule.Step(w, g, learningRate);
        }
        return distances;
    }
}
