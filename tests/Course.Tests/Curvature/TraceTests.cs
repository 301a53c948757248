using Course.Curvature;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Curvature;

public sealed class TraceTests
{
    /// <summary>Spectra on which intervals are hard: flat, decaying, almost of rank one, with outliers, indefinite.</summary>
    private static readonly Dictionary<string, (double[] Eigenvalues, double Precision)> Spectra = new()
    {
        ["decaying"] = ([.. Enumerable.Range(1, 150).Select(k => 1.0 / k)], 0.05),
        ["decaying fast"] = ([.. Enumerable.Range(1, 150).Select(k => 1.0 / (k * k))], 0.1),
        ["one outlier"] = ([100, .. Enumerable.Repeat(0.5, 149)], 0.05),
        ["nine outliers"] = ([.. Enumerable.Range(10, 9).Select(k => (double)k), .. Enumerable.Repeat(0.1, 141)], 0.1),
        ["indefinite"] = ([.. Enumerable.Range(10, 9).Select(k => (double)k), .. Enumerable.Range(0, 141).Select(k => Math.Sin(k))], 0.1),
    };

    public static TheoryData<string> All => [.. Spectra.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void The_interval_covers_the_trace_as_often_as_it_says(string name)
    {
        var (eigenvalues, precision) = Spectra[name];
        using var matrix = Matrix(eigenvalues);
        var estimates = Enumerable.Range(0, 200).Select(seed => TraceEstimate.Of(matrix, precision, seed, limit: 140)).ToArray();
        var covered = estimates.Count(estimate => estimate.Low <= eigenvalues.Sum() && eigenvalues.Sum() <= estimate.High);
        Assert.InRange(covered, 180, 198);
        Assert.All(estimates, estimate => Assert.True(estimate.IsReached && estimate.High - estimate.Value <= precision * Math.Abs(estimate.Value) * (1 + 1e-12)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_interval_covers_the_Frobenius_norm_as_often_as_it_says(string name)
    {
        var eigenvalues = Spectra[name].Eigenvalues;
        var norm = Math.Sqrt(eigenvalues.Sum(λ => λ * λ));
        using var matrix = Matrix(eigenvalues);
        var estimates = Enumerable.Range(0, 200).Select(seed => FrobeniusNorm.Of(matrix, 0.05, seed, limit: 140)).ToArray();
        Assert.InRange(estimates.Count(estimate => estimate.Low <= norm && norm <= estimate.High), 180, 200); // 200 where the range of the first products holds it all
        Assert.All(estimates, estimate => Assert.True(estimate.IsReached && Math.Abs(estimate.Value / norm - 1) < 0.15));
    }

    [Fact]
    public void What_takes_no_more_products_than_there_are_columns_is_exact()
    {
        using var few = Matrix([1, 2, 3]);
        var trace = TraceEstimate.Of(few);
        Assert.Equal((6, 6, 6, 3), (Math.Round(trace.Value, 12), Math.Round(trace.Low, 12), Math.Round(trace.High, 12), trace.Products));
        Assert.True(trace.IsExact && trace.IsReached);

        double[] eigenvalues = [.. Enumerable.Range(1, 60).Select(k => 1.0 / k)];
        using var more = Matrix(eigenvalues);
        var precise = TraceEstimate.Of(more, precision: 1e-6);
        Assert.True(precise.IsExact);
        Assert.Equal(eigenvalues.Sum(), precise.Value, 1e-12);
        Assert.Equal(Math.Sqrt(eigenvalues.Sum(λ => λ * λ)), FrobeniusNorm.Of(more, precision: 1e-6).Value, 1e-12);

        using var one = Matrix([-4]);
        Assert.Equal(-4, TraceEstimate.Of(one).Value);
        Assert.Equal(4, FrobeniusNorm.Of(one).Value);
    }

    [Fact]
    public void Random_signs_tell_a_diagonal_matrix_without_error()
    {
        using var matrix = new MatrixOperator(diag(arange(100, dtype: float64)));
        var trace = TraceEstimate.Of(matrix);
        Assert.Equal(4950, trace.Value);
        Assert.True(trace.IsExact);
        Assert.Equal(20, trace.Products);
        using var zero = new MatrixOperator(zeros(100, 100));
        Assert.Equal((0, true), (TraceEstimate.Of(zero).Value, TraceEstimate.Of(zero).IsReached));
    }

    [Fact]
    public void A_limit_of_products_is_kept_and_said()
    {
        using var matrix = Matrix([.. Enumerable.Range(0, 400).Select(k => Math.Sin(k))]);
        foreach (var limit in (int[])[2, 15, 20, 47, 100])
        {
            var trace = TraceEstimate.Of(matrix, 1e-4, limit: limit);
            Assert.Equal(limit, trace.Products);
            Assert.False(trace.IsReached);
            Assert.Contains("less precise than wanted", trace.ToString());
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_estimate_and_another_another()
    {
        using var matrix = Matrix(Spectra["decaying"].Eigenvalues);
        Assert.Equal(TraceEstimate.Of(matrix, seed: 3), TraceEstimate.Of(matrix, seed: 3));
        Assert.NotEqual(TraceEstimate.Of(matrix, seed: 3).Value, TraceEstimate.Of(matrix, seed: 4).Value);
    }

    [Fact]
    public void A_diagonal_has_honest_standard_errors()
    {
        using var matrix = Matrix(Spectra["indefinite"].Eigenvalues);
        var truth = matrix.ToDense().diag();
        var exact = DiagonalEstimate.Of(matrix, 150);
        Assert.True(exact.IsExact);
        Numbers.Close(truth, exact.Values, 1e-12);
        Assert.Equal(0, exact.StandardErrors.abs().max().ToDouble());

        var estimate = DiagonalEstimate.Of(matrix, 60, seed: 1);
        Assert.Equal((60, false), (estimate.Products, estimate.IsExact));
        var errors = ((estimate.Values - truth) / estimate.StandardErrors).square();
        Assert.InRange(errors.mean().ToDouble(), 0.7, 1.5); // one, for t with 59 degrees of freedom 1.04
        // The variance of an element is the sum of the squares of its row's other elements.
        var predicted = ((matrix.ToDense().square().sum(dim: 1) - truth.square()) / 60).sqrt();
        Assert.InRange((estimate.StandardErrors / predicted).mean().ToDouble(), 0.9, 1.1);
    }

    [Fact]
    public void What_cannot_be_estimated_is_refused()
    {
        using var matrix = Matrix([1, 2, 3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => TraceEstimate.Of(matrix, precision: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TraceEstimate.Of(matrix, precision: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => TraceEstimate.Of(matrix, limit: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DiagonalEstimate.Of(matrix, probes: 1));
        using var broken = new HessianOperator(new Rosenbrock(), tensor(new[] { double.NaN, 1 }));
        Assert.Contains("not a number", Assert.Throws<InvalidOperationException>(() => TraceEstimate.Of(broken)).Message);
        Assert.Throws<InvalidOperationException>(() => DiagonalEstimate.Of(broken, 2));
    }

    [Fact]
    public void An_objective_without_a_network_has_a_trace_too()
    {
        var f = Quadratic.WithSpectrum([1, 2, 5, 20], rotationSeed: 3);
        Assert.Equal(28, TraceEstimate.Of(f, zeros(4, float64)).Value, 1e-12);
        Assert.Throws<ArgumentException>(() => TraceEstimate.Of(f, zeros(5, float64)));
    }

    private static MatrixOperator Matrix(double[] eigenvalues) =>
        new(Quadratic.WithSpectrum(eigenvalues, rotationSeed: 5).Hessian(zeros(eigenvalues.Length, float64)));
}
