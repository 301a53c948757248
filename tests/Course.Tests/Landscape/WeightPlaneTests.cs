using Course.Data;
using Course.Landscape;
using Course.Models;
using Course.Objectives;
using Course.Optimizers;
using Course.Regularization;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Landscape;

public sealed class WeightPlaneTests
{
    [Fact]
    public void A_slice_has_the_objectives_own_values()
    {
        var f = TestNetworks.Perceptron(1, 4, 6, 3);
        var plane = WeightPlane.FilterNormalized(f, f.Parameters.Vector, seed: 5);

        var grid = plane.Values(f, (-1, 1), (-0.5, 2), resolution: 4);

        for (var row = 0; row < 4; row++)
            for (var column = 0; column < 4; column++)
                Assert.Equal(f.Value(plane.At(grid.X[column], grid.Y[row])).ToDouble(), grid.Values[row][column], 1e-13);
        Assert.Equal(2, plane.Values(f, (0, 1), (0, 1), resolution: 2).X.Count);
        var centre = plane.Values(f, (-1, 1), (-1, 1), resolution: 3).Values[1][1];
        Assert.Equal(f.Value(f.Parameters.Vector).ToDouble(), centre, 1e-14);
    }

    [Theory]
    [InlineData("MLP")]
    [InlineData("MLP with images")]
    [InlineData("chain")]
    [InlineData("chain without biases")]
    [InlineData("linear")]
    [InlineData("frozen first layer")]
    [InlineData("frozen first bias")]
    [InlineData("hook")]
    [InlineData("one layer twice")]
    [InlineData("batch norm")]
    public void A_slice_of_any_network_has_the_values_of_its_points(string kind)
    {
        manual_seed(4);
        var shared = nn.Linear(12, 12);
        nn.Module<Tensor, Tensor> net = kind switch
        {
            "MLP" or "MLP with images" => new Mlp(12, 7, 5, 3),
            "chain" => nn.Sequential(nn.Flatten(), nn.Sequential(nn.Linear(12, 6), nn.Tanh()), nn.Dropout(0.5), nn.Linear(6, 4), nn.ReLU(inplace: true), nn.Linear(4, 3)),
            "chain without biases" => nn.Sequential(nn.Linear(12, 6, hasBias: false), nn.ReLU(inplace: true), nn.Linear(6, 3, hasBias: false)),
            "linear" => nn.Sequential(nn.Linear(12, 3)),
            "frozen first layer" or "frozen first bias" or "hook" => nn.Sequential(nn.Linear(12, 6), nn.ReLU(), nn.Linear(6, 3)),
            "one layer twice" => nn.Sequential(shared, nn.ReLU(), shared, nn.ReLU(), nn.Linear(12, 3)),
            _ => nn.Sequential(nn.Linear(12, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Linear(6, 3)),
        };
        net.to(float64);
        if (kind == "frozen first layer") net.parameters().First().requires_grad = false;
        if (kind == "frozen first bias") net.parameters().ElementAt(1).requires_grad = false;
        if (kind == "hook") ((nn.Module<Tensor, Tensor>)net.children().First()).register_forward_hook((_, _, output) => 2 * output);
        var inputs = randn([23, 12], float64);
        var f = new NetworkObjective(net, Losses.CrossEntropy, new Dataset(kind == "MLP with images" ? inputs.reshape(23, 3, 4) : inputs, arange(23, int64).remainder(3)))
        {
            ChunkSize = 10,
            Penalties = { new L2Penalty(0.3) },
        };
        var plane = new WeightPlane(f.Parameters.Vector, randn(f.Dimension, float64), randn(f.Dimension, float64));
        var own = f.Parameters.Vector.Values();

        var grid = plane.Values(f, (-1, 1), (-0.5, 2), resolution: 3, keepAverages: true);

        Assert.Equal(own, f.Parameters.Vector.Values());
        net.eval();
        for (var row = 0; row < 3; row++)
            for (var column = 0; column < 3; column++)
                Assert.Equal(f.Value(plane.At(grid.X[column], grid.Y[row])).ToDouble(), grid.Values[row][column], 1e-12);
        Assert.Equal(kind is "frozen first layer" or "frozen first bias" or "batch norm", PlaneChain.Of(f, plane) is null);
        var on = f.On(new Batch(f.Samples.Inputs.narrow(0, 3, 12), f.Samples.Targets.narrow(0, 3, 12))); // in two chunks
        Assert.Equal(on.Value(plane.At(1, 2)).ToDouble(), plane.Values(on, (-1, 1), (-1, 2), resolution: 2, keepAverages: true).Values[1][1], 1e-12);
    }

    [Fact]
    public void In_float32_a_slice_differs_by_rounding_alone()
    {
        var f = TestNetworks.Perceptron(1, float32, 4, 6, 3);
        var plane = WeightPlane.FilterNormalized(f, f.Parameters.Vector, seed: 5);
        var grid = plane.Values(f, (-1, 1), (-1, 1), resolution: 5);

        Assert.NotNull(PlaneChain.Of(f, plane));
        for (var row = 0; row < 5; row++)
            for (var column = 0; column < 5; column++)
                Assert.Equal(1, grid.Values[row][column] / f.Value(plane.At(grid.X[column], grid.Y[row])).ToDouble(), 1e-6);
    }

    [Fact]
    public void Each_filter_and_each_neuron_of_a_direction_is_as_long_as_the_weights_own()
    {
        var f = TestNetworks.Convolutional(3);
        var plane = WeightPlane.FilterNormalized(f, f.Parameters.Vector, seed: 1);

        foreach (var direction in (Tensor[])[plane.First, plane.Second])
        {
            foreach (var (own, weights) in f.Parameters.Split(direction).Zip(f.Parameters.Parameters))
            {
                if (weights.dim() == 1) Assert.Equal(0, own.abs().max().ToDouble());
                else Numbers.Close(weights.flatten(1).norm(1), own.flatten(1).norm(1), 1e-12);
            }
        }
        var cosine = plane.First.dot(plane.Second).ToDouble() / (plane.First.norm().ToDouble() * plane.Second.norm().ToDouble());
        Assert.InRange(Math.Abs(cosine), 0, 0.3); // independent, not orthogonal
        Assert.Equal(plane.First.Values(), WeightPlane.FilterNormalized(f, f.Parameters.Vector, seed: 1).First.Values());
        Assert.NotEqual(plane.First.Values(), WeightPlane.FilterNormalized(f, f.Parameters.Vector, seed: 2).First.Values());
    }

    [Theory]
    [InlineData(40)]
    [InlineData(70_000)] // in two blocks of columns
    public void The_principal_directions_of_a_planar_path_recover_its_plane(long dimension)
    {
        manual_seed(1);
        var (axes, _) = linalg.qr(randn(dimension, 2, float64));
        var centre = randn(dimension, float64);
        // Uncorrelated coordinates of variances 4 and 1, in shares ⅘ and ⅕.
        var coordinates = tensor(new[,] { { -2.0, -1 }, { -2, 1 }, { 2, -1 }, { 2, 1 } });
        var points = centre + coordinates.mm(axes.t());

        var plane = WeightPlane.OfPath(points);

        Assert.Equal(0.8, plane.Shares![0], 1e-12);
        Assert.Equal(0.2, plane.Shares[1], 1e-12);
        Assert.Equal(0, plane.Shares[2], 1e-12);
        Numbers.Close(eye(2, dtype: float64), stack([plane.First, plane.Second]).mm(stack([plane.First, plane.Second]).t()), 1e-12);
        // Through the last point, and ahead along both directions.
        Numbers.Close(tensor(new[,] { { -4.0, -2 }, { -4, 0 }, { 0, -2 }, { 0, 0 } }), plane.Project(points), 1e-10);
        Numbers.Close(points[0], plane.At(-4, -2), 1e-10);
    }

    [Fact]
    public void The_shares_of_a_paths_variance_are_its_squared_singular_values()
    {
        manual_seed(2);
        var points = randn([5, 9], float64);
        var singular = linalg.svd(points - points.mean([0], keepdim: true), fullMatrices: false).S.Values();

        var plane = WeightPlane.OfPath(points);

        Assert.Equal(4, plane.Shares!.Count);
        for (var i = 0; i < 4; i++) Assert.Equal(singular[i] * singular[i] / singular.Sum(s => s * s), plane.Shares[i], 1e-12);
    }

    [Fact]
    public void A_plane_through_three_points_holds_them_at_their_distances()
    {
        manual_seed(3);
        Tensor a = randn(8, float64), b = randn(8, float64), c = randn(8, float64);
        var plane = WeightPlane.Through(a, b, c);

        var places = plane.Project(stack([a, b, c]));

        Numbers.Close(zeros(2, float64), places[0], 1e-12);
        Numbers.Close(tensor(new[] { (b - a).norm().ToDouble(), 0 }), places[1], 1e-12);
        Assert.Equal((c - a).norm().ToDouble(), places[2].norm().ToDouble(), 1e-12);
        Assert.Throws<ArgumentException>(() => WeightPlane.Through(a, b, 2 * b - a));
    }

    [Fact]
    public void Projection_finds_a_points_coordinates_in_directions_that_are_not_orthogonal()
    {
        var plane = new WeightPlane(tensor(new[] { 1.0, 2, 3 }), tensor(new[] { 1.0, 0, 0 }), tensor(new[] { 3.0, 4, 0 }));

        var place = plane.Project((plane.At(0.5, -2) + tensor(new[] { 0.0, 0, 7 })).unsqueeze(0)); // beside the plane

        Numbers.Close(tensor(new[,] { { 0.5, -2.0 } }), place, 1e-12);
    }

    [Fact]
    public void A_training_runs_path_lies_on_its_plane_within_the_frame()
    {
        var path = new WeightPath();
        var trainer = new Trainer(new Rosenbrock(), tensor(new[] { -1.2, 1 }), new Adam(), 0.1) { Instruments = { path } };
        trainer.RunSteps(30);
        var plane = WeightPlane.OfPath(path.Points);

        var drawn = plane.Project(path, "Adam");
        var (x, y) = plane.Frame(path.Points);

        Assert.Equal(30, drawn.Steps);
        Assert.Equal([0, 0], drawn.Points[30].Values());
        var grid = plane.Values(new Rosenbrock(), x, y, resolution: 3);
        foreach (var point in drawn.Points.unbind()) Assert.True(grid.Contains(point[0].ToDouble(), point[1].ToDouble()));
        // In two dimensions the plane is the whole: a place on it is the place itself.
        for (var k = 0; k <= 30; k++)
            Numbers.Close(path.Points[k], plane.At(drawn.Points[k, 0].ToDouble(), drawn.Points[k, 1].ToDouble()), 1e-12);
    }

    [Fact]
    public void A_frame_of_a_path_along_one_direction_still_has_an_inside()
    {
        var plane = new WeightPlane(zeros(2, float64), tensor(new[] { 1.0, 0 }), tensor(new[] { 0.0, 1 }));

        Assert.Equal(((-2.5, 12.5), (-0.75, 0.75)), plane.Frame(tensor(new[,] { { 0.0, 0 }, { 10, 0 } })));
    }

    [Fact]
    public void What_spans_no_plane_is_refused()
    {
        Tensor a = zeros(3, float64), x = tensor(new[] { 1.0, 0, 0 }), y = tensor(new[] { 0.0, 1, 0 });
        Assert.Throws<ArgumentException>(() => new WeightPlane(a, x, -2 * x));
        Assert.Throws<ArgumentException>(() => new WeightPlane(a, x, a));
        Assert.Throws<ArgumentException>(() => new WeightPlane(a, x, ones(4, float64)));
        Assert.Throws<ArgumentException>(() => new WeightPlane(a, x, y * double.NaN));
        Assert.Throws<ArgumentException>(() => WeightPlane.OfPath(stack([a, x])));
        Assert.Throws<ArgumentException>(() => WeightPlane.OfPath(stack([a, x, 3 * x])));
        Assert.Throws<ArgumentException>(() => WeightPlane.OfPath(stack([a, x, y / 0])));
        var plane = new WeightPlane(a, x, y);
        Assert.Throws<ArgumentException>(() => plane.Values(new Rosenbrock(), (0, 1), (0, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => plane.Values(new Quadratic(eye(3, dtype: float64)), (0, 1), (0, 1), resolution: 1));
        Assert.Throws<ArgumentException>(() => plane.Values(new Quadratic(eye(3, dtype: float64)), (1, 0), (0, 1)));
        Assert.Throws<ArgumentException>(() => plane.Project(zeros(2, 4, float64)));
        var network = TestNetworks.Perceptron(1, 2, 2);
        Assert.Throws<ArgumentException>(() => WeightPlane.FilterNormalized(network, zeros(6, float64), seed: 0)); // filters without a length
    }
}
