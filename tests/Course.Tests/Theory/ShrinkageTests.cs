using Course.Objectives;
using Course.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Theory;

/// <summary>Where penalties move the minimizer of a quadratic (lecture L0, regularization): weight decay shrinks, L1 cuts off.</summary>
public sealed class ShrinkageTests
{
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(20)]
    public void Weight_decay_shrinks_the_minimizer_along_each_eigenvector_by_λi_over_λi_plus_λ(double λ)
    {
        var spectrum = new[] { 0.2, 1, 3, 10 };
        var h = Quadratic.WithSpectrum(spectrum, rotationSeed: 4).Hessian(zeros(4, float64));
        var f = new Quadratic(h, tensor([1.0, -2, 3, 0.5]));
        var (eigenvalues, eigenvectors) = linalg.eigh(h);
        var shrunk = eigenvalues / (eigenvalues + λ) * eigenvectors.t().mv(f.Minimizer!);
        foreach (var rule in (GradientRule[])[new Sgd().WithWeightDecay(λ), new Sgd().WithDecoupledWeightDecay(λ)])
        {
            // With this step everything shrinks by at least 1 − (0.2 + λ)/(10 + λ) a step, 0.98 at worst.
            var w = Minimize(f, rule, learningRate: 1 / (10 + λ), steps: 2000);
            Numbers.Close(shrunk, eigenvectors.t().mv(w), 1e-12);
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    public void L1_by_proximal_steps_zeroes_exactly_the_coordinates_that_soft_thresholding_says(double λ)
    {
        var (h, least) = (tensor([0.5, 1, 1, 2, 4, 4]), tensor([2.0, 1.5, -0.4, 0.9, -0.1, -3]));
        var threshold = λ / h;
        var soft = least.sign() * (least.abs() - threshold).clamp_min(0);
        var w = Minimize(new Quadratic(diag(h), h * least), new Sgd().WithProximalL1(λ), learningRate: 0.2, steps: 500);

        Assert.InRange(soft.eq(0).sum().ToInt64(), 2, 5); // some are cut off and some are not
        Assert.Equal(soft.eq(0).Values(), w.eq(0).Values());
        Numbers.Close(soft, w, 1e-12);
    }

    [Fact]
    public void The_subgradient_of_L1_instead_comes_near_zero_and_never_rests_there()
    {
        var (h, least, λ) = (tensor([1.0]), tensor([0.3]), 1.0); // thresholded to zero
        var f = new Quadratic(diag(h), h * least);
        var w = ones(1, float64);
        var rule = new Sgd();
        var sizes = new List<double>();
        for (var k = 0; k < 200; k++)
        {
            rule.Step(w, f.Gradient(w) + λ * w.sign(), 0.05);
            if (k >= 100) sizes.Add(Math.Abs(w.ToDouble()));
        }

        Assert.InRange(sizes.Max(), 1e-3, 0.05 * (λ + 0.3) + 1e-9); // a step is up to η (λ + |h w*|) long
        Assert.DoesNotContain(0.0, sizes);
    }

    private static Tensor Minimize(Objective f, GradientRule rule, double learningRate, int steps)
    {
        using var still = no_grad();
        var w = ones(f.Dimension, float64);
        var g = zeros_like(w);
        for (var k = 0; k < steps; k++)
        {
            f.ValueAndGradient(w, g).Dispose();
            rule.Step(w, g, learningRate);
        }
        return w;
    }
}
