using Course.Curvature;
using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Curvature;

public sealed class EigenpairsTests
{
    private static readonly Dictionary<string, double[]> Spectra = new()
    {
        ["one"] = [-3],
        ["two, opposite"] = [2, -2],
        ["identity"] = [.. Enumerable.Repeat(1.0, 60)],
        ["zero"] = new double[40],
        ["rank one"] = [4, .. new double[70]],
        ["rank one, negative"] = [-4, .. new double[70]],
        ["repeated at the top"] = [5, 5, 5, 3, 3, .. Range(80, -1, 1)],
        ["repeated across the last sought"] = [5, 4, 3, 3, 3, 3, 3, 3, .. Range(80, -1, 1)],
        ["repeated at both ends"] = [5, 5, .. Range(80, -1, 1), -5, -5, -5],
        ["clustered"] = [1, 1 - 1e-6, 1 - 2e-6, 1 - 3e-6, 1 - 1e-4, .. Range(90, -0.5, 0.5)],
        ["indefinite"] = Range(90, -2, 1),
        ["condition number 1e10"] = [.. Enumerable.Range(0, 80).Select(i => Math.Pow(10, -10.0 * i / 79))],
        ["bulk and outliers"] = [10, 8, 7, 6, 5, 4.5, 4, 3, 2.5, .. Enumerable.Range(0, 391).Select(i => Math.Pow((i - 195) / 195.0, 5) * 0.6)],
        ["evenly spaced, longer than a basis"] = Range(400, -0.9, 1),
        ["nearly all zero"] = [3, 2, 1, .. new double[500], -1, -2],
    };

    public static TheoryData<string, ScalarType, SpectrumEnd> Cases()
    {
        var cases = new TheoryData<string, ScalarType, SpectrumEnd>();
        foreach (var name in Spectra.Keys)
            foreach (var type in (ScalarType[])[ScalarType.Float64, ScalarType.Float32])
                foreach (var end in Enum.GetValues<SpectrumEnd>()) cases.Add(name, type, end);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_are_found_with_their_multiplicities_and_their_bounds_hold(string name, ScalarType type, SpectrumEnd end)
    {
        var (op, truth) = Rotated(Spectra[name], seed: 1, type);
        var count = (int)Math.Min(5, end == SpectrumEnd.Both ? op.Dimension / 2 : op.Dimension);
        if (count == 0) return;
        for (var seed = 0; seed < 2; seed++)
        {
            var pairs = Eigenpairs.Top(op, count, type == ScalarType.Float64 ? 1e-9 : 1e-4, end, seed: seed, limit: 3000);

            Assert.True(pairs.Converged, $"{pairs}");
            RequireTrue(op, pairs, Sought(truth, count, end));
        }
    }

    [Fact]
    public void Bounds_hold_over_many_seeds_however_loose_the_tolerance()
    {
        foreach (var name in (string[])["repeated at the top", "clustered", "indefinite", "bulk and outliers"])
        {
            for (var seed = 0; seed < 25; seed++)
            {
                var (op, truth) = Rotated(Spectra[name], seed % 5, ScalarType.Float64);
                var pairs = Eigenpairs.Top(op, 4, tolerance: 0.02, seed: seed);

                Assert.True(pairs.Converged);
                RequireTrue(op, pairs, truth[..4]);
            }
        }
    }

    [Theory]
    [InlineData("relu", "cross-entropy")]
    [InlineData("tanh", "mean squares")]
    public void Those_of_a_small_network_are_those_of_its_dense_Hessian(string activation, string loss)
    {
        var objective = Network(activation, loss);
        var w = objective.Parameters.Vector;
        var (values, vectors) = linalg.eigh(objective.Hessian(w));
        var truth = values.Values();
        Array.Reverse(truth);

        using var hessian = new HessianOperator(objective, w);
        var pairs = Eigenpairs.Top(hessian, 5, 1e-12, SpectrumEnd.Both);

        double[] expected = [.. truth[..5], .. truth[^5..]];
        for (var i = 0; i < 10; i++) Assert.InRange(Math.Abs(pairs.Values[i] - expected[i]), 0, 1e-8 * Math.Abs(expected[i]));
        for (var i = 0; i < 5; i++)
            Assert.InRange(pairs.Vectors.select(1, i).dot(vectors.select(1, truth.Length - 1 - i)).abs().ToDouble(), 1 - 1e-8, 1 + 1e-8);
    }

    [Fact]
    public void A_start_near_the_answer_saves_products()
    {
        var (op, _) = Rotated(Spectra["bulk and outliers"], 1, ScalarType.Float64);
        var cold = Eigenpairs.Top(op, 1, 1e-2);
        var warm = Eigenpairs.Top(op, 1, 1e-2, start: cold.Vectors.select(1, 0));
        var block = Eigenpairs.Top(op, 3, 1e-2, start: Eigenpairs.Top(op, 3).Vectors);

        Assert.True(warm.Converged && block.Converged);
        Assert.True(warm.Products < cold.Products, $"{warm.Products} of {cold.Products}");
        Assert.InRange(Math.Abs(warm.Values[0] - 10), 0, warm.Bounds[0]);
        Assert.InRange(Math.Abs(block.Values[2] - 7), 0, block.Bounds[2]);
    }

    [Fact]
    public void A_start_that_is_an_eigenvector_hides_no_larger_one()
    {
        using var op = new MatrixOperator(diag(tensor(new[] { 1.0, 2, 3, 7, 5 })).to(ScalarType.Float64));
        var pairs = Eigenpairs.Top(op, 1, start: tensor(new[] { 0.0, 1, 0, 0, 0 }));

        Assert.InRange(pairs.Values[0], 7 - 1e-12, 7 + 1e-12);
    }

    [Fact]
    public void The_same_seed_gives_the_same_result_and_products_are_counted()
    {
        var (op, _) = Rotated(Spectra["indefinite"], 1, ScalarType.Float32);
        var before = op.Products;
        var one = Eigenpairs.Top(op, 3, 1e-3, seed: 7);
        Assert.Equal(op.Products - before, one.Products);
        Assert.Equal(one.Values, Eigenpairs.Top(op, 3, 1e-3, seed: 7).Values);
    }

    [Fact]
    public void Products_that_do_not_suffice_are_said()
    {
        var (op, truth) = Rotated(Spectra["indefinite"], 1, ScalarType.Float64);
        var pairs = Eigenpairs.Top(op, 3, 1e-10, limit: 8);

        Assert.False(pairs.Converged);
        Assert.Equal(8, pairs.Products);
        Assert.Equal(3, pairs.Values.Length);
        Assert.Contains("after the products that were allowed", pairs.ToString());
        RequireTrue(op, pairs, truth[..3]);
    }

    [Fact]
    public void A_precision_that_rounding_does_not_allow_is_said()
    {
        var (op, truth) = Rotated(Spectra["bulk and outliers"], 1, ScalarType.Float32);
        var pairs = Eigenpairs.Top(op, 3, 1e-9);

        Assert.False(pairs.Converged);
        Assert.True(pairs.Products < 60);
        Assert.Contains("rounding", pairs.ToString());
        RequireTrue(op, pairs, truth[..3]);
    }

    [Fact]
    public void More_than_there_are_and_numbers_out_of_range_are_refused()
    {
        using var op = new MatrixOperator(eye(3, dtype: ScalarType.Float64));
        Assert.Contains("3 eigenvalues; 4 are sought", Assert.Throws<ArgumentException>(() => Eigenpairs.Top(op, 4)).Message);
        Assert.Throws<ArgumentException>(() => Eigenpairs.Top(op, 2, end: SpectrumEnd.Both));
        Assert.Throws<ArgumentOutOfRangeException>(() => Eigenpairs.Top(op, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Eigenpairs.Top(op, 1, tolerance: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Eigenpairs.Top(op, 1, tolerance: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Eigenpairs.Top(op, 2, limit: 1));
        Assert.Throws<ArgumentException>(() => Eigenpairs.Top(op, 1, start: ones(2, ScalarType.Float64)));
        Assert.Throws<ArgumentException>(() => Eigenpairs.Top(op, 1, start: zeros(3, ScalarType.Float64)));
        Assert.Throws<ArgumentException>(() => Eigenpairs.Top(op, 1, start: ones(3, ScalarType.Float32)));
        Assert.Equal(0, op.Products);
    }

    [Fact]
    public void A_curvature_that_is_no_number_is_refused()
    {
        using var op = new Broken();
        Assert.Contains("not finite", Assert.Throws<InvalidOperationException>(() => Eigenpairs.Top(op, 1)).Message);
    }

    private static double[] Range(int count, double low, double high) => [.. Enumerable.Range(0, count).Select(i => low + (high - low) * i / (count - 1))];

    /// <summary>A matrix of a type with these eigenvalues in random directions, and its eigenvalues as they are after rounding, descending.</summary>
    internal static (MatrixOperator Operator, double[] Truth) Rotated(double[] spectrum, long seed, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var q = new RandomStream(seed).NextRotation(spectrum.Length);
        var matrix = q.mm(diag(tensor(spectrum))).mm(q.t());
        matrix = ((matrix + matrix.t()) / 2).to(type);
        var truth = linalg.eigvalsh(matrix.@double()).Values();
        Array.Reverse(truth);
        return (new MatrixOperator(matrix.MoveToOuterDisposeScope()), truth);
    }

    private static double[] Sought(double[] truth, int count, SpectrumEnd end) => end switch
    {
        SpectrumEnd.Largest => truth[..count],
        SpectrumEnd.Smallest => truth[^count..],
        SpectrumEnd.Both => [.. truth[..count], .. truth[^count..]],
        _ => [.. truth.OrderByDescending(Math.Abs).Take(count).OrderDescending()],
    };

    private static void RequireTrue(MatrixOperator op, Eigenpairs pairs, double[] truth)
    {
        using var scope = NewDisposeScope();
        var exact = 1e-14 * Math.Max(Math.Abs(truth[0]), Math.Abs(truth[^1])); // of the reference
        Assert.Equal(truth.Length, pairs.Values.Length);
        var (v, a) = (pairs.Vectors.@double(), op.ToDense().@double());
        var residuals = (a.mm(v) - v * tensor(pairs.Values)).norm(dim: 0).Values();
        for (var i = 0; i < truth.Length; i++)
        {
            Assert.True(Math.Abs(pairs.Values[i] - truth[i]) <= pairs.Bounds[i] + exact, $"pair {i}: {pairs.Values[i]:G17} ± {pairs.Bounds[i]:G3}, in truth {truth[i]:G17}, {pairs}");
            Assert.True(residuals[i] <= pairs.Residuals[i] + exact, $"residual {i}: {residuals[i]:G3}, said to be {pairs.Residuals[i]:G3}");
        }
        Numbers.Close(eye(truth.Length, dtype: ScalarType.Float64), v.t().mm(v), op.DataType == ScalarType.Float64 ? 1e-13 : 1e-5);
    }

    internal static NetworkObjective Network(string activation, string loss)
    {
        var random = new RandomStream(3);
        manual_seed(5);
        var network = nn.Sequential(
            nn.Linear(6, 12), activation == "relu" ? nn.ReLU() : nn.Tanh(), nn.Linear(12, 9), activation == "relu" ? nn.ReLU() : nn.Tanh(), nn.Linear(9, 4));
        network.to(ScalarType.Float64);
        return loss == "cross-entropy"
            ? new NetworkObjective(network, Losses.CrossEntropy, new Dataset(random.NextGaussians(40, 6), arange(40, ScalarType.Int64).remainder(4)))
            : new NetworkObjective(network, Losses.MeanSquaredError, new Dataset(random.NextGaussians(40, 6), random.NextGaussians(40, 4)));
    }

    private sealed class Broken : CurvatureOperator
    {
        public override long Dimension => 4;

        public override ScalarType DataType => ScalarType.Float32;

        public override Device Device => CPU;

        protected override Tensor Product(Tensor v) => v * double.NaN;
    }
}
