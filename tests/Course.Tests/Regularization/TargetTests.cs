using Course.Data;
using Course.Objectives;
using Course.Optimizers;
using Course.Regularization;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Regularization;

/// <summary>Targets that are shares of classes: label smoothing and mix-up.</summary>
public sealed class TargetTests
{
    [Fact]
    public void Label_smoothing_and_soft_targets_give_PyTorch_s_losses()
    {
        var scores = Figures.Matrix("outputs", 3);
        Assert.Equal(Figures.Of("smoothed").GetDouble(), Losses.SmoothedCrossEntropy(0.1)(scores, Figures.Samples.Targets).ToDouble(), 1e-15);
        Assert.Equal(Figures.Of("soft").GetDouble(), Losses.CrossEntropy(scores, Figures.Matrix("shares", 3)).ToDouble(), 1e-15);
    }

    [Fact]
    public void Label_smoothing_is_cross_entropy_against_smoothed_targets()
    {
        var (scores, targets) = (Figures.Matrix("outputs", 3), Figures.Samples.Targets);
        var smoothed = nn.functional.one_hot(targets, 3).to(float64) * (1 - 0.3) + 0.3 / 3;
        Assert.Equal(Losses.CrossEntropy(scores, smoothed).ToDouble(), Losses.SmoothedCrossEntropy(0.3)(scores, targets).ToDouble(), 1e-15);
    }

    [Fact]
    public void A_smoothing_out_of_range_and_targets_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("smoothing", () => Losses.SmoothedCrossEntropy(1));
        Assert.Throws<ArgumentOutOfRangeException>("smoothing", () => Losses.SmoothedCrossEntropy(-0.1));
        Assert.Throws<ArgumentException>("targets", () => Losses.SmoothedCrossEntropy(0.1)(zeros(4, 3), zeros(4)));
        Assert.Throws<ArgumentException>("targets", () => Losses.CrossEntropy(zeros(4, 3), zeros(4, 3, float64)));
        Assert.Throws<ArgumentException>("targets", () => Losses.CrossEntropy(zeros(4, 3), zeros(4, 2)));
    }

    [Fact]
    public void Mix_up_blends_inputs_and_targets_by_the_same_share_with_the_same_partner()
    {
        // Inputs that are the targets' own shares must stay so, whatever the share and the partners.
        var targets = arange(50, int64).remainder(4);
        var batch = new Batch(nn.functional.one_hot(targets, 4).to(float64), targets);
        var mixed = Mixed(batch, seed: 3, alpha: 1);

        Numbers.Close(mixed.Inputs, mixed.Targets, 1e-15);
        Numbers.Close(ones(50, float64), mixed.Targets.sum(dim: 1), 1e-15);
        Numbers.Close(batch.Inputs.sum(dim: 0), mixed.Inputs.sum(dim: 0), 1e-13); // each sample is a partner once
        var shares = mixed.Targets.max(1).values.Values().Where(share => share < 1).Select(share => Math.Round(share, 12)).Distinct();
        Assert.Single(shares);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.4)]
    [InlineData(1.0)]
    [InlineData(3.0)]
    public void Mix_up_s_share_has_the_moments_of_the_beta_distribution(double alpha)
    {
        const int draws = 4000;
        var targets = tensor([0L, 1L]);
        var batch = new Batch(tensor([0.0, 1.0]).view(2, 1), targets);
        double[] shares = [.. Enumerable.Range(0, draws).Select(seed => Mixed(batch, seed, alpha)).Where(mixed => mixed.Inputs[0].ToDouble() != 0 || mixed.Inputs[1].ToDouble() != 1)
            .Select(mixed => mixed.Inputs[1].ToDouble())]; // partner 0 half of the time
        var variance = 1 / (4 * (2 * alpha + 1)); // of Beta(α, α)
        var fourth = variance * variance * (3 - 6 / (2 * alpha + 3)); // its central moment
        Assert.InRange(shares.Length, 0.4 * draws, 0.6 * draws);
        Assert.All(shares, share => Assert.InRange(share, 0, 1));
        Assert.Equal(0.5, shares.Average(), 4 * Math.Sqrt(variance / shares.Length));
        Assert.Equal(variance, shares.Average(share => (share - 0.5) * (share - 0.5)), 4 * Math.Sqrt((fourth - variance * variance) / shares.Length));
    }

    [Fact]
    public void Mix_up_is_the_same_for_the_same_seed_and_refuses_what_it_cannot_blend()
    {
        var batch = new Batch(randn(10, 3), arange(10, int64).remainder(3));
        Assert.Equal(Mixed(batch, 1, 0.4).Inputs.Values(), Mixed(batch, 1, 0.4).Inputs.Values());
        Assert.NotEqual(Mixed(batch, 1, 0.4).Inputs.Values(), Mixed(batch, 2, 0.4).Inputs.Values());
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => Mixed(batch, 1, 0));
        Assert.Throws<ArgumentException>("batch", () => Mixed(Mixed(batch, 1, 1), 1, 1));
        Assert.Throws<ArgumentException>("random", () => Mixed(new Batch(zeros(2, 3, device: META), zeros(2, int64, META)), 1, 1));
    }

    [Fact]
    public void A_trainer_mixes_its_batches_up_alike_for_the_same_seed()
    {
        static double[] Trained(long seed)
        {
            var objective = new NetworkObjective(Figures.Network(), Losses.CrossEntropy, Figures.Samples);
            var trainer = new Trainer(objective, new Sgd(), learningRate: 0.1)
            {
                BatchSize = 4,
                Seed = seed,
                Augment = (batch, random) => batch.MixedUp(random, alpha: 0.4, classes: 3),
            };
            trainer.Run(epochs: 3);
            return trainer.Weights.Values();
        }

        Assert.Equal(Trained(1), Trained(1));
        Assert.NotEqual(Trained(1), Trained(2));
    }

    private static Batch Mixed(Batch batch, int seed, double alpha)
    {
        using var random = new Generator((ulong)seed);
        return batch.MixedUp(random, alpha, classes: 4);
    }
}
