using Course.Data;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Regularization;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Regularization;

public sealed class PenaltyTests
{
    private static readonly Dictionary<string, Penalty> penalties = new()
    {
        ["L1"] = new L1Penalty(0.03),
        ["L2"] = new L2Penalty(0.2),
        ["Jacobian"] = new JacobianPenalty(0.5, projections: null),
    };

    public static TheoryData<string> Names => [.. penalties.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_and_gradient_of_the_penalized_loss_are_PyTorch_s(string name)
    {
        var (objective, expected) = (Objective(penalties[name]), Figures.Of(name));
        var (value, gradient) = objective.ValueAndGradient(objective.Parameters.Vector);

        Assert.Equal(expected.GetProperty("value").GetDouble(), penalties[name].Value(objective.Module, Whole(objective)).ToDouble(), 1e-14);
        Assert.Equal(expected.GetProperty("total").GetDouble(), value.ToDouble(), 1e-14);
        Assert.Equal(expected.GetProperty("total").GetDouble(), objective.Value(objective.Parameters.Vector).ToDouble(), 1e-14);
        Numbers.Close(Figures.Vector(expected.GetProperty("gradient")), gradient, 1e-13);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_and_the_Hessian_product_agree_with_central_differences(string name)
    {
        var objective = Objective(penalties[name]);
        var w = objective.Parameters.Vector.clone();
        manual_seed(3);
        var v = randn(w.shape, float64);
        const double h = 1e-5;

        var slope = (objective.Value(w + h * v).ToDouble() - objective.Value(w - h * v).ToDouble()) / (2 * h);
        Assert.Equal(slope, objective.Gradient(w).dot(v).ToDouble(), 1e-8);
        Numbers.Close((objective.Gradient(w + h * v) - objective.Gradient(w - h * v)) / (2 * h), objective.HessianVectorProduct(w, v), 1e-7);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_penalty_is_counted_once_whatever_the_chunks_and_on_each_batch(string name)
    {
        var (whole, chunked) = (Objective(penalties[name]), Objective(penalties[name], chunk: 3));
        var w = whole.Parameters.Vector.clone();
        var (value, gradient) = whole.ValueAndGradient(w);

        Numbers.Close(gradient, chunked.Gradient(w), 1e-14);
        Assert.Equal(value.ToDouble(), chunked.Value(w).ToDouble(), 1e-14);
        Assert.Equal(value.ToDouble(), whole.On(Whole(whole)).Value(w).ToDouble(), 1e-14);
    }

    [Fact]
    public void Random_projections_estimate_the_squared_norm_of_the_Jacobian_without_bias()
    {
        var objective = Objective();
        var batch = Whole(objective);
        var exact = new JacobianPenalty(1, projections: null).Value(objective.Module, batch).ToDouble();
        foreach (var projections in new[] { 1, 4 })
        {
            manual_seed(5);
            var penalty = new JacobianPenalty(1, projections);
            double[] estimates = [.. Enumerable.Range(0, 500).Select(_ => penalty.Value(objective.Module, batch).ToDouble())];
            var (mean, error) = (estimates.Average(), Math.Sqrt(estimates.Select(e => (e - estimates.Average()) * (e - estimates.Average())).Average() / estimates.Length));
            Assert.Equal(exact, mean, 4 * error);
            Assert.True(error < 0.04 * exact, $"error {error} of {exact}");
        }
    }

    [Fact]
    public void Of_a_linear_network_the_Jacobian_is_the_matrix_itself()
    {
        var layer = nn.Linear(4, 3, dtype: float64);
        var batch = new Batch(randn(9, 4, float64), zeros(9, int64));
        Assert.Equal(layer.weight!.square().sum().ToDouble() / 2, new JacobianPenalty(1, projections: null).Value(layer, batch).ToDouble(), 1e-13);
    }

    [Fact]
    public void A_trainer_makes_the_steps_of_the_penalized_gradient_and_L2_those_of_coupled_decay_of_the_weights_alone()
    {
        var (objective, plain) = (Objective(new L2Penalty(0.2)), Objective());
        var trainer = new Trainer(objective, new Sgd(), learningRate: 0.1) { BatchSize = 7 };
        trainer.RunSteps(3);

        var w = plain.Parameters.Vector.clone();
        var mask = cat([.. plain.Parameters.Slices.Select(slice => full(slice.Length, slice.Shape.Count > 1 ? 1.0 : 0.0, float64))]);
        for (var step = 0; step < 3; step++) w = w - 0.1 * (plain.Gradient(w) + 0.2 * mask * w);
        Numbers.Close(w, trainer.Weights, 1e-14);
    }

    [Fact]
    public void A_strength_out_of_range_a_network_without_weights_and_inputs_that_cannot_vary_are_refused()
    {
        var batch = new Batch(zeros(3, 2, int64), zeros(3, int64));
        Assert.Throws<ArgumentOutOfRangeException>("strength", () => new L2Penalty(-1));
        Assert.Throws<ArgumentOutOfRangeException>("strength", () => new L1Penalty(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("projections", () => new JacobianPenalty(1, projections: 0));
        Assert.Contains("no trainable parameters of two", Assert.Throws<ArgumentException>(() => new L2Penalty(1).Value(nn.LayerNorm([2]), batch)).Message, StringComparison.Ordinal);
        Assert.Contains("to(float32)", Assert.Throws<ArgumentException>(() => new JacobianPenalty(1).Value(nn.Linear(2, 2), batch)).Message, StringComparison.Ordinal);
        var cube = new Batch(zeros(3, 5, 2), zeros(3, int64));
        Assert.Contains("[3, 5, 2]", Assert.Throws<ArgumentException>(() => new JacobianPenalty(1).Value(nn.Linear(2, 2), cube)).Message, StringComparison.Ordinal);
    }

    private static NetworkObjective Objective(Penalty? penalty = null, int chunk = 4096)
    {
        var objective = new NetworkObjective(Figures.Network(), Losses.CrossEntropy, Figures.Samples) { ChunkSize = chunk };
        if (penalty is not null) objective.Penalties.Add(penalty);
        return objective;
    }

    private static Batch Whole(NetworkObjective objective) => new(objective.Samples.Inputs, objective.Samples.Targets);
}
