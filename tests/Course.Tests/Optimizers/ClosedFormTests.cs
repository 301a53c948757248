using Course.Objectives;
using Course.Optimizers;
using Course.Schedules;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Optimizers;

/// <summary>Rules against closed forms; Theory has their rates of convergence and what penalties shrink.</summary>
public sealed class ClosedFormTests
{
    [Fact]
    public void Momentum_keeps_the_learning_rate_that_a_step_was_made_with()
    {
        var (rule, w) = (new HeavyBall { Momentum = 0.5 }, zeros(1, float64));
        foreach (var η in new[] { 1.0, 0.1, 0.01 }) rule.Step(w, ones(1, float64), η);
        // v: 1; 0.5 + 0.1; 0.3 + 0.01. PyTorch's form would give 1 + 0.15 + 0.0175.
        Numbers.Close(tensor([-(1 + 0.6 + 0.31)]), w, 1e-15);
    }

    [Fact]
    public void The_internal_decay_of_PowerSign_and_AddSign_begins_with_its_first_value()
    {
        var decay = Schedule.Linear(1, 4); // 1, ¾, ½; gradient and mean agree in sign
        Numbers.Close(tensor([-(2 + Math.Pow(2, 0.75) + Math.Pow(2, 0.5))]), Walked(new PowerSign { Base = 2, InternalDecay = decay }), 1e-15);
        Numbers.Close(tensor([-(3 + 2.75 + 2.5)]), Walked(new AddSign { Base = 2, InternalDecay = decay }), 1e-15);

        static Tensor Walked(GradientRule rule)
        {
            var w = zeros(1, float64);
            for (var step = 0; step < 3; step++) rule.Step(w, ones(1, float64), 1);
            return w;
        }
    }

    [Fact]
    public void Centred_RMSprop_takes_no_root_of_a_variance_that_rounding_made_negative()
    {
        manual_seed(1);
        var (rule, w, g) = (new RmsProp { Centred = true }, zeros(1000), randn(1000));
        for (var step = 0; step < 500; step++) rule.Step(w, g.clone(), 1e-9); // the gradient's variance is zero after the first hundred or two
        Assert.True(w.isfinite().all().ToBoolean());
    }

    [Fact]
    public void The_mean_of_the_weights_is_the_mean_of_those_since_averaging_began()
    {
        var (rule, w) = (new Sgd().Averaged(after: 3), zeros(2, float64));
        for (var step = 1; step <= 3; step++) rule.Step(w, ones(2, float64), 0.1);
        Assert.Contains("begins after step 3, and 3 steps", Assert.Throws<InvalidOperationException>(() => rule.Average).Message, StringComparison.Ordinal);
        for (var step = 4; step <= 9; step++) rule.Step(w, ones(2, float64), 0.1);
        Numbers.Close(full(2, -0.1 * (4 + 5 + 6 + 7 + 8 + 9) / 6, float64), rule.Average, 1e-14);
        Numbers.Close(full(2, -0.9, float64), w, 1e-14);
    }

    [Fact]
    public void The_running_mean_of_the_weights_forgets_geometrically()
    {
        var (rule, w) = (new Sgd().Averaged(decay: 0.8), zeros(1, float64));
        for (var step = 1; step <= 6; step++) rule.Step(w, ones(1, float64), 1);
        var expected = -Math.Pow(0.8, 5) - 0.2 * Enumerable.Range(2, 5).Sum(k => k * Math.Pow(0.8, 6 - k));
        Numbers.Close(tensor([expected]), rule.Average, 1e-14);
    }

    [Fact]
    public void Gradient_noise_is_normal_with_a_variance_that_fades_as_the_paper_says()
    {
        const int N = 100_000;
        var (rule, again, other) = (Noise(5), Noise(5), Noise(6));
        var steps = new List<Tensor>();
        for (var t = 0; t < 10; t++)
        {
            var step = Step(rule);
            steps.Add(step);
            var variance = 0.3 / Math.Pow(1 + t, 0.55);
            Assert.True(Math.Abs(step.mean().ToDouble()) < 5 * Math.Sqrt(variance / N));
            Assert.Equal(1, step.square().mean().ToDouble() / variance, 5 * Math.Sqrt(2.0 / N));
            Assert.Equal(1, step.pow(4).mean().ToDouble() / (3 * variance * variance), 5 * Math.Sqrt(96.0 / 9 / N)); // a normal's kurtosis is 3
            Assert.Equal(step.Values(), Step(again).Values());
        }
        var bound = 5 / Math.Sqrt(N);
        Assert.True(Math.Abs(Correlation(steps[0], steps[1])) < bound, "two steps' noise");
        Assert.True(Math.Abs(Correlation(steps[0], Step(other))) < bound, "two seeds' noise");

        static GradientRule Noise(long seed) => new Sgd().WithGradientNoise(0.3, seed: seed);
        static Tensor Step(GradientRule rule)
        {
            var w = zeros(N, float64);
            rule.Step(w, zeros(N, float64), 1);
            return w;
        }
        static double Correlation(Tensor a, Tensor b) => (a.dot(b) / (a.norm() * b.norm())).ToDouble();
    }

    [Fact]
    public void Clipping_leaves_short_gradients_and_zero_as_they_are_and_shortens_long_ones_to_the_bound()
    {
        foreach (var (gradient, step) in new[] { ((double[])[0, 0], (double[])[0, 0]), ([0.3, 0.4], [0.3, 0.4]), ([30, -40], [1.2, -1.6]) })
        {
            var w = zeros(2, float64);
            new Sgd().WithClippedNorm(2).Step(w, tensor(gradient), 1);
            Numbers.Close(-tensor(step), w, 1e-15);
        }
    }

    [Fact]
    public void What_is_written_last_acts_first()
    {
        var (w, g) = (tensor([10.0]), tensor([1.0]));
        new Sgd().WithWeightDecay(0.5).WithClippedValue(0.25).Step(w, g, 1); // 0.25 + 0.5 · 10
        Assert.Equal(10 - 5.25, w.Values()[0]);
        w = tensor([10.0]);
        new Sgd().WithClippedValue(0.25).WithWeightDecay(0.5).Step(w, tensor([1.0]), 1); // min(1 + 0.5 · 10, 0.25)
        Assert.Equal(10 - 0.25, w.Values()[0]);
    }

    [Fact]
    public void Newton_reaches_a_quadratic_s_minimum_at_once_and_says_what_to_do_about_a_singular_Hessian()
    {
        var objective = Quadratic.WithSpectrum([1e-3, 1, 1e3], rotationSeed: 1);
        var w = tensor([1.0, 2.0, 3.0]);
        RuleTable.Walk(new Newton(), objective, w, 1, 1);
        Numbers.Close(zeros(3, float64), w, 1e-9); // rounding, times the condition number 10⁶

        var flat = new Quadratic(diag(tensor([1.0, 0.0])), tensor([1.0, 0.0]));
        var error = Assert.Throws<InvalidOperationException>(() => RuleTable.Walk(new Newton(), flat, ones(2, float64), 1, 1));
        Assert.Contains("new Newton { Damping = 1e-3 }", error.Message, StringComparison.Ordinal);
        var large = Quadratic.WithSpectrum([.. Enumerable.Repeat(1.0, 2001)]);
        Assert.Throws<ArgumentException>(() => RuleTable.Walk(new Newton(), large, ones(2001, float64), 1, 1));
    }

    [Fact]
    public void Each_step_of_LBFGS_holds_the_strong_Wolfe_conditions()
    {
        var (rule, objective, w, g) = (new Lbfgs(), new Rosenbrock(), tensor([-1.2, 1.0]), zeros(2, float64));
        for (var step = 0; step < 40; step++)
        {
            var (from, value) = (w.clone(), objective.ValueAndGradient(w, g).ToDouble());
            if (g.norm().ToDouble() < 1e-9) break;
            rule.Step(objective, w, g, value, 1);
            var d = (w - from) / rule.StepLength;
            var slope = g.dot(d).ToDouble();
            var (reached, after) = objective.ValueAndGradient(w);
            Assert.True(reached.ToDouble() <= value + 1e-4 * rule.StepLength * slope + 1e-15, $"decrease of step {step}");
            Assert.True(Math.Abs(after.dot(d).ToDouble()) <= 0.9 * Math.Abs(slope) + 1e-12, $"slope after step {step}");
        }
        Numbers.Close(ones(2, float64), w, 1e-9);
    }

    [Fact]
    public void LBFGS_steps_over_where_the_objective_is_infinite_and_stays_at_a_minimum()
    {
        var (objective, w) = (new Barrier(), tensor([1e-3]));
        RuleTable.Walk(new Lbfgs(), objective, w, 1000, 30);
        Numbers.Close(tensor([1.0]), w, 1e-6);
        var minimum = tensor([1.0]);
        RuleTable.Walk(new Lbfgs(), objective, minimum, 1, 2);
        Assert.Equal(1, minimum.Values()[0]);
    }

    [Fact]
    public void LBFGS_whose_pairs_no_longer_fit_begins_again_along_the_gradient()
    {
        var (rule, g) = (new Lbfgs(), zeros(2, float64));
        RuleTable.Walk(rule, Quadratic.WithSpectrum([1, 30], rotationSeed: 1), tensor([3.0, -2.0]), 1, 4);
        var other = new Rosenbrock();
        var w = tensor([-1.2, 1.0]);
        for (var step = 0; step < 200; step++) rule.Step(other, w, g, other.ValueAndGradient(w, g).ToDouble(), 1);
        Numbers.Close(ones(2, float64), w, 1e-6);

        var none = new Quadratic(zeros(2, 2, float64), tensor([0.0, 0.0]));
        rule.Step(none, w, g, none.ValueAndGradient(w, g).ToDouble(), 1); // no gradient: no descent
        Assert.Equal(0, rule.State["pairs"].ToInt64());
    }

    [Fact]
    public void Back_tracking_pays_at_each_step_and_stays_where_no_step_pays()
    {
        var (rule, objective, w, g) = (new BacktrackingDescent(), new Rosenbrock(), tensor([-1.2, 1.0]), zeros(2, float64));
        for (var step = 0; step < 20; step++)
        {
            var value = objective.ValueAndGradient(w, g).ToDouble();
            rule.Step(objective, w, g, value, 1);
            Assert.True(objective.Value(w).ToDouble() <= value - 1e-4 * rule.StepLength * g.dot(g).ToDouble());
        }
        // With ρ near 1 the step that pays, below 2·10⁻⁴, is some 850 trials away.
        var (steep, x) = (new BacktrackingDescent { Shrink = 0.99 }, ones(1, float64));
        RuleTable.Walk(steep, new Quadratic(1e4 * ones(1, 1, float64)), x, 1, 1);
        Assert.InRange(steep.StepLength, 1.9e-4, 2e-4);
        Assert.InRange(Math.Abs(x.ToDouble()), 0, 1 - 1e-6);

        var (slope, zero) = (new Quadratic(zeros(1, 1, float64), -ones(1, float64)), zeros(1, float64));
        rule.Step(slope, zero, -ones(1, float64), 0, 1); // f(w) = w, told to go uphill
        Assert.Equal(0, zero.Values()[0]);
        Assert.Equal(0, rule.StepLength);
    }

    /// <summary>x − ln x, infinite or not a number from zero on down, with its minimum at 1.</summary>
    private sealed class Barrier : Objective
    {
        public override long Dimension => 1;

        public override Tensor Value(Tensor w) => (w - w.log()).sum();
    }
}
