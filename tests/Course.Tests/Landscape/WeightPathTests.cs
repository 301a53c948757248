using Course.Instruments;
using Course.Landscape;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Landscape;

public sealed class WeightPathTests
{
    [Fact]
    public void Gradient_descent_along_an_eigenvector_goes_straight_with_the_step_length_times_the_eigenvalue_as_update_ratio()
    {
        var path = new WeightPath();
        Run(new Quadratic(diag(tensor(new[] { 1.0, 5 }))), tensor(new[] { 0.0, 2 }), 0.1, path, 4); // w ← (1 − 0.5) w

        Assert.Equal([0, 1, 2, 3, 4], path.Steps);
        Assert.Equal([2, 1, 0.5, 0.25, 0.125], path.Points.select(1, 1).Values());
        Assert.Equal([0, 1, 1.5, 1.75, 1.875], path.Distances);
        Assert.Equal(1.875, path.Length, 1e-15);
        Assert.Equal(1, path.Straightness, 1e-15);
        Assert.Equal([0.5, 0.5, 0.5, 0.5], path.UpdateRatios);
        Assert.Equal([10, 10, 2.5, 0.625, 0.15625], path.Losses); // of the step that led there: 2.5 y² before it
    }

    [Fact]
    public void A_step_too_long_turns_back_at_each_step()
    {
        var path = new WeightPath();
        Run(new Quadratic(eye(1, dtype: float64)), tensor(new[] { 1.0 }), 2, path, 6); // w ← −w

        Assert.Equal(12, path.Length);
        Assert.Equal(0, path.Distance);
        Assert.Equal(0, path.Straightness);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(11)]
    public void A_long_run_is_kept_at_even_distances_within_the_capacity_with_its_start_and_its_newest_point(int capacity)
    {
        var path = new WeightPath(capacity);
        var trainer = new Trainer(new Quadratic(eye(1, dtype: float64)), tensor(new[] { 1.0 }), new Sgd(), 0.01) { Instruments = { path } };
        for (var steps = 1; steps <= 200; steps++)
        {
            trainer.RunSteps(1);

            Assert.InRange(path.Steps.Count, Math.Min(steps, capacity / 2), capacity);
            Assert.Equal(0, path.Steps[0]);
            Assert.Equal(steps, path.Steps[^1]);
            var stride = path.Steps[1];
            for (var k = 0; k < path.Steps.Count - 1; k++) Assert.Equal(k * stride, path.Steps[k]);
            for (var k = 0; k < path.Steps.Count; k++) Assert.Equal(Math.Pow(0.99, path.Steps[k]), path.Points[k, 0].ToDouble(), 1e-12);
        }
    }

    [Fact]
    public void It_can_be_due_less_often()
    {
        var path = new WeightPath { Due = Every.Steps(5) };
        Run(new Quadratic(eye(1, dtype: float64)), tensor(new[] { 1.0 }), 0.01, path, 20);

        Assert.Equal([4, 5, 10, 15, 20], path.Steps); // before the first step at which it was due, and after each
    }

    [Fact]
    public void A_path_without_a_run_says_so()
    {
        Assert.Throws<InvalidOperationException>(() => new WeightPath().Points);
        Assert.Throws<InvalidOperationException>(() => new WeightPath().Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightPath(3));
        Assert.Equal("An empty path", new WeightPath().ToString());
    }

    private static void Run(Objective objective, Tensor start, double learningRate, WeightPath path, int steps) =>
        new Trainer(objective, start, new Sgd(), learningRate) { Instruments = { path } }.RunSteps(steps);
}
