using Course.Figures;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Figures;

public sealed class TrajectoryTests
{
    [Fact]
    public void A_path_of_gradient_descent_on_a_quadratic_shrinks_each_coordinate_by_its_own_factor()
    {
        var (h, η) = (new[] { 1.0, 8.0 }, 0.1);
        using var start = tensor(new[] { 2.0, -1.0 });
        var path = Trajectory.Of(new Quadratic(diag(tensor(h))), start, new Sgd(), η, 20);

        Assert.Equal(20, path.Steps);
        Assert.Equal([21, 2], path.Points.shape);
        Assert.Equal("SGD", path.Name);
        Assert.False(path.Diverged);
        for (var k = 0; k <= 20; k++)
        {
            var (x, y) = (2 * Math.Pow(1 - η * h[0], k), -Math.Pow(1 - η * h[1], k));
            Assert.Equal(x, path.Points[k, 0].ToDouble(), 12);
            Assert.Equal(y, path.Points[k, 1].ToDouble(), 12);
            Assert.Equal((h[0] * x * x + h[1] * y * y) / 2, path.Values[k], 12);
        }
        Assert.Equal(2, start[0].ToDouble()); // not moved
    }

    [Fact]
    public void A_path_that_diverges_ends_while_it_can_still_be_drawn()
    {
        var path = Trajectory.Of(new Rosenbrock(), tensor(new[] { -1.2f, 1 }), new Sgd(), 0.1, 100, "too fast");

        Assert.True(path.Diverged);
        Assert.InRange(path.Steps, 1, 10);
        Assert.All(path.Values, value => Assert.True(double.IsFinite(value)));
        Assert.True(path.Points.abs().max().ToDouble() < 1e7);
        Assert.StartsWith("too fast: diverged after", path.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_of_a_trainer_passes_through_the_weights_that_it_leaves()
    {
        var objective = LeastSquares.Generate(samples: 20, features: 2);
        Trainer Make() => new(objective, zeros(2, float64), new Sgd(), 0.05) { BatchSize = 4, Seed = 3 };
        var (twin, path) = (Make(), Trajectory.Of(Make(), 5, "batches"));

        for (var step = 1; step <= 5; step++)
        {
            twin.RunSteps(1);
            Assert.True(path.Points[step].allclose(twin.Weights));
        }
        Assert.Equal(5, path.Steps);
    }

    [Fact]
    public void A_path_of_a_trainer_goes_on_past_the_best_weights_that_early_stopping_leaves()
    {
        var objective = new Quadratic(diag(tensor(new[] { 1.0, 3 })));
        var trainer = new Trainer(objective, tensor(new[] { 1.0, 1 }), new Sgd(), learningRate: 0.7)
        {
            EarlyStopping = new EarlyStopping(patience: 10) { Series = Trainer.LossSeries },
        };
        var path = Trajectory.Of(trainer, 5, "rises");

        // Each step multiplies the second coordinate by 1 − 0.7 · 3 = −1.1, so that the loss rises after a few.
        for (var step = 0; step <= 5; step++) Assert.Equal(Math.Pow(-1.1, step), path.Points[step, 1].ToDouble(), 1e-12);
        Assert.False(path.Diverged);
        Assert.NotEqual(path.Points[5, 1].ToDouble(), trainer.Weights[1].ToDouble());
        Assert.Equal(path.Points[5, 1].ToDouble(), Trajectory.Of(trainer, 1, "on").Points[0, 1].ToDouble());
    }

    [Fact]
    public void A_start_where_the_objective_is_not_defined_is_refused() =>
        Assert.Throws<ArgumentException>(() => Trajectory.Of(new Rosenbrock(), tensor(new[] { double.NaN, 1 }), new Sgd(), 0.1, 10));

    [Fact]
    public void Points_and_values_must_be_as_many() =>
        Assert.Throws<ArgumentException>(() => new Trajectory("path", zeros(3, 2), [1, 2]));
}
