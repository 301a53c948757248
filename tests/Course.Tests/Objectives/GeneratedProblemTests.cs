using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Objectives;

public sealed class GeneratedProblemTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(7L)]
    public void A_quadratic_has_the_spectrum_that_was_asked_for(long? rotationSeed)
    {
        double[] spectrum = [-2, 0.001, 1, 30];
        var f = Quadratic.WithSpectrum(spectrum, rotationSeed);
        var h = f.Hessian(zeros(4, float64));

        Numbers.Close(tensor(spectrum), linalg.eigvalsh(h), 1e-14);
        Assert.Equal(rotationSeed is null, h.Values().Count(value => value != 0) == 4);
        Assert.Equal(h.t().Values(), h.Values());
    }

    [Fact]
    public void A_rotation_depends_on_its_seed_alone_and_is_orthogonal()
    {
        var w = zeros(3, float64);
        var (one, same, other) = (Rotated(1), Rotated(1), Rotated(2));

        Assert.Equal(one.Values(), same.Values());
        Assert.NotEqual(one.Values(), other.Values());
        Numbers.Close(eye(3, dtype: float64), Quadratic.WithSpectrum([1, 1, 1], 5).Hessian(w), 1e-14);

        Tensor Rotated(long seed) => Quadratic.WithSpectrum([1, 2, 3], seed).Hessian(w);
    }

    [Fact]
    public void A_quadratic_without_a_unique_minimum_has_no_minimizer()
    {
        Assert.Null(Quadratic.WithSpectrum([1, 0]).Minimizer);
        Assert.Null(Quadratic.WithSpectrum([1, -1], 3).Minimizer);
        Assert.Equal([0.4, -0.2], new Quadratic(diag(tensor([5.0, 10])), tensor([2.0, -2])).Minimizer!.Values());
        Assert.Equal(ScalarType.Float32, Quadratic.WithSpectrum([1, 2], 3, ScalarType.Float32).Minimizer!.dtype);
    }

    [Fact]
    public void A_least_squares_Hessian_has_the_condition_number_that_was_asked_for_in_geometric_steps()
    {
        var f = LeastSquares.Generate(60, 5, conditionNumber: 1e4, seed: 4);

        Numbers.Close(tensor([2e-4, 2e-3, 2e-2, 2e-1, 2.0]), linalg.eigvalsh(f.Hessian(zeros(5, float64))), 1e-13);
    }

    [Fact]
    public void Plain_least_squares_has_the_spectrum_of_Marchenko_and_Pastur_and_the_noise_as_its_least_value()
    {
        var f = LeastSquares.Generate(2000, 100, noise: 0.3, seed: 1);
        var eigenvalues = linalg.eigvalsh(f.Hessian(zeros(100, float64)));
        var (low, high) = (2 * Math.Pow(1 - Math.Sqrt(0.05), 2), 2 * Math.Pow(1 + Math.Sqrt(0.05), 2));

        // The edges fluctuate by order P^(−2/3), about 5 per cent here.
        Assert.InRange(eigenvalues.min().ToDouble(), 0.9 * low, 1.1 * low);
        Assert.InRange(eigenvalues.max().ToDouble(), 0.9 * high, 1.1 * high);
        // The residual is chi-squared with N − P degrees of freedom: σ²(N − P)/N, ± five deviations of σ² √(2/N).
        Assert.InRange(f.Value(f.Minimizer).ToDouble(), 0.09 * (0.95 - 5 * Math.Sqrt(2.0 / 2000)), 0.09 * (0.95 + 5 * Math.Sqrt(2.0 / 2000)));
    }

    [Fact]
    public void The_minimizer_has_the_smallest_norm_where_there_are_many()
    {
        manual_seed(3);
        var (x, y) = (randn(3, 6, float64), randn(3, float64));
        var least = new LeastSquares(x, y).Minimizer;

        Numbers.Close(y, x.mv(least), 1e-13);
        Numbers.Close(x.t().mv(linalg.solve(x.mm(x.t()), y)), least, 1e-12); // Xᵀ(XXᵀ)⁻¹y lies in the row space
    }

    [Fact]
    public void Logistic_regression_is_exact_for_scores_that_would_overflow()
    {
        var f = new LogisticRegression(tensor(new[,] { { 1.0 }, { 1.0 } }), tensor([1L, 0L]));

        Assert.Equal(500, f.Value(tensor([1000.0])).ToDouble());     // (0 + 1000) / 2
        Assert.Equal(Math.Log(2), f.Value(tensor([0.0])).ToDouble(), 15);
        Assert.Equal([0.5], f.Gradient(tensor([1000.0])).Values());
    }

    [Fact]
    public void A_batch_of_a_logistic_regression_is_its_mean_over_the_batch()
    {
        manual_seed(4);
        var x = randn(6, 2, float64);
        var y = tensor([0.0, 1, 1, 0, 1, 0]);
        var f = new LogisticRegression(x, y);
        var w = randn(2, float64);
        var mean = zeros(2, float64);
        foreach (var batch in f.Samples.Chunks(2)) mean += f.On(batch).Gradient(w) / 3;

        Numbers.Close(f.Gradient(w), mean, 1e-14);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Quadratic.WithSpectrum([]));
        Assert.Throws<ArgumentException>(() => Quadratic.WithSpectrum([1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ravine(0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ravine(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rosenbrock(b: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LeastSquares.Generate(10, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LeastSquares.Generate(4, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => LeastSquares.Generate(5, 4, noise: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LeastSquares.Generate(5, 4, conditionNumber: 0.1));
        var error = Assert.Throws<ArgumentException>(() => new LogisticRegression(zeros(2, 1), tensor([0L, 2L])));
        Assert.Contains("0 and 1", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new LogisticRegression(zeros(0, 1), zeros(0)));
        Assert.Throws<ArgumentException>(() => new LogisticRegression(zeros(2, 1, int64), zeros(2)));
        Assert.Throws<ArgumentException>(() => new LogisticRegression(zeros(2, 1), zeros(2, 1)));
    }

    [Fact]
    public void A_Hessian_too_large_to_form_is_refused_with_the_way_to_do_without()
    {
        var f = new LogisticRegression(zeros(2, 10_001), zeros(2));
        var plain = new Sum(10_001);

        Assert.Contains("HessianVectorProduct", Assert.Throws<InvalidOperationException>(() => plain.Hessian(zeros(10_001))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => f.Hessian(zeros(3)));
    }

    private sealed class Sum(long dimension) : Objective
    {
        public override long Dimension => dimension;

        public override Tensor Value(Tensor w) => w.sum();
    }
}
