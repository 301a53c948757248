using Course.Curvature;
using static Course.Tests.Curvature.EigenpairsTests;
using static TorchSharp.torch;

namespace Course.Tests.Curvature;

public sealed class SpectralDensityTests
{
    private static readonly double[] Spectrum = [6, 5, 3, .. Enumerable.Range(0, 97).Select(i => Math.Pow((i - 40) / 50.0, 3))];

    [Fact]
    public void The_stated_intervals_cover_the_truth_in_about_95_per_cent_of_cases()
    {
        var (op, truth) = Rotated(Spectrum, 1, ScalarType.Float64);
        const double width = 0.25;
        var exact = new Dictionary<string, double>
        {
            ["first moment"] = truth.Average(),
            ["mean of x²"] = truth.Average(x => x * x), // outliers dominate it
            ["mean of exp(−x²)"] = truth.Average(x => Math.Exp(-x * x)),
            ["number above 0.05"] = truth.Count(x => x > 0.05),
            ["density at 0"] = Density(truth, 0, width),
            ["density at 0.5"] = Density(truth, 0.5, width),
        };
        var covered = exact.Keys.ToDictionary(name => name, _ => 0);
        const int seeds = 200;
        for (var seed = 0; seed < seeds; seed++)
        {
            var density = SpectralDensity.Of(op, probes: 8, steps: 24, seed: seed);
            void Look(string name, double low, double high) => covered[name] += low <= exact[name] && exact[name] <= high ? 1 : 0;
            void LookAt(string name, SpectralEstimate estimate) => Look(name, estimate.Low, estimate.High);
            LookAt("first moment", density.Mean(x => x));
            LookAt("mean of x²", density.Mean(x => x * x));
            LookAt("mean of exp(−x²)", density.Mean(x => Math.Exp(-x * x)));
            LookAt("number above 0.05", density.Count(above: 0.05));
            LookAt("density at 0", density.Mean(x => Density([x], 0, width)));
            LookAt("density at 0.5", density.Mean(x => Density([x], 0.5, width)));
        }
        foreach (var (name, count) in covered) Assert.True(count >= 0.9 * seeds && count <= 0.99 * seeds, $"{name}: {count} of {seeds}");
    }

    [Fact]
    public void With_as_many_steps_as_eigenvalues_the_nodes_are_the_eigenvalues()
    {
        double[] spectrum = [.. Enumerable.Range(0, 20).Select(i => i * i / 40.0 - 3)];
        var (op, truth) = Rotated(spectrum, 2, ScalarType.Float64);
        var density = SpectralDensity.Of(op, probes: 2, steps: 100);

        Assert.Equal(40, density.Products);
        foreach (var nodes in density.Nodes)
            for (var i = 0; i < 20; i++) Assert.Equal(truth[i], nodes[i], 1e-9);
        foreach (var weights in density.Weights) Assert.Equal(1, weights.Sum(), 1e-12);
    }

    [Fact]
    public void Eigenvalues_that_all_probes_find_have_their_multiplicity_as_weight()
    {
        double[] spectrum = [6, 6, 5, 4, 4, 4, .. Enumerable.Repeat(3.0, 7), .. Enumerable.Range(0, 87).Select(i => Math.Pow((i - 40) / 50.0, 3))];
        var (op, _) = Rotated(spectrum, 3, ScalarType.Float64);
        var density = SpectralDensity.Of(op, probes: 5, steps: 60, seed: 1);

        double[] At(double value) => [.. density.Nodes.Zip(density.Weights).Select(probe => probe.First.Zip(probe.Second).Where(node => Math.Abs(node.First - value) < 1e-3).Sum(node => node.Second))];
        foreach (var (value, multiplicity) in new[] { (6, 2), (5, 1), (4, 3) })
            foreach (var weight in At(value)) Assert.Equal(multiplicity / 100.0, weight, 1e-12);
        Assert.True(At(3).Distinct().Count() == 5, "Five probes cannot tell a multiplicity of seven.");
        foreach (var weights in density.Weights) Assert.Equal(1, weights.Sum(), 1e-12);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(40)]
    public void Two_eigenvalues_close_together_are_two_or_left_to_chance(int steps)
    {
        for (var gap = 1e-1; gap > 1e-8; gap /= 4)
        {
            var (op, _) = Rotated([6, 6 - gap, 5, .. Enumerable.Range(0, 97).Select(i => Math.Pow((i - 40) / 50.0, 3))], 3, ScalarType.Float64);
            var density = SpectralDensity.Of(op, probes: 5, steps);
            foreach (var (nodes, weights) in density.Nodes.Zip(density.Weights))
            {
                var pair = nodes.Zip(weights).Where(node => node.First > 5.5).Sum(node => node.Second);
                foreach (var wrong in (int[])[1, 3, 4]) Assert.False(Math.Abs(pair - wrong / 100.0) < 1e-12, $"{wrong} for a gap of {gap}");
                Assert.Equal(1, weights.Sum(), 1e-12);
            }
        }
    }

    [Theory]
    [InlineData("tanh", "cross-entropy")]
    [InlineData("relu", "mean squares")]
    public void The_nodes_of_a_small_network_are_eigenvalues_of_its_dense_Hessian(string activation, string loss)
    {
        var objective = Network(activation, loss);
        using var hessian = new HessianOperator(objective, objective.Parameters.Vector);
        var exact = linalg.eigvalsh(objective.Hessian(objective.Parameters.Vector)).Values();
        var density = SpectralDensity.Of(hessian, probes: 2, steps: (int)hessian.Dimension);

        var scale = exact.Max(Math.Abs);
        foreach (var (nodes, weights) in density.Nodes.Zip(density.Weights))
        {
            for (var i = 0; i < nodes.Length; i++)
                Assert.True(weights[i] < 1e-12 || exact.Min(value => Math.Abs(value - nodes[i])) <= 1e-8 * scale, $"{nodes[i]:G17} with the weight {weights[i]:G3} is no eigenvalue.");
        }
    }

    [Fact]
    public void A_curve_has_the_mean_of_its_probes_and_encloses_it()
    {
        var (op, truth) = Rotated(Spectrum, 1, ScalarType.Float64);
        var density = SpectralDensity.Of(op, probes: 40, steps: 40);
        var curve = density.Smooth(points: 500, width: 0.3);

        var step = curve.Grid[1] - curve.Grid[0];
        Assert.Equal(1, curve.Values.Sum() * step, 2e-3);
        Assert.Equal(0, curve.Cumulative[0]);
        Assert.Equal(1, curve.Cumulative[^1], 1e-12);
        for (var i = 0; i < curve.Grid.Length; i++)
        {
            Assert.InRange(curve.Values[i], curve.Low[i], curve.High[i]);
            Assert.InRange(Math.Abs(curve.Values[i] - Density(truth, curve.Grid[i], 0.3)), 0, 6 * curve.StandardErrors[i] + 1e-3);
        }
    }

    [Theory]
    [InlineData("identity", 1.0)]
    [InlineData("zero", 0.0)]
    public void One_eigenvalue_alone_has_all_the_weight(string _, double value)
    {
        using var op = new MatrixOperator(eye(30, dtype: ScalarType.Float32) * value);
        var density = SpectralDensity.Of(op, probes: 3);

        Assert.Equal(3, density.Products);
        Assert.Equal(value, density.Mean(x => x).Value, 1e-6);
        Assert.Equal(400, density.Smooth().Values.Length);
    }

    [Fact]
    public void Float32_comes_close_to_float64_without_doubled_eigenvalues()
    {
        var (op, truth) = Rotated(Spectrum, 1, ScalarType.Float32);
        var density = SpectralDensity.Of(op, probes: 2, steps: 100);

        foreach (var nodes in density.Nodes) Assert.Equal(3, nodes.Count(x => x > 2));
        Assert.Equal(truth[0], density.Range.High, 1e-4);
    }

    [Fact]
    public void Bad_numbers_are_refused()
    {
        using var op = new MatrixOperator(eye(3, dtype: ScalarType.Float64));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpectralDensity.Of(op, probes: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpectralDensity.Of(op, steps: 0));
        var density = SpectralDensity.Of(op);
        Assert.Throws<ArgumentOutOfRangeException>(() => density.Smooth(points: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => density.Smooth(width: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => density.Smooth(width: double.NaN));
    }

    private static double Density(double[] eigenvalues, double x, double width) =>
        eigenvalues.Average(value => Math.Exp(-0.5 * Math.Pow((x - value) / width, 2)) / (width * Math.Sqrt(2 * Math.PI)));
}
