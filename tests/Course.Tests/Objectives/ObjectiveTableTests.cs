using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Objectives;

/// <summary>One table of objectives, and what must hold for every one of them.</summary>
public sealed class ObjectiveTableTests
{
    private static readonly Dictionary<string, Func<Objective>> Table = new()
    {
        ["Rosenbrock"] = () => new Rosenbrock(),
        ["Rosenbrock of other steepness"] = () => new Rosenbrock(a: 2, b: 7),
        ["Beale"] = () => new Beale(),
        ["Himmelblau"] = () => new Himmelblau(),
        ["Booth"] = () => new Booth(),
        ["Ravine"] = () => new Ravine(50),
        ["Strict saddle"] = () => new StrictSaddle(),
        ["Monkey saddle"] = () => new MonkeySaddle(),
        ["Quadratic"] = () => new Quadratic(tensor(new[,] { { 3.0, 1 }, { 1, 2 } }), tensor(new[] { 1.0, -1 })),
        ["Rotated quadratic"] = () => Quadratic.WithSpectrum([1, 2, 5, 20], rotationSeed: 3),
        ["Indefinite quadratic"] = () => Quadratic.WithSpectrum([-3, 0, 2]),
        ["Least squares"] = () => LeastSquares.Generate(40, 5, noise: 0.5, seed: 2),
        ["Least squares of given condition"] = () => LeastSquares.Generate(30, 4, conditionNumber: 100, seed: 3),
        ["Logistic regression"] = Logistic,
        ["Network"] = Network,
    };

    public static TheoryData<string> All => [.. Table.Keys];

    public static TheoryData<string> WithMinimizer => [.. Table.Keys.Where(name => Table[name]().Minimizer is not null)];

    [Theory]
    [MemberData(nameof(All))]
    public void Derivatives_agree_with_central_differences(string name)
    {
        const double h = 1e-5; // a central difference errs by order h² and by 1e-16/h from rounding
        var f = Table[name]();
        foreach (var w in Points(f))
        {
            var (value, gradient) = f.ValueAndGradient(w);
            var hessian = f.Hessian(w);
            Assert.Equal(f.Value(w).ToDouble(), value.ToDouble(), 1e-12 * (1 + Math.Abs(value.ToDouble())));
            for (var i = 0L; i < f.Dimension; i++)
            {
                var e = Axis(f, i);
                var slope = (f.Value(w + h * e) - f.Value(w - h * e)) / (2 * h);
                Numbers.Close(slope, gradient[i], 1e-7 * (1 + Math.Abs(value.ToDouble())));
                Numbers.Close((f.Gradient(w + h * e) - f.Gradient(w - h * e)) / (2 * h), hessian.select(1, i), 1e-7);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Gradient_Hessian_and_product_agree_with_automatic_differentiation_and_with_each_other(string name)
    {
        var f = Table[name]();
        manual_seed(4);
        var v = randn(f.Dimension, float64);
        foreach (var w in Points(f))
        {
            var hessian = f.Hessian(w);
            Numbers.Close(hessian.t(), hessian, 1e-12);
            Numbers.Close(hessian.mv(v), f.HessianVectorProduct(w, v), 1e-12);
            if (f is NetworkObjective) continue; // its value carries no graph; its own tests have the explicit Hessian
            var plain = new ByDifferentiation(f);
            Numbers.Close(plain.Gradient(w), f.Gradient(w), 1e-12);
            Numbers.Close(plain.Hessian(w), hessian, 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(WithMinimizer))]
    public void At_the_minimizer_the_gradient_vanishes_and_all_around_it_is_higher(string name)
    {
        var f = Table[name]();
        var least = f.Minimizer!;
        var value = f.Value(least).ToDouble();
        if (f is PlaneFunction) Assert.Equal(0, value, 1e-28);

        Numbers.Close(zeros(f.Dimension, float64), f.Gradient(least), 1e-13);
        Assert.True(linalg.eigvalsh(f.Hessian(least)).min().ToDouble() > 0);
        manual_seed(5);
        for (var i = 0; i < 20; i++) Assert.True(f.Value(least + 0.1 * randn(f.Dimension, float64)).ToDouble() > value);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void In_single_precision_the_same_comes_out_to_single_precision(string name)
    {
        if (Table[name]() is not PlaneFunction f) return; // the others hold tensors of their own type
        foreach (var w in Points(f))
        {
            var single = w.@float();
            var (value, gradient) = f.ValueAndGradient(single);
            Assert.Equal((ScalarType.Float32, ScalarType.Float32, ScalarType.Float32), (value.dtype, gradient.dtype, f.Hessian(single).dtype));
            Numbers.Close(f.Gradient(single.@double()), gradient, 1e-5);
        }
    }

    [Fact]
    public void A_plane_function_takes_a_whole_grid_at_once()
    {
        var (x, y) = (linspace(-2, 2, 7, float64).unsqueeze(0), linspace(-1, 3, 5, float64).unsqueeze(1));
        foreach (var f in Table.Values.Select(make => make()).OfType<PlaneFunction>())
        {
            var grid = f.Value(x, y).broadcast_to(5, 7);
            Assert.Equal([5L, 7], grid.shape);
            Assert.Equal(f.Value(stack([x[0, 4], y[2, 0]])).ToDouble(), grid[2, 4].ToDouble(), 1e-12);
            Assert.Equal([2L], f.Start.shape);
        }
    }

    [Fact]
    public void All_four_minima_of_Himmelblau_are_stationary_and_zero()
    {
        var f = new Himmelblau();
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(0, f.Value(Himmelblau.Minimizers[i]).ToDouble(), 1e-28);
            Numbers.Close(zeros(2, float64), f.Gradient(Himmelblau.Minimizers[i]), 1e-13);
        }
    }

    [Fact]
    public void Saddles_are_stationary_at_the_origin_with_the_curvature_of_calculus()
    {
        var origin = zeros(2, float64);
        foreach (var saddle in (Objective[])[new StrictSaddle(), new MonkeySaddle()])
        {
            Assert.Equal([0.0, 0], saddle.Gradient(origin).Values());
            Assert.Null(saddle.Minimizer);
        }
        Assert.Equal([2.0, 0, 0, -2], new StrictSaddle().Hessian(origin).Values());
        Assert.Equal([0.0, 0, 0, 0], new MonkeySaddle().Hessian(origin).Values());
        Assert.Equal([6.0, -12, -12, -6], new MonkeySaddle().Hessian(tensor([1.0, 2.0])).Values());
    }

    private static LogisticRegression Logistic()
    {
        manual_seed(6);
        var x = randn(50, 3, float64);
        return new LogisticRegression(x, (x.select(1, 0) + randn(50, float64)).gt(0).@long());
    }

    private static NetworkObjective Network()
    {
        manual_seed(7);
        var net = new Mlp(() => nn.Tanh(), 3, 4, 3);
        net.to(ScalarType.Float64);
        return new NetworkObjective(net, Losses.CrossEntropy, new Dataset(randn(12, 3, float64), arange(12, int64).remainder(3)));
    }

    /// <summary>Two points in general position, and the usual start.</summary>
    private static IEnumerable<Tensor> Points(Objective f)
    {
        manual_seed(8);
        Tensor[] points = [randn(f.Dimension, float64), 0.3 * randn(f.Dimension, float64)];
        return f is PlaneFunction plane ? points.Append(plane.Start) : points;
    }

    private static Tensor Axis(Objective f, long i)
    {
        var e = zeros(f.Dimension, float64);
        e[i] = 1;
        return e;
    }

    /// <summary>Another objective's value with the derivatives that every objective has by default.</summary>
    private sealed class ByDifferentiation(Objective known) : Objective
    {
        public override long Dimension => known.Dimension;

        public override Tensor Value(Tensor w) => known.Value(w);
    }
}
