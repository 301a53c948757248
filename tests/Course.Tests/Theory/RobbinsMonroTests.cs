using Course.Optimizers;
using Course.Schedules;
using TorchSharp;
using static Course.Schedules.Schedule;
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
            var w = Run(steps, InverseTime(1)); // w is then minus the mean of the noise so far
            AssertMean(0, 1.0 / steps, w);
            AssertMeanSquare(1.0 / steps, w);
        }
    }

    [Fact]
    public void A_constant_rate_has_squares_without_a_finite_sum_and_the_error_stays()
    {
        foreach (var η in (double[])[0.1, 0.5])
            AssertMeanSquare(η / (2 - η), Run(300, Constant(η))); // the fixed point of (1 − η)² E + η²
    }

    [Fact]
    public void One_over_k_squared_has_a_finite_sum_and_never_arrives()
    {
        const int steps = 400;
        const double c = 0.5;
        // Π (1 − c/k²) over all k is sin(π√c)/(π√c), 0.358; those after the last step, of about exp(−c/steps), are not made.
        var left = Start * Math.Sin(Math.PI * Math.Sqrt(c)) / (Math.PI * Math.Sqrt(c)) * Math.Exp(c / steps);
        var schedule = new InverseSquare(c);

        AssertMean(left, Variance(steps, schedule), Run(steps, schedule));
    }

    [Fact]
    public void One_over_root_k_breaks_the_second_condition_and_arrives_all_the_same_but_as_slowly_as_its_rate_falls()
    {
        // The conditions suffice and are not necessary: on this strongly convex f, E follows its fixed point, about η/2.
        foreach (var steps in (int[])[100, 400])
        {
            var (η, schedule) = (1 / Math.Sqrt(steps), InverseSquareRoot(1)); // its first step, of length 1, forgets the start
            Assert.InRange(Variance(steps, schedule) / (η / 2), 1, 1 + η);
            AssertMeanSquare(Variance(steps, schedule), Run(steps, schedule));
        }
    }

    /// <summary>E from step to step, from a start without error.</summary>
    private static double Variance(int steps, Schedule schedule) =>
        Enumerable.Range(0, steps).Select(step => schedule.At(step)).Aggregate(0.0, (sum, η) => (1 - η) * (1 - η) * sum + η * η);

    private static Tensor Run(int steps, Schedule learningRate)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        using var random = new Generator(7);
        var (rule, w) = (new Sgd(), Start * ones(Runs, float64));
        for (var step = 0; step < steps; step++)
        {
            using var noise = randn(Runs, float64, generator: random);
            rule.Step(w, noise.add_(w), learningRate.At(step));
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

    /// <summary>c/k², which falls too fast and so is none of the library's.</summary>
    private sealed class InverseSquare(double c) : Schedule
    {
        public override double At(long step) => c / ((step + 1.0) * (step + 1.0));
    }
}
