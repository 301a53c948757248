using Course.Curvature;
using TorchSharp;
using static Course.Tests.Curvature.EigenpairsTests;
using static TorchSharp.torch;

namespace Course.Tests.Curvature;

public sealed class ConditionNumberTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(1e3)]
    [InlineData(1e10)]
    public void A_condition_number_lies_between_its_bounds(double wanted)
    {
        var (op, _) = Rotated([.. Enumerable.Range(0, 60).Select(i => 3 * Math.Pow(wanted, -i / 59.0))], 1, ScalarType.Float64);
        var kappa = ConditionNumber.Of(op);

        Assert.InRange(wanted, kappa.Low * (1 - 1e-12), kappa.High * (1 + 1e-12));
        Assert.InRange(kappa.Value / wanted, 1 - 1e-4, 1 + 1e-4);
    }

    [Theory]
    [InlineData(new[] { 2.0, 1, 0 }, double.PositiveInfinity)]
    [InlineData(new[] { 0.0, 0 }, double.PositiveInfinity)]
    [InlineData(new[] { 2.0, -1, -4 }, 4)]
    [InlineData(new[] { -2.0 }, 1)]
    public void Zero_eigenvalues_and_signs_are_told(double[] spectrum, double expected)
    {
        var (op, _) = Rotated(spectrum, 1, ScalarType.Float64);
        var kappa = ConditionNumber.Of(op);

        if (double.IsFinite(expected)) Assert.Equal(expected, kappa.Value, 1e-9);
        else Assert.Contains("cannot be told from zero", kappa.ToString());
        Assert.Equal(expected, double.IsFinite(expected) ? expected : kappa.High);
    }

    [Fact]
    public void Of_a_large_matrix_the_ends_are_taken()
    {
        using var definite = new Diagonal(cat([linspace(5, 40, 1498, ScalarType.Float64), tensor(new[] { 1.0, 50 })]));
        var kappa = ConditionNumber.Of(definite, tolerance: 1e-6);
        Assert.InRange(50, kappa.Low, kappa.High);
        Assert.InRange(kappa.High - kappa.Low, 0, 0.02);
        Assert.True(kappa.Products < 1500);

        using var indefinite = new Diagonal(cat([linspace(5, 40, 1498, ScalarType.Float64), tensor(new[] { -1.0, 50 })]));
        Assert.Equal(double.PositiveInfinity, ConditionNumber.Of(indefinite).High);
    }

    [Fact]
    public void Negative_curvature_is_found_or_said_not_to_be_there()
    {
        var (saddle, truth) = Rotated([4, 2, 1, 0.1, -0.5, .. new double[40]], 1, ScalarType.Float64);
        var down = NegativeCurvature.Of(saddle, 1e-6);
        Assert.True(down.Exists);
        Assert.InRange(down.Curvature - truth[^1], -1e-12, down.Bound);
        using var product = saddle.Multiply(down.Direction);
        Assert.Equal(down.Curvature, product.dot(down.Direction).ToDouble(), 1e-10);
        Assert.StartsWith("negative curvature", down.ToString());

        var (bowl, _) = Rotated([4, 2, 1, 0.1, .. new double[40]], 1, ScalarType.Float64);
        var none = NegativeCurvature.Of(bowl);
        Assert.False(none.Exists);
        Assert.StartsWith("no negative curvature", none.ToString());
    }

    private sealed class Diagonal(Tensor values) : CurvatureOperator
    {
        public override long Dimension => values.shape[0];

        public override ScalarType DataType => values.dtype;

        public override Device Device => values.device;

        protected override Tensor Product(Tensor v) => values * v;
    }
}
