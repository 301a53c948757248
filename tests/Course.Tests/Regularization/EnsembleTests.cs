using Course.Instruments;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Regularization;
using Course.Schedules;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Regularization;

public sealed class EnsembleTests
{
    [Fact]
    public void Its_outputs_are_the_logarithms_of_the_mean_probabilities_as_in_PyTorch()
    {
        var ensemble = new Ensemble(Figures.Network("w"), Figures.Network("other"));
        var outputs = ensemble.call(Figures.Matrix("x", 3));

        Numbers.Close(Figures.Matrix("ensemble", 3), outputs, 1e-14);
        Numbers.Close(ones(7, float64), outputs.exp().sum(dim: 1), 1e-14);
    }

    [Fact]
    public void It_can_average_the_outputs_themselves()
    {
        var ensemble = new Ensemble(Figures.Network("w"), Figures.Network("other")) { AveragesOutputs = true };
        Numbers.Close(Figures.Matrix("ensemble of outputs", 3), ensemble.call(Figures.Matrix("x", 3)), 1e-14);
    }

    [Fact]
    public void One_network_alone_keeps_its_probabilities_and_none_is_refused()
    {
        var (network, x) = (Figures.Network(), Figures.Matrix("x", 3));
        Numbers.Close(nn.functional.softmax(network.call(x), 1), new Ensemble(network).call(x).exp(), 1e-14);
        Assert.Throws<ArgumentException>("networks", () => new Ensemble());
    }

    [Fact]
    public void Evaluation_mode_and_parameters_reach_all_networks()
    {
        nn.Module<Tensor, Tensor>[] networks = [nn.Dropout(0.5), nn.Linear(2, 2)];
        var ensemble = new Ensemble(networks);
        ensemble.eval();

        Assert.All(networks, network => Assert.False(network.training));
        Assert.Equal(2, ensemble.parameters().Count());
    }

    [Fact]
    public void Snapshots_keep_the_weights_of_the_last_step_of_each_cycle()
    {
        var schedule = new Sawtooth(5);
        var objective = new NetworkObjective(Figures.Network(), Losses.CrossEntropy, Figures.Samples);
        var snapshots = new Snapshots(objective.Module, () => new Mlp(() => nn.Tanh(), 3, 4, 3)) { Due = Every.Cycle(schedule) };
        var trainer = new Trainer(objective, new Sgd(), schedule) { BatchSize = 7, Instruments = { snapshots } };
        var expected = new List<double[]>();
        for (var cycle = 0; cycle < 3; cycle++)
        {
            trainer.RunSteps(5);
            expected.Add(trainer.Weights.Values());
        }
        trainer.RunSteps(3);

        Assert.Equal(expected, snapshots.Networks.Select(network => new FlatParameters(network).Vector.Values()));
        Assert.All(snapshots.Networks, network => Assert.False(network.training));
    }

    [Fact]
    public void A_snapshot_of_a_network_in_bfloat16_answers_as_the_network_does()
    {
        static MixedPrecision Make() => new(new Mlp(3, 4, 3));
        var network = Make();
        var snapshots = new Snapshots(network, Make);
        new Trainer(new NetworkObjective(network, Losses.CrossEntropy, Figures.Samples), new Sgd(), learningRate: 0.1) { BatchSize = 7, Instruments = { snapshots } }.Run(epochs: 1);

        var x = Figures.Matrix("x", 3);
        Assert.Equal(network.call(x).Values(), snapshots.Networks.Single().call(x).Values());
    }

    [Fact]
    public void A_cycle_ends_where_the_rate_has_fallen_and_rises_again_not_while_it_warms_up()
    {
        var schedule = new Steps(0.1, 0.2, 0.3, 0.2, 0.1, 0.3, 0.1, 0.3, 0.3);
        var due = Every.Cycle(schedule);
        var ends = Enumerable.Range(1, 8).Where(step => due.IsDue(new TrainingMoment(step, 1, false, zeros(1), zeros(1), 0, schedule.At(step - 1), new Rosenbrock())));
        Assert.Equal([5, 7], ends);
    }

    private sealed class Sawtooth(int period) : Schedule
    {
        public override double At(long step) => 0.1 * (1 - (double)(step % period) / period);
    }

    private sealed class Steps(params double[] rates) : Schedule
    {
        public override double At(long step) => rates[step];
    }
}
