using Course.Data;
using Course.Landscape;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Landscape;

public sealed class ConnectingCurveTests
{
    public static TheoryData<bool, int> Shapes => new() { { false, 1 }, { false, 3 }, { true, 1 }, { true, 2 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_curve_is_the_straight_line_until_it_is_bent(bool isPolygon, int bends)
    {
        Tensor a = tensor(new[] { 1.0, 2 }), b = tensor(new[] { 4.0, -2 });
        var curve = Make(isPolygon, a, b, bends);

        for (var i = 0; i <= 10; i++) Numbers.Close((1 - i / 10.0) * a + i / 10.0 * b, curve.At(i / 10.0), 1e-14);
        Assert.Equal(5, curve.Length, 1e-10);
        Assert.Equal([2 * bends], curve.Bends.shape);
    }

    [Fact]
    public void Bends_move_a_curve_as_its_formula_says()
    {
        Tensor a = tensor(new[] { 0.0, 0 }), b = tensor(new[] { 2.0, 0 });
        var (bezier, chain) = (ConnectingCurve.Bezier(a, b), ConnectingCurve.Polygon(a, b));
        foreach (var curve in (ConnectingCurve[])[bezier, chain]) curve.Bends.copy_(tensor(new[] { 1.0, 1 }));

        Numbers.Close(tensor(new[] { 0.6, 2 * 0.3 * 0.7 }), bezier.At(0.3), 1e-14);
        Numbers.Close(tensor(new[] { 0.6, 0.6 }), chain.At(0.3), 1e-14);
        Numbers.Close(tensor(new[] { 1.5, 0.5 }), chain.At(0.75), 1e-14);
        Assert.Equal(2 * Math.Sqrt(2), chain.Length, 1e-14);
        Assert.Equal(Math.Sqrt(2) + Math.Asinh(1), bezier.Length, 1e-10); // ∫ √(4 + (2 − 4t)²) dt over [0, 1]
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_expected_losss_gradient_and_hessian_product_agree_with_finite_differences(bool isPolygon, int bends)
    {
        manual_seed(1);
        var network = TestNetworks.Perceptron(3, 3, 4, 2);
        var regression = new LogisticRegression(randn(12, 3, float64), arange(12, int64).remainder(2));
        using var batch = network.Samples.Batches(8, seed: 1).First(); // with a place drawn for it
        using var other = new Batch(network.Samples.Inputs, network.Samples.Targets);
        Check(new Himmelblau(), curve => curve);
        Check(regression, curve => curve);
        Check(network, curve => ((DatasetObjective)curve).On(batch));
        Check(network, curve => ((DatasetObjective)curve).On(other));

        void Check(Objective f, Func<Objective, Objective> of)
        {
            var curve = Make(isPolygon, randn(f.Dimension, float64), randn(f.Dimension, float64), bends);
            var loss = of(curve.ExpectedLoss(f));
            var w = curve.Bends + 0.1 * randn_like(curve.Bends);
            var v = randn_like(w);
            const double h = 1e-5;
            var (value, g) = loss.ValueAndGradient(w);
            Assert.Equal(value.ToDouble(), loss.Value(w).ToDouble(), 1e-12);
            var slope = (loss.Value(w + h * v).ToDouble() - loss.Value(w - h * v).ToDouble()) / (2 * h);
            Assert.Equal(slope, g.dot(v).ToDouble(), 1e-7 * Math.Max(1, Math.Abs(slope)));
            Numbers.Close((loss.Gradient(w + h * v) - loss.Gradient(w - h * v)) / (2 * h), loss.HessianVectorProduct(w, v), 1e-7);
        }
    }

    [Fact]
    public void The_expected_loss_of_all_data_is_the_mean_over_the_whole_curve()
    {
        var curve = ConnectingCurve.Bezier(zeros(1, float64), ones(1, float64));

        var loss = curve.ExpectedLoss(new Quadratic(2 * eye(1, dtype: float64))).Value(curve.Bends).ToDouble();

        Assert.Equal(1.0 / 3 - 1.0 / 4800, loss, 1e-14); // ∫ t² dt, and the midpoint rule's error h²/12 for pieces of 1/20
    }

    [Fact]
    public void Each_batch_of_a_run_has_a_place_of_its_own_uniform_on_the_curve_and_the_same_for_the_same_seed()
    {
        var f = new Mean(new Dataset(zeros(100, 1, float64), zeros(100, float64)));
        var curve = ConnectingCurve.Bezier(zeros(1, float64), ones(1, float64)); // straight, so that its point is t
        double[] Places(long seed, long order) =>
        [
            .. Enumerable.Range(0, 10).SelectMany(epoch => f.Samples.Batches(2, order, epoch))
                .Select(batch => ((DatasetObjective)curve.ExpectedLoss(f, seed)).On(batch).Value(curve.Bends).ToDouble()),
        ];

        var places = Places(seed: 1, order: 0);

        Assert.Equal(500, places.Distinct().Count());
        var sorted = places.Order().ToArray();
        var distance = sorted.Select((t, i) => Math.Max(Math.Abs(t - i / 500.0), Math.Abs(t - (i + 1) / 500.0))).Max();
        Assert.InRange(distance, 0, 1.63 / Math.Sqrt(500)); // Kolmogorov and Smirnov's bound at one in a hundred
        Assert.Equal(places, Places(seed: 1, order: 0));
        Assert.NotEqual(places, Places(seed: 2, order: 0));
        Assert.NotEqual(places, Places(seed: 1, order: 1));
        var last = f.Samples.Batches(2, seed: 0, epoch: 3, first: 49).Single();
        Assert.Equal(places[199], ((DatasetObjective)curve.ExpectedLoss(f, 1)).On(last).Value(curve.Bends).ToDouble()); // in the middle of a run
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_curve_follows_a_ring_shaped_valley_over_which_the_straight_line_climbs(bool isPolygon)
    {
        var ring = new Ring();
        Tensor a = tensor(new[] { 1.0, 0 }), b = tensor(new[] { 0.0, 1 });
        var curve = Make(isPolygon, a, b, isPolygon ? 3 : 1);
        var straight = LossLine.Between(ring, a, b);

        new Trainer(curve.ExpectedLoss(ring), curve.Bends, new Sgd(), 0.2).RunSteps(400);
        var line = LossLine.On(ring, curve);

        Assert.Equal(0.25, straight.Barrier, 1e-12); // |w|² = ½ in its middle
        Assert.InRange(line.Barrier, 0, 0.012);
        Assert.InRange(curve.Length, Math.Sqrt(2), Math.PI / 2 * 1.05); // a quarter of the circle
        Assert.Equal(line.Losses[25], ring.Value(curve.At(0.5)).ToDouble(), 1e-14);
    }

    [Fact]
    public void A_trainer_connects_two_solutions_of_a_network_and_leaves_the_network_alone()
    {
        var data = Spirals.Generate(60, classes: 2);
        manual_seed(1);
        var f = new NetworkObjective(new Mlp(2, 24, 2), Losses.CrossEntropy, data);
        Tensor[] solutions = [Solution(1), Solution(2)];
        var curve = ConnectingCurve.Bezier(solutions[0], solutions[1]);
        var own = f.Parameters.Vector.Values();

        new Trainer(curve.ExpectedLoss(f), curve.Bends, new Adam(), 0.02) { BatchSize = 30, Validation = data }.Run(60);

        var (straight, bent) = (LossLine.Between(f, solutions[0], solutions[1], count: 21), LossLine.On(f, curve, count: 21));
        Assert.InRange(bent.Barrier, 0, 0.5 * straight.Barrier);
        Assert.Equal(straight.Losses[0], bent.Losses[0]);
        Assert.Equal(straight.Losses[^1], bent.Losses[^1]);
        Assert.Equal(own, f.Parameters.Vector.Values());

        Tensor Solution(int seed)
        {
            manual_seed(seed);
            var copy = new NetworkObjective(new Mlp(2, 24, 2), Losses.CrossEntropy, data);
            new Trainer(copy, new Adam(), 0.03) { BatchSize = 30 }.Run(40);
            return copy.Parameters.Vector;
        }
    }

    [Fact]
    public void A_curve_that_is_resumed_by_another_trainer_ends_as_one_that_never_stopped()
    {
        using var folder = new TemporaryFolder();
        var whole = Make(null);
        whole.RunSteps(25);
        var path = Path.Combine(folder.FullName, "curve.safetensors");
        Make(path).RunSteps(7);

        var other = Make(path);
        Assert.True(other.Resume());
        other.RunSteps(18);

        Assert.Equal(whole.Weights.Values(), other.Weights.Values());

        static Trainer Make(string? path)
        {
            var f = TestNetworks.Perceptron(3, 3, 4, 2);
            var curve = ConnectingCurve.Bezier(f.Parameters.Vector, TestNetworks.Elsewhere(f, 4));
            return new(curve.ExpectedLoss(f, seed: 2), curve.Bends, new Adam(), 0.05) { BatchSize = 6, Checkpoint = path is null ? null : new Checkpoint(path) };
        }
    }

    [Fact]
    public void What_is_no_curve_is_refused()
    {
        Tensor a = zeros(2, float64), b = ones(2, float64);
        Assert.Throws<ArgumentException>(() => ConnectingCurve.Bezier(a, ones(3, float64)));
        Assert.Throws<ArgumentException>(() => ConnectingCurve.Bezier(a, b * double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConnectingCurve.Polygon(a, b, bends: 0));
        var curve = ConnectingCurve.Bezier(a, b);
        Assert.Throws<ArgumentOutOfRangeException>(() => curve.At(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => curve.At(double.NaN));
        Assert.Throws<ArgumentException>(() => curve.ExpectedLoss(new Quadratic(eye(3, dtype: float64))));
        Assert.Throws<ArgumentException>(() => LossLine.On(new Quadratic(eye(3, dtype: float64)), curve));
        Assert.Throws<ArgumentException>(() => curve.ExpectedLoss(new Rosenbrock()).Value(zeros(3, float64)));
        var f = TestNetworks.Convolutional(1);
        var bent = ConnectingCurve.Bezier(f.Parameters.Vector, f.Parameters.Vector * 2);
        using var one = f.Samples.Batches(1, 0).First();
        Assert.Contains("Batch norm", Assert.Throws<ArgumentException>(() => ((DatasetObjective)bent.ExpectedLoss(f)).On(one).Value(bent.Bends)).Message, StringComparison.Ordinal);
    }

    private static ConnectingCurve Make(bool isPolygon, Tensor a, Tensor b, int bends) =>
        isPolygon ? ConnectingCurve.Polygon(a, b, bends) : ConnectingCurve.Bezier(a, b, bends);

    /// <summary>(|w|² − 1)²: a valley all around the unit circle.</summary>
    private sealed class Ring : Objective
    {
        public override long Dimension => 2;

        public override Tensor Value(Tensor w) => (w.dot(w) - 1).square();
    }

    /// <summary>f(w) = w, whatever the data.</summary>
    private sealed class Mean(Dataset data) : DatasetObjective(data)
    {
        public override long Dimension => 1;

        public override Tensor Value(Tensor w) => w[0];

        public override Objective On(Batch batch) => this;
    }
}
