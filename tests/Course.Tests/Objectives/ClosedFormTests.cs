using Course.Data;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Objectives;

public sealed class ClosedFormTests
{
    [Theory]
    [InlineData(-1.2, 1)]
    [InlineData(0.5, -2)]
    [InlineData(1, 1)]
    public void Rosenbrock_by_automatic_differentiation_has_the_gradient_and_Hessian_of_calculus(double x, double y)
    {
        var f = new Rosenbrock();
        var w = tensor(new[] { x, y });
        var (value, gradient) = f.ValueAndGradient(w);

        Assert.Equal((1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x), value.item<double>(), 12);
        Numbers.Close(tensor(new[] { -2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x) }), gradient, 1e-14);
        Numbers.Close(tensor(new[,] { { 2 - 400 * (y - 3 * x * x), -400 * x }, { -400 * x, 200.0 } }), f.Hessian(w), 1e-14);
        foreach (var v in new[] { new[] { 1.0, 0 }, [0, 1], [0.3, -0.7] })
            Numbers.Close(f.Hessian(w).mv(tensor(v)), f.HessianVectorProduct(w, tensor(v)), 1e-14);
    }

    [Fact]
    public void Quadratic_worked_by_hand()
    {
        var f = new Quadratic(tensor(new[,] { { 3.0, 1 }, { 1, 2 } }), tensor(new[] { 1.0, -1 }));
        var w = tensor(new[] { 2.0, 1 });

        Assert.Equal(0.5 * (3 * 4 + 2 * 2 + 2) - (2 - 1), f.Value(w).item<double>(), 14);
        Assert.Equal([3 * 2 + 1 - 1, 2 + 2 + 1.0], f.Gradient(w).Values());
        Assert.Equal([3 * 5 - 1, 5 - 2.0], f.HessianVectorProduct(w, tensor(new[] { 5.0, -1 })).Values());
    }

    [Fact]
    public void The_gradients_of_the_batches_of_an_epoch_average_to_the_whole_gradient()
    {
        manual_seed(6);
        var f = new LeastSquares(randn(24, 4, float64), randn(24, float64));
        var w = randn(4, float64);
        var sum = zeros(4, float64);
        foreach (var batch in f.Samples.Batches(8, seed: 1)) sum += f.On(batch).Gradient(w);

        Numbers.Close(f.Gradient(w), sum / 3, 1e-13);
    }

    [Fact]
    public void Linear_and_constant_functions_have_a_zero_Hessian_product()
    {
        var (w, v) = (tensor(new[] { 1.0, 2 }), tensor(new[] { 3.0, 4 }));

        Assert.Equal([0.0, 0], new Linear().HessianVectorProduct(w, v).Values());
        Assert.Equal([2.0, 2], new Linear().Gradient(w).Values());
        Assert.Equal([0.0, 0], new Constant().HessianVectorProduct(w, v).Values());
        Assert.Equal([0.0, 0], new Constant().Gradient(w).Values());
    }

    [Fact]
    public void Derivatives_are_taken_within_no_grad_too_and_carry_no_graph()
    {
        using var still = no_grad();
        var (value, gradient) = new Rosenbrock().ValueAndGradient(tensor(new[] { 0.0, 0 }));

        Assert.Equal([-2.0, 0], gradient.Values());
        Assert.False(value.requires_grad);
        Assert.False(gradient.requires_grad);
    }

    [Fact]
    public void A_point_of_the_wrong_length_is_refused_before_any_computation()
    {
        var error = Assert.Throws<ArgumentException>(() => new Rosenbrock().Gradient(zeros(3, float64)));

        Assert.Contains("[2]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[3]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Rosenbrock().HessianVectorProduct(zeros(2, float64), zeros(1, 2, float64)));
    }

    [Fact]
    public void A_point_of_another_type_than_the_objective_s_own_is_refused_with_both()
    {
        Objective[] objectives = [Quadratic.WithSpectrum([1, 2]), new LeastSquares(eye(2, dtype: float64), zeros(2, float64)), new LogisticRegression(eye(2, dtype: float64), zeros(2))];
        foreach (var f in objectives)
        {
            var error = Assert.Throws<ArgumentException>(() => f.Value(zeros(2)));
            Assert.Contains("Float64", error.Message, StringComparison.Ordinal);
            Assert.Contains("Float32", error.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => f.HessianVectorProduct(zeros(2, float64), zeros(2)));
            Assert.Throws<ArgumentException>(() => f.Gradient(zeros(2)));
            Assert.Throws<ArgumentException>(() => f.Hessian(zeros(2)));
        }
        Assert.Throws<ArgumentException>(() => new Quadratic(eye(2, dtype: float64), zeros(2)));
        Assert.Contains("decimal point", Assert.Throws<ArgumentException>(() => new Rosenbrock().Gradient(tensor([1L, 2L]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_that_is_not_symmetric_is_no_Hessian()
    {
        Assert.Throws<ArgumentException>(() => new Quadratic(tensor(new[,] { { 1.0, 2 }, { 3, 4 } })));
        Assert.Throws<ArgumentException>(() => new Quadratic(zeros(2, 3, float64)));
        Assert.Throws<ArgumentException>(() => new Quadratic(eye(2, dtype: float64), zeros(3, float64)));
    }

    [Fact]
    public void Least_squares_needs_one_floating_point_type_and_at_least_one_sample()
    {
        Assert.Throws<ArgumentException>(() => new LeastSquares(zeros(3, 2), zeros(3, float64)));
        Assert.Throws<ArgumentException>(() => new LeastSquares(zeros(3, 2), zeros(4)));
        Assert.Throws<ArgumentException>(() => new LeastSquares(zeros(0, 2), zeros(0)));
    }

    [Fact]
    public void Squared_error_refuses_shapes_that_would_be_broadcast() =>
        Assert.Throws<ArgumentException>(() => Losses.MeanSquaredError(zeros(4, 1), zeros(4)));

    private sealed class Linear : Objective
    {
        public override long Dimension => 2;

        public override Tensor Value(Tensor w) => 2 * w.sum();
    }

    private sealed class Constant : Objective
    {
        public override long Dimension => 2;

        public override Tensor Value(Tensor w) => tensor(7.0);
    }
}
