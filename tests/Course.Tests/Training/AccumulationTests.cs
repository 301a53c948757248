using Course.Data;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Training;

public sealed class AccumulationTests
{
    [Fact]
    public void A_batch_that_goes_through_the_network_in_pieces_gives_the_same_weights_to_rounding()
    {
        var (whole, pieces) = (Train(chunkSize: 4096), Train(chunkSize: 7)); // the last piece of each batch is smaller

        Numbers.Close(whole.Weights, pieces.Weights, 1e-13);
        Assert.Equal(whole.StepsPerEpoch, pieces.StepsPerEpoch);
    }

    private static Trainer Train(int chunkSize)
    {
        manual_seed(1);
        var samples = Spirals.Generate(20, classes: 3, seed: 1);
        var net = new Mlp(2, 8, 3).@double();
        var objective = new NetworkObjective(net, Losses.CrossEntropy, new Dataset(samples.Inputs.@double(), samples.Targets)) { ChunkSize = chunkSize };
        var trainer = new Trainer(objective, new Adam(), learningRate: 0.01) { BatchSize = 24 };
        trainer.Run(epochs: 5);
        return trainer;
    }
}
