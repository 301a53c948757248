using Course.Data;
using Course.Instruments;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Instruments;

public sealed class StepInstrumentTests
{
    private const double Still = 1e-300; // no weight moves

    [Fact]
    public void What_is_told_of_a_step_is_what_two_points_and_a_gradient_give()
    {
        manual_seed(1);
        var objective = new NetworkObjective(new Mlp(3, 5, 2).to(float64), Losses.MeanSquaredError, new Dataset(randn(12, 3, dtype: float64), randn(12, 2, dtype: float64)));
        var other = new Batch(randn(5, 3, dtype: float64), randn(5, 2, dtype: float64));
        var start = objective.Parameters.Vector.clone();
        var trainer = new Trainer(objective, new Sgd().WithWeightDecay(0.5), learningRate: 0.2) { BatchSize = 12 };
        foreach (var instrument in Each(objective, start, other)) trainer.Instruments.Add(instrument);
        trainer.RunSteps(1);
        var w = objective.Parameters.Vector.clone();
        trainer.RunSteps(1);
        var (after, history) = (objective.Parameters.Vector.clone(), trainer.History);

        // The trainer shuffles; the whole data in another order has the same mean to rounding.
        var g = objective.Gradient(w);
        var step = after - w;
        Numbers.Close(-0.2 * (g + 0.5 * w), step, 1e-12);
        Close(g.norm(), "gradient norm");
        Close(step.norm(), "update size");
        Close(step.norm() / w.norm(), "update ratio");
        Close(objective.Parameters.Split(step)[2].norm() / objective.Parameters.Split(w)[2].norm(), "update ratio: layers.linear2.weight");
        Close((after - start).norm(), "distance");
        Close(-g.dot(step), "predicted decrease");
        Close(objective.Value(w) - objective.Value(after), "real decrease");
        Close(objective.On(other).Value(after), "other loss");
        Close(after.abs().max(), "largest weight");

        void Close(Tensor expected, string name) => Assert.Equal(expected.ToDouble(), history[name].Last, 10);
    }

    [Fact]
    public void In_float32_a_step_is_summed_in_float64()
    {
        manual_seed(1);
        var objective = new NetworkObjective(new Mlp(7, 41, 3), Losses.MeanSquaredError, new Dataset(randn(12, 7), randn(12, 3))); // 454 parameters: no whole number of vectors
        var start = objective.Parameters.Vector.clone();
        var trainer = new Trainer(objective, new Sgd(), learningRate: 0.5) { BatchSize = 12, Order = new InOrder() };
        foreach (var instrument in Each(objective, start, new Batch(randn(5, 7), randn(5, 3)))) trainer.Instruments.Add(instrument);
        var g = objective.Gradient(start).@double();
        trainer.RunSteps(1);
        var (step, history) = ((objective.Parameters.Vector - start).@double(), trainer.History);

        Assert.Equal(1, history["gradient norm"].Last / g.norm().ToDouble(), 12);
        Assert.Equal(1, history["update size"].Last / step.norm().ToDouble(), 12);
        Assert.Equal(1, history["predicted decrease"].Last / -g.dot(step).ToDouble(), 12);
    }

    [Fact]
    public void The_noise_of_a_training_step_is_that_of_the_gradients_of_its_samples()
    {
        manual_seed(2);
        var objective = new NetworkObjective(new Mlp(3, 5, 2).to(float64), Losses.CrossEntropy, new Dataset(randn(9, 3, dtype: float64), arange(9, int64).remainder(2)));
        var trainer = new Trainer(objective, new HeavyBall(), learningRate: 0.1) { BatchSize = 9, Order = new InOrder() };
        trainer.Instruments.Add(new BatchNoiseScale(window: 3) { Due = Every.Steps(1) });
        var (traces, squares) = (new List<double>(), new List<double>());
        for (var step = 0; step < 4; step++)
        {
            var gradients = stack([.. Enumerable.Range(0, 9).Select(i => objective.On(new Batch(objective.Samples.Inputs.narrow(0, i, 1), objective.Samples.Targets.narrow(0, i, 1))).Gradient(objective.Parameters.Vector))]);
            traces.Add(gradients.var(0).sum().ToDouble());
            squares.Add(gradients.mean([0]).square().sum().ToDouble() - traces[^1] / 9);
            trainer.RunSteps(1);

            Assert.Equal(traces[^1], trainer.History["noise trace"].Last, 10);
            Assert.Equal(squares[^1], trainer.History["noise gradient"].Last, 10);
        }

        Assert.Equal(traces.Skip(1).Sum() / squares.Skip(1).Sum(), trainer.History["noise scale"].Last, 8);
    }

    [Fact]
    public void Two_halves_of_a_batch_tell_gradient_and_noise_without_bias()
    {
        var problem = LeastSquares.Generate(samples: 7, features: 3, seed: 1);
        var w = ones(3, float64);
        var trainer = new Trainer(problem, w, new Sgd(), learningRate: 0.01) { BatchSize = 7, Order = new InOrder() };
        trainer.Instruments.Add(new TwoBatchNoiseScale(window: 2) { Due = Every.Steps(1) });
        var (traces, squares) = (new List<double>(), new List<double>());
        for (var step = 0; step < 4; step++)
        {
            var (x, y) = (problem.Samples.Inputs, problem.Samples.Targets);
            var (g1, g2) = (new LeastSquares(x.narrow(0, 0, 3), y.narrow(0, 0, 3)).Gradient(w), new LeastSquares(x.narrow(0, 3, 4), y.narrow(0, 3, 4)).Gradient(w));
            squares.Add(g1.dot(g2).ToDouble());
            traces.Add((g1 - g2).square().sum().ToDouble() / (1.0 / 3 + 1.0 / 4));
            trainer.RunSteps(1);
        }

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(squares[i], trainer.History["two-batch gradient"].Values[i], 10);
            Assert.Equal(traces[i], trainer.History["two-batch trace"].Values[i], 10);
        }
        Assert.Equal((traces[2] + traces[3]) / (squares[2] + squares[3]), trainer.History["two-batch noise scale"].Last, 10);
    }

    [Fact]
    public void The_two_batch_estimates_are_right_on_average()
    {
        // Over all orders of the samples the means of the estimates are |G|² − tr Σ/N and tr Σ, drawing without putting back, with Σ of N − 1 degrees of freedom.
        var problem = LeastSquares.Generate(samples: 6, features: 2, seed: 4);
        var w = ones(2, float64);
        var gradients = stack([.. Enumerable.Range(0, 6).Select(i => new LeastSquares(problem.Samples.Inputs.narrow(0, i, 1), problem.Samples.Targets.narrow(0, i, 1)).Gradient(w))]);
        var trace = gradients.var(0).sum().ToDouble();
        var trainer = new Trainer(problem, w, new Sgd(), learningRate: Still) { BatchSize = 6, Order = new AllOrders() };
        trainer.Instruments.Add(new TwoBatchNoiseScale(window: 720) { Due = Every.Steps(1) });
        trainer.RunSteps(720);

        Assert.Equal(trace, trainer.History["two-batch trace"].Values.Average(), 9);
        Assert.Equal(gradients.mean([0]).square().sum().ToDouble() - trace / 6, trainer.History["two-batch gradient"].Values.Average(), 9);
    }

    [Theory]
    [InlineData("noise scale", 40)]
    [InlineData("noise scale", 8)]
    [InlineData("two-batch noise scale", 40)]
    [InlineData("two-batch noise scale", 8)]
    public void The_interval_of_a_live_noise_scale_covers_the_truth(string name, int steps)
    {
        const int Seeds = 200;
        var problem = LeastSquares.Generate(samples: 5000, features: 4, seed: 4);
        var w = ones(4, float64);
        var gradients = 2 * (problem.Samples.Inputs.mv(w) - problem.Samples.Targets).unsqueeze(1) * problem.Samples.Inputs;
        Numbers.Close(problem.Gradient(w), gradients.mean([0]), 1e-12);
        var trace = gradients.var(0).sum().ToDouble();
        var truth = trace / (gradients.mean([0]).square().sum().ToDouble() - trace / 5000); // of draws without putting back, of which a few are taken of many
        var covered = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var trainer = new Trainer(problem, w.clone(), new Sgd(), learningRate: Still) { BatchSize = 16, Seed = seed };
            trainer.Instruments.Add(name == "noise scale" ? new BatchNoiseScale(steps) { Due = Every.Steps(1) } : new TwoBatchNoiseScale(steps) { Due = Every.Steps(1) });
            trainer.RunSteps(steps);
            Assert.Equal(steps - 1, trainer.History[name + ": low"].Count); // one measurement has no spread
            if (trainer.History[name + ": low"].Last <= truth && truth <= trainer.History[name + ": high"].Last) covered++;
        }

        Assert.InRange(covered, 0.90 * Seeds, 0.99 * Seeds);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Both_live_noise_scales_watch_one_run(bool watcherIsFirst)
    {
        double[] Traces(params Instrument[] instruments)
        {
            manual_seed(1);
            var network = new NetworkObjective(new Mlp(3, 5, 2).to(float64), Losses.MeanSquaredError, new Dataset(randn(12, 3, dtype: float64), randn(12, 2, dtype: float64)));
            var trainer = new Trainer(network, new Sgd(), learningRate: 0.1) { BatchSize = 4 };
            foreach (var instrument in instruments) trainer.Instruments.Add(instrument);
            trainer.RunSteps(5);
            return [.. trainer.History.Contains("noise trace") ? trainer.History["noise trace"].Values : trainer.History["two-batch trace"].Values];
        }
        var (watcher, other) = (new BatchNoiseScale { Due = Every.Steps(1) }, new TwoBatchNoiseScale { Due = Every.Steps(1) });
        var alone = Traces(new BatchNoiseScale { Due = Every.Steps(1) });

        Assert.Equal(5, alone.Length);
        Assert.Equal(alone, watcherIsFirst ? Traces(watcher, other) : Traces(other, watcher));
    }

    [Fact]
    public void A_batch_of_one_has_no_two_halves_and_a_function_without_samples_no_noise()
    {
        var problem = LeastSquares.Generate(samples: 5, features: 2);
        var trainer = new Trainer(problem, ones(2, float64), new Sgd(), learningRate: 0.01) { BatchSize = 2 };
        trainer.Instruments.Add(new TwoBatchNoiseScale { Due = Every.Steps(1) });
        trainer.Instruments.Add(new BatchNoiseScale { Due = Every.Steps(1) });
        trainer.Run(epochs: 2);
        Assert.Equal([1L, 2, 4, 5], trainer.History["two-batch noise scale"].Steps);
        Assert.Equal([1L, 2, 4, 5], trainer.History["noise scale"].Steps);

        var without = new Trainer(new Rosenbrock(), ones(2, float64), new Sgd(), learningRate: Still);
        without.Instruments.Add(new TwoBatchNoiseScale());
        Assert.Contains("Rosenbrock", Assert.Throws<InvalidOperationException>(() => without.RunSteps(1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TwoBatchNoiseScale(window: 0));
    }

    [Fact]
    public void A_distance_from_a_point_of_another_length_is_refused()
    {
        var trainer = new Trainer(new Rosenbrock(), ones(2, float64), new Sgd(), learningRate: Still);
        trainer.Instruments.Add(new Distance(zeros(3)));

        Assert.Contains("[3]", Assert.Throws<ArgumentException>(() => trainer.RunSteps(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Logarithmic_steps_are_those_nearest_to_an_even_spacing()
    {
        foreach (var perDecade in new[] { 1, 3, 10, 20 })
        {
            var trainer = new Trainer(new Rosenbrock(), zeros(2, float64), new Sgd(), learningRate: Still);
            trainer.Instruments.Add(new UpdateSize { Due = Every.Logarithmic(perDecade) });
            trainer.RunSteps(2000);

            Assert.Equal(Enumerable.Range(0, 4 * perDecade).Select(k => (long)Math.Round(Math.Pow(10, (double)k / perDecade))).Distinct().Where(step => step <= 2000), trainer.History["update size"].Steps);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => Every.Logarithmic(0));
    }

    private static IEnumerable<Instrument> Each(NetworkObjective objective, Tensor start, Batch other) =>
    [
        new GradientNorm(), new UpdateSize(), new UpdateRatio(), new UpdateRatio(objective.Parameters), new Distance(start), new PredictedDecrease(), new RealDecrease(),
        new LossOn(objective.On(other), "other loss"), new Measurement("largest weight", moment => moment.Weights.abs().max().ToDouble()),
    ];

    private sealed class InOrder : SampleOrder
    {
        public override long[] Indices(long count, long seed, long epoch) => [.. Enumerable.Range(0, (int)count).Select(i => (long)i)];
    }

    /// <summary>One permutation after another, in each epoch the next.</summary>
    private sealed class AllOrders : SampleOrder
    {
        public override long[] Indices(long count, long seed, long epoch)
        {
            var (left, order) = (Enumerable.Range(0, (int)count).Select(i => (long)i).ToList(), new List<long>());
            for (; left.Count > 0; epoch /= left.Count + 1)
            {
                order.Add(left[(int)(epoch % left.Count)]);
                left.RemoveAt((int)(epoch % left.Count));
            }
            return [.. order];
        }
    }
}
