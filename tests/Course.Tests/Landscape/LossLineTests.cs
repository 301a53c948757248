using Course.Data;
using Course.Landscape;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Tests.Landscape;

public sealed class LossLineTests
{
    [Fact]
    public void A_line_between_two_points_has_the_objectives_own_values_and_errors()
    {
        var f = TestNetworks.Perceptron(1, 4, 6, 3);
        var (a, b) = (f.Parameters.Vector.clone(), TestNetworks.Elsewhere(f, 2));

        var line = LossLine.Between(f, a, b, count: 5);

        Assert.Equal([0, 0.25, 0.5, 0.75, 1], line.T);
        for (var i = 0; i < 5; i++)
        {
            var w = (1 - line.T[i]) * a + line.T[i] * b;
            Assert.Equal(f.Value(w).ToDouble(), line.Losses[i], 1e-14);
            f.Parameters.Vector.copy_(w);
            var wrong = f.Module.call(f.Samples.Inputs).argmax(1).ne(f.Samples.Targets).sum().ToInt64();
            Assert.Equal(wrong / 20.0, line.Errors![i], 1e-15);
            f.Parameters.Vector.copy_(a);
        }
        Assert.Equal(line.Losses.Max(), line.Highest);
        Assert.Equal(f.Value(b).ToDouble(), line.Losses[^1]); // exactly at the end
    }

    [Fact]
    public void A_line_along_a_direction_goes_as_far_as_it_is_told()
    {
        var f = new Quadratic(tensor(new[,] { { 2.0, 0 }, { 0, 6 } }));

        var line = LossLine.Along(f, tensor(new[] { 1.0, 1 }), tensor(new[] { 0.0, 2 }), -1, 1, count: 3);

        Assert.Equal([-1, 0, 1], line.T);
        Assert.Equal([1 + 3, 1 + 3, 1 + 27], line.Losses); // 1 + 3 (1 + 2t)²
        Assert.Null(line.Errors);
        Assert.Null(line.ErrorBarrier);
    }

    [Fact]
    public void The_barrier_of_a_double_well_is_its_height_above_the_line_between_the_wells()
    {
        // (x² − 1)² + x/4 has the ends −¼ and ¼ at ∓1, so that the line between them is x/4 and the excess (x² − 1)², largest at 0.
        var line = LossLine.Between(new Curve(x => (x.square() - 1).square() + x / 4), tensor(new[] { -1.0 }), tensor(new[] { 1.0 }), count: 101);
        var convex = LossLine.Between(new Curve(x => x.square()), tensor(new[] { -1.0 }), tensor(new[] { 3.0 }));

        Assert.Equal(1, line.Barrier, 1e-14);
        Assert.Equal(0.5, line.BarrierAt, 1e-14);
        Assert.True(line.Highest > 1); // beside the middle, so that it is not the highest loss that tells
        Assert.Equal(0, convex.Barrier);
        Assert.Contains("barrier 1 at t = 0.5", line.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_is_infinite_or_not_a_number_between_finite_ends_is_an_infinite_barrier()
    {
        foreach (var f in (Func<Tensor, Tensor>[])[x => x.square().reciprocal(), x => (x.square() - 0.25).sqrt()])
        {
            var line = LossLine.Between(new Curve(f), tensor(new[] { -1.0 }), tensor(new[] { 1.0 }), count: 5);
            Assert.Equal(double.PositiveInfinity, line.Barrier);
            Assert.Equal(0.5, line.BarrierAt);
        }
    }

    [Fact]
    public void Other_data_than_the_training_data_are_measured_too()
    {
        var f = TestNetworks.Perceptron(1, 4, 6, 3);
        using var test = new Batch(randn([7, 4], float64), arange(7, int64).remainder(3));
        var b = TestNetworks.Elsewhere(f, 2);

        var line = LossLine.Between(f.On(test), f.Parameters.Vector, b, count: 3);

        Assert.Equal(f.On(test).Value(b).ToDouble(), line.Losses[2], 1e-14);
        Assert.All(line.Errors!, error => Assert.Equal(Math.Round(7 * error), 7 * error, 1e-12));
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(4)] // in pieces of 4, 4 and 2
    [InlineData(3)] // in pieces of 3, 3, 3 and one sample, which is left out
    public void Batch_norms_averages_are_those_of_the_point_that_is_measured(int chunk)
    {
        var f = TestNetworks.Convolutional(3, chunk);
        var (a, b) = (f.Parameters.Vector.clone(), TestNetworks.Elsewhere(f, 4));
        f.Module.call(f.Samples.Inputs); // moves the running averages from their start

        var line = LossLine.Between(f, a, b, count: 3);
        var kept = LossLine.Between(f, a, b, count: 3, keepAverages: true);

        f.Module.eval();
        Assert.Equal(f.Value(b).ToDouble(), kept.Losses[2], 1e-13);
        f.Parameters.Vector.copy_(b);
        // The mean over the pieces of their means and unbiased variances, piece by piece in proportion to its size.
        BatchNorm2d[] norms = [.. f.Module.modules().OfType<BatchNorm2d>()];
        long[] sizes = [.. f.Samples.Chunks(chunk).Select(piece => piece.Size).Where(size => size > 1)];
        var inputs = new List<Tensor>[] { [], [] };
        using (no_grad())
        {
            foreach (var norm in norms) norm.train();
            for (var n = 0; n < 2; n++)
            {
                var own = inputs[n];
                norms[n].register_forward_hook((_, input, output) =>
                {
                    own.Add(input.clone()); // a Sequential frees what it hands on
                    return output;
                });
            }
            foreach (var piece in f.Samples.Chunks(chunk).Where(piece => piece.Size > 1)) f.Module.call(piece.Inputs);
            for (var n = 0; n < 2; n++)
            {
                norms[n].running_mean!.copy_(inputs[n].Select((z, i) => z.mean([0, 2, 3]) * (double)sizes[i] / sizes.Sum()).Aggregate((x, y) => x + y));
                norms[n].running_var!.copy_(inputs[n].Select((z, i) => z.transpose(0, 1).flatten(1).var(1) * (double)sizes[i] / sizes.Sum()).Aggregate((x, y) => x + y));
            }
        }
        f.Module.eval();
        Assert.Equal(f.Value(f.Parameters.Vector).ToDouble(), line.Losses[2], 1e-12);
        Assert.NotEqual(kept.Losses[2], line.Losses[2]);
    }

    [Fact]
    public void A_place_where_batch_norm_overflows_does_not_spoil_those_that_follow()
    {
        var f = TestNetworks.Convolutional(3);
        var w = f.Parameters.Vector.clone();

        var line = LossLine.Along(f, w, w, -1e307, 0, count: 3); // the squares of the outputs overflow

        Assert.False(double.IsFinite(line.Losses[0]));
        Assert.Equal(LossLine.Along(f, w, w, -1, 0, count: 2).Losses[1], line.Losses[2], 1e-14);
    }

    [Fact]
    public void Class_numbers_without_scores_for_the_classes_have_no_error()
    {
        manual_seed(1);
        var net = nn.Sequential(nn.Linear(3, 1), nn.Flatten(0)).to(float64);
        var f = new NetworkObjective(net, (z, y) => nn.functional.binary_cross_entropy_with_logits(z, y.to(float64)), new Dataset(randn([6, 3], float64), arange(6, int64).remainder(2)));

        var line = LossLine.Between(f, f.Parameters.Vector, -f.Parameters.Vector, count: 3);

        Assert.Null(line.Errors);
        Assert.Equal(f.Value(f.Parameters.Vector).ToDouble(), line.Losses[0], 1e-14);
    }

    [Fact]
    public void What_cannot_be_measured_is_refused_before_any_work()
    {
        var f = new Quadratic(eye(2, dtype: float64));
        Tensor a = zeros(2, float64), b = ones(2, float64);
        Assert.Throws<ArgumentException>(() => LossLine.Between(f, a, ones(3, float64)));
        Assert.Throws<ArgumentException>(() => LossLine.Between(f, a, ones([2, 1], float64)));
        Assert.Throws<ArgumentException>(() => LossLine.Between(f, a, ones(2, float32)));
        Assert.Throws<ArgumentException>(() => LossLine.Between(f, a, ones(2, int64)));
        Assert.Throws<ArgumentException>(() => LossLine.Between(f, tensor(new[] { 0, double.NaN }), b));
        Assert.Throws<ArgumentOutOfRangeException>(() => LossLine.Between(f, a, b, count: 1));
        Assert.Throws<ArgumentException>(() => LossLine.Along(f, a, b, 1, 1));
        Assert.Throws<ArgumentException>(() => LossLine.Along(f, a, tensor(new[] { double.PositiveInfinity, 0 }), 0, 1));
        Assert.Throws<ArgumentException>(() => LossLine.Between(TestNetworks.Perceptron(1, 2, 2), zeros(6), ones(6))); // float32 for a network of float64
        Assert.Contains("The loss is ∞ at one end", Assert.Throws<ArgumentException>(() => LossLine.Between(new Curve(x => x.reciprocal()), tensor(new[] { 0.0 }), tensor(new[] { 1.0 }))).Message
            .Replace("Infinity", "∞", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private sealed class Curve(Func<Tensor, Tensor> f) : Objective
    {
        public override long Dimension => 1;

        public override Tensor Value(Tensor w) => f(w[0]);
    }
}
