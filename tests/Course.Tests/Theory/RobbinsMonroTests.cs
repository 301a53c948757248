using Course.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Theory;

/// <summary>
/// Robbins and Monro's conditions on the learning rate, Σηₖ = ∞ and Σηₖ² &lt; ∞ (lectures L1, L3), on f(w) = ½w² with gradients w + ε of unit
/// noise: many runs at once, one a coordinate. The mean square after a step is (1 − η)² E + η², which has closed forms.
/// </summary>
public sealed class RobbinsMonroTests
{
    private const int Runs = 20_000;
    private const double Start = 3;

    [Fact]
    public void One_over_k_meets_both_and_the_error_goes_to_zero_as_fast_as_a_mean_of_samples()
    {
        foreach (var steps in (int[])[10, 100, 400])
        {
            var w = Run(steps, k => 1.0 / k); // w is then minus the mean of the noise so far
            AssertMean(0, 1.0 / steps, w);
            AssertMeanSquare(1.0 / steps, w);
        }
    }

    [Fact]
    public void A_constant_rate_has_squares_without_a_finite_sum_and_the_error_stays()
    {
        foreach (var η in (double[])[0.1, 0.5])
            AssertMeanSquare(η / (2 - η), Run(300, _ => η)); // the fixed point of (1 − η)² E + η²
    }

    [Fact]
    public void One_over_k_squared_has_a_finite_sum_and_never_arrives()
    {
        const int steps = 400;
        const double c = 0.5;
        // Π (1 − c/k²) over all k is sin(π√c)/(π√c), 0.358; those after the last step, of about exp(−c/steps), are not made.
        var left = Start * Math.Sin(Math.PI * Math.Sqrt(c)) / (Math.PI * Math.Sqrt(c)) * Math.Exp(c / steps);
        var variance = Enumerable.Range(1, steps).Aggregate(0.0, (sum, k) => Math.Pow(1 - Rate(k), 2) * sum + Rate(k) * Rate(k));

        AssertMean(left, variance, Run(steps, Rate));

        static double Rate(int k) => c / ((double)k * k);
    }

    [Fact]
    public void One_over_root_k_breaks_the_second_condition_and_arrives_all_the_same_but_as_slowly_as_its_rate_falls()
    {
        // The conditions suffice and are not necessary: on this strongly convex f, E follows its fixed point, about η/2.
        foreach (var steps in (int[])[100, 400])
        {
            var η = 1 / Math.Sqrt(steps);
            var meanSquare = Run(steps, k => 1 / Math.Sqrt(k)).square().mean().ToDouble();
            Assert.InRange(meanSquare / (η / 2), 1, 1 + 2 * η);
        }
    }

    private static Tensor Run(int steps, Func<int, double> learningRate)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        using var random = new Generator(7);
        var (rule, w) = (new Sgd(), Start * ones(Runs, float64));
        for (var k = 1; k <= steps; k++)
        {
            using var noise = randn(Runs, float64, generator: random);
            rule.Step(w, noise.add_(w), learningRate(k));
        }
        return w.MoveToOuterDisposeScope();
    }

    private static void AssertMean(double expected, double variance, Tensor w)
    {
        var error = 5 * Math.Sqrt(variance / Runs);
        Assert.InRange(w.mean().ToDouble(), expected - error, expected + error);
    }

    private static void AssertMeanSquare(double expected, Tensor w)
    {
        var error = 5 * Math.Sqrt(2.0 / Runs); // relative, of a normal variable's
        Assert.InRange(w.square().mean().ToDouble() / expected, 1 - error, 1 + error);
    }
}
