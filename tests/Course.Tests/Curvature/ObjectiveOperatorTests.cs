using System.Text.Json;
using Course.Curvature;
using Course.Data;
using Course.Models;
using Course.Objectives;
using Course.Regularization;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Curvature;

public sealed class ObjectiveOperatorTests
{
    public static TheoryData<string, string> Networks => NetworkProblem.All;

    public static TheoryData<int> OfPyTorch => [.. Enumerable.Range(0, Figures.GetProperty("problems").GetArrayLength())];

    /// <summary>PyTorch's figures, which curvature.py beside them makes.</summary>
    private static JsonElement Figures { get; } = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Curvature", "curvature.json"))).RootElement;

    [Theory]
    [MemberData(nameof(Networks))]
    public void Operators_are_the_matrices_that_are_formed_element_by_element(string network, string loss)
    {
        var f = NetworkProblem.Make(network, loss);
        var w = f.Parameters.Vector;
        Assert.InRange(f.Dimension, 1, 500);

        Numbers.Close(NetworkProblem.Hessian(f), Dense(new HessianOperator(f, w)), 1e-10);
        Numbers.Close(NetworkProblem.GaussNewton(f, loss), Dense(new GaussNewtonOperator(f, w)), 1e-10);
        Numbers.Close(NetworkProblem.Fisher(f), Dense(new FisherOperator(f, w)), 1e-10);
    }

    [Theory]
    [MemberData(nameof(OfPyTorch))]
    public void Products_in_float32_are_those_of_PyTorch(int problem)
    {
        var figures = Figures.GetProperty("problems")[problem];
        var (network, loss) = (figures.GetProperty("network").GetString()!, figures.GetProperty("loss").GetString()!);
        var net = NetworkProblem.Make(network, loss).Module.to(float32);
        var inputs = network == "CNN" ? Numbers32(Figures, "images").view(9, 1, 6, 6) : Numbers32(Figures, "inputs").view(9, 6);
        var f = loss == "squares"
            ? new NetworkObjective(net, Losses.MeanSquaredError, new Dataset(inputs, Numbers32(Figures, "values").view(9, 3)))
            : new NetworkObjective(net, Losses.CrossEntropy, new Dataset(inputs, arange(9, int64).remainder(3)));
        using var hessian = new HessianOperator(f, Numbers32(figures, "w"));

        Numbers.Close(Numbers32(figures, "product"), hessian.Multiply(Numbers32(figures, "v")), 1e-6);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(70)] // the last of the units summed together reach back
    [InlineData(7)] // too few to be summed together
    public void Inputs_that_are_mostly_zeros_give_the_same_products_but_for_rounding(int units)
    {
        manual_seed(8);
        var inputs = randn([1100, 4, 5], float64) * rand([1100, 4, 5]).lt(0.2);
        var f = new NetworkObjective(new Mlp(20, units, 5).to(float64), Losses.CrossEntropy, new Dataset(inputs, arange(1100, int64).remainder(5)));
        var v = randn(f.Dimension, float64);
        using var expected = new HessianOperator(f, f.Parameters.Vector);
        var product = expected.Multiply(v);
        var rounded = new NetworkObjective(f.Module.to(float32), Losses.CrossEntropy, new Dataset(inputs.@float(), f.Samples.Targets));
        using var hessian = new HessianOperator(rounded, rounded.Parameters.Vector);

        for (var again = 0; again < 2; again++) Numbers.Close(product, hessian.Multiply(v.@float()), 1e-5);
    }

    [Fact]
    public void Of_an_input_that_is_mostly_zeros_what_is_not_a_number_stays_in_both_products()
    {
        var inputs = zeros(3, 5);
        inputs[0, 4] = tensor(2f);
        inputs[1, 2] = tensor(float.NaN);
        var sparse = SparseInput.Of(inputs);

        Assert.Equal((double[])[2, double.NaN, 0], sparse.Times(ones(64, 5)).select(1, 63).Values());
        Assert.Equal((double[])[0, 0, double.NaN, 0, 2], sparse.TransposedTimes(ones(3, 64)).select(0, 63).Values());
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    [InlineData(9_000)] // between one chunk's graph and all
    public void Chunks_and_what_is_kept_of_them_change_nothing_but_rounding(long budget)
    {
        var (whole, chunked) = (NetworkProblem.Make("CNN", "cross-entropy"), NetworkProblem.Make("CNN", "cross-entropy", chunk: 3));
        var w = whole.Parameters.Vector;

        Numbers.Close(NetworkProblem.Hessian(whole), Dense(new HessianOperator(chunked, w) { GraphBudget = budget }), 1e-12);
        Numbers.Close(NetworkProblem.GaussNewton(whole, "cross-entropy"), Dense(new GaussNewtonOperator(chunked, w) { GraphBudget = budget }), 1e-12);
        Numbers.Close(NetworkProblem.Fisher(whole), Dense(new FisherOperator(chunked, w) { GraphBudget = budget }), 1e-12);
    }

    [Theory]
    [InlineData("tanh", long.MaxValue)]
    [InlineData("CNN", long.MaxValue)]
    [InlineData("CNN", 0)]
    public void An_operator_stays_at_its_point_while_the_weights_move_on(string network, long budget)
    {
        var f = NetworkProblem.Make(network, "cross-entropy", chunk: 4);
        var expected = NetworkProblem.Hessian(f);
        var v = ones(f.Dimension, float64);
        using var hessian = new HessianOperator(f, f.Parameters.Vector) { GraphBudget = budget };
        using var first = hessian.Multiply(v);
        using (no_grad()) f.Parameters.Vector.mul_(1.5);
        var moved = f.Parameters.Vector.Values();

        Numbers.Close(expected.mv(v), hessian.Multiply(v), 1e-12);
        Assert.Equal(moved, f.Parameters.Vector.Values());
        Assert.NotEqual(NetworkProblem.Hessian(f).mv(v).Values(), first.Values());
    }

    [Fact]
    public void A_layer_that_was_written_to_itself_does_not_spoil_the_kept_graph()
    {
        var f = NetworkProblem.Make("CNN", "cross-entropy");
        var v = ones(f.Dimension, float64);
        var expected = NetworkProblem.Hessian(f).mv(v);
        using var hessian = new HessianOperator(f, f.Parameters.Vector);
        hessian.Multiply(v).Dispose();
        using (no_grad()) f.Parameters.Parameters[2].zero_();

        Numbers.Close(expected, hessian.Multiply(v), 1e-12);
        Assert.All(f.Parameters.Parameters[2].Values(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_batch_has_its_own_curvature()
    {
        var f = NetworkProblem.Make("ReLU", "cross-entropy");
        var part = NetworkProblem.Make("ReLU", "cross-entropy");
        var batch = new Batch(f.Samples.Inputs.narrow(0, 2, 3), f.Samples.Targets.narrow(0, 2, 3));
        var alone = new NetworkObjective(part.Module, Losses.CrossEntropy, new Dataset(batch.Inputs, batch.Targets));

        Numbers.Close(NetworkProblem.Hessian(alone), Dense(new HessianOperator(f.On(batch), f.Parameters.Vector)), 1e-12);
        Numbers.Close(NetworkProblem.Fisher(alone), Dense(new FisherOperator(f.On(batch), f.Parameters.Vector)), 1e-12);
    }

    [Fact]
    public void A_single_sample_makes_a_Fisher_matrix_of_rank_one()
    {
        var f = NetworkProblem.Make("tanh", "cross-entropy", count: 1);
        var g = f.Gradient(f.Parameters.Vector);

        Numbers.Close(outer(g, g), Dense(new FisherOperator(f, f.Parameters.Vector)), 1e-12);
        Numbers.Close(NetworkProblem.Hessian(f), Dense(new HessianOperator(f, f.Parameters.Vector)), 1e-12);
    }

    [Fact]
    public void Penalties_belong_to_the_Hessian_alone()
    {
        var (plain, penalized) = (NetworkProblem.Make("tanh", "squares"), NetworkProblem.Make("tanh", "squares"));
        penalized.Penalties.Add(new L2Penalty(0.3));
        var w = plain.Parameters.Vector;
        var isWeight = cat([.. plain.Parameters.Slices.Select(slice => full(slice.Length, slice.Shape.Count > 1 ? 0.3 : 0, float64))]);

        Numbers.Close(NetworkProblem.Hessian(plain) + isWeight.diag(), Dense(new HessianOperator(penalized, w)), 1e-12);
        Numbers.Close(NetworkProblem.GaussNewton(plain, "squares"), Dense(new GaussNewtonOperator(penalized, w)), 1e-12);
        Numbers.Close(NetworkProblem.Fisher(plain), Dense(new FisherOperator(penalized, w)), 1e-12);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    public void Dropout_draws_one_mask_for_all_products(long budget)
    {
        var f = NetworkProblem.Make("dropout", "cross-entropy", chunk: 3);
        f.Module.train();
        using var hessian = new HessianOperator(f, f.Parameters.Vector) { GraphBudget = budget };
        var state = get_rng_state();
        var (first, second) = (hessian.ToDense(), hessian.ToDense());

        Assert.Equal(first.Values(), second.Values());
        Assert.Equal(state.Values(), get_rng_state().Values());
        Numbers.Close(first.t(), first, 1e-12);
        f.Module.eval();
        Assert.NotEqual(NetworkProblem.Hessian(f).Values(), first.Values());
        Numbers.Close(NetworkProblem.Hessian(f), Dense(new HessianOperator(f, f.Parameters.Vector)), 1e-12);
    }

    [Fact]
    public void Dropout_keeps_its_masks_whether_graphs_are_kept_or_not()
    {
        var f = NetworkProblem.Make("dropout", "cross-entropy", chunk: 3);
        f.Module.train();
        using var kept = new HessianOperator(f, f.Parameters.Vector);
        using var rebuilt = new HessianOperator(f, f.Parameters.Vector) { GraphBudget = 0 };
        using var partly = new HessianOperator(f, f.Parameters.Vector) { GraphBudget = 2000 };

        Numbers.Close(kept.ToDense(), rebuilt.ToDense(), 1e-14);
        Numbers.Close(kept.ToDense(), partly.ToDense(), 1e-14);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Batch_norm_keeps_its_averages_and_its_mode(bool training)
    {
        var f = NetworkProblem.Make("batch norm", "cross-entropy");
        f.Module.train();
        f.Value(f.Parameters.Vector); // so that the averages are not those of the start
        f.Module.train(training);
        using var hessian = new HessianOperator(f, f.Parameters.Vector);
        using var gaussNewton = new GaussNewtonOperator(f, f.Parameters.Vector);
        var averages = Averages(f);
        var (first, second) = (hessian.ToDense(), gaussNewton.ToDense());
        Assert.Equal(averages, Averages(f));

        f.Module.train();
        f.Value(f.Parameters.Vector); // training goes on
        var later = Averages(f);
        f.Module.train(!training);
        Assert.Equal(first.Values(), hessian.ToDense().Values());
        Assert.Equal(second.Values(), gaussNewton.ToDense().Values());
        Assert.Equal(later, Averages(f));
        Assert.All(f.Module.children(), layer => Assert.Equal(!training, layer.training));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_Hessian_of_a_network_with_batch_norm_is_that_of_its_mode(bool training)
    {
        var f = NetworkProblem.Make("batch norm", "squares");
        f.Module.train(training);

        var dense = Dense(new HessianOperator(f, f.Parameters.Vector));

        Numbers.Close(NetworkProblem.Hessian(f), dense, 1e-12);
    }

    [Fact]
    public void Nothing_of_the_network_is_disturbed()
    {
        var f = NetworkProblem.Make("dropout", "cross-entropy", chunk: 3);
        f.Module.train();
        f.ValueAndGradient(f.Parameters.Vector, f.Parameters.Gradient);
        var before = State();
        var elsewhere = f.Parameters.Vector + 1;
        CurvatureOperator[] operators = [new HessianOperator(f, elsewhere), new GaussNewtonOperator(f, elsewhere), new FisherOperator(f, elsewhere) { GraphBudget = 0 }];

        foreach (var matrix in operators) Dense(matrix);

        Assert.Equal(before, State());
        Assert.All(f.Module.children(), layer => Assert.True(layer.training));
        Assert.True(is_grad_enabled());

        double[] State() => [.. f.Parameters.Vector.Values(), .. f.Parameters.Gradient.Values(), .. get_rng_state().Values()];
    }

    [Fact]
    public void Parameters_that_are_unused_or_enter_linearly_have_no_curvature()
    {
        var net = new Half();
        var f = NetworkProblem.Make(net, "linear");
        var hessian = Dense(new HessianOperator(f, f.Parameters.Vector));

        Numbers.Close(NetworkProblem.Hessian(f), hessian, 1e-12);
        Numbers.Close(NetworkProblem.GaussNewton(f, "cross-entropy"), Dense(new GaussNewtonOperator(f, f.Parameters.Vector)), 1e-12);
        var unused = f.Parameters.Slices.Single(slice => slice.Name == "unused.weight");
        Assert.All(hessian.narrow(0, unused.Offset, unused.Length).Values(), value => Assert.Equal(0, value));
        var linear = new NetworkObjective(net, (z, _) => z.mean(), f.Samples); // in w
        Assert.All(Dense(new HessianOperator(linear, linear.Parameters.Vector)).Values(), value => Assert.Equal(0, value));
        Assert.All(Dense(new GaussNewtonOperator(linear, linear.Parameters.Vector)).Values(), value => Assert.Equal(0, value));
        Numbers.Close(NetworkProblem.Fisher(linear), Dense(new FisherOperator(linear, linear.Parameters.Vector)), 1e-12);
    }

    [Fact]
    public void A_loss_that_spreads_one_number_over_the_outputs_has_its_curvature()
    {
        var f = NetworkProblem.Make("GELU twice", "squares");
        var sums = new NetworkObjective(f.Module, (z, _) => z.sum(1).square().mean(), f.Samples);

        Numbers.Close(NetworkProblem.Hessian(sums), Dense(new HessianOperator(sums, sums.Parameters.Vector)), 1e-10);
    }

    [Fact]
    public void A_constant_loss_has_no_curvature()
    {
        var f = NetworkProblem.Make("tanh", "cross-entropy");
        var constant = new NetworkObjective(f.Module, (_, _) => tensor(1.0), f.Samples);
        var w = constant.Parameters.Vector;
        CurvatureOperator[] operators = [new HessianOperator(constant, w), new GaussNewtonOperator(constant, w), new FisherOperator(constant, w)];

        Assert.All(operators, matrix => Assert.All(Dense(matrix).Values(), value => Assert.Equal(0, value)));
    }

    [Fact]
    public void Frozen_parameters_are_left_out()
    {
        var net = new Mlp(() => nn.Tanh(), 6, 5, 3);
        foreach (var parameter in net.parameters().Take(2)) parameter.requires_grad = false;
        var f = NetworkProblem.Make(net, "squares");
        Assert.Equal(18, f.Dimension);

        Numbers.Close(NetworkProblem.Hessian(f), Dense(new HessianOperator(f, f.Parameters.Vector)), 1e-12);
        Numbers.Close(NetworkProblem.GaussNewton(f, "squares"), Dense(new GaussNewtonOperator(f, f.Parameters.Vector)), 1e-12);
    }

    [Fact]
    public void One_parameter_is_enough()
    {
        var net = nn.Linear(1, 1, hasBias: false).to(float64);
        var x = tensor(new[] { 1.0, 2, 3 }).unsqueeze(1);
        var f = new NetworkObjective(net, Losses.MeanSquaredError, new Dataset(x, 2 * x));
        var w = tensor(new[] { 1.0 });

        Numbers.Close(tensor(new[,] { { 2 * 14.0 / 3 } }), Dense(new HessianOperator(f, w)), 1e-14); // 2 mean x²
        Numbers.Close(tensor(new[,] { { 2 * 14.0 / 3 } }), Dense(new GaussNewtonOperator(f, w)), 1e-14);
        Numbers.Close(tensor(new[,] { { 4 * 98.0 / 3 } }), Dense(new FisherOperator(f, w)), 1e-14); // gᵢ = −2xᵢ²
    }

    [Fact]
    public void A_loss_that_is_no_number_is_named()
    {
        var f = NetworkProblem.Make("tanh", "squares");
        var w = f.Parameters.Vector + double.NaN;
        CurvatureOperator[] operators =
            [new HessianOperator(f, w), new GaussNewtonOperator(f, w), new FisherOperator(f, w), new HessianOperator(new Rosenbrock(), tensor(new[] { double.NaN, 1 }))];

        Assert.All(operators, matrix => Assert.Contains(
            "The loss is NaN", Assert.Throws<InvalidOperationException>(() => matrix.Multiply(ones(matrix.Dimension, float64))).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Arguments_are_checked_before_any_work()
    {
        var f = NetworkProblem.Make("tanh", "squares");
        var w = f.Parameters.Vector;

        Assert.Contains("[1]", Assert.Throws<ArgumentException>(() => new HessianOperator(f, ones(1, float64))).Message, StringComparison.Ordinal);
        Assert.Contains("Float32", Assert.Throws<ArgumentException>(() => new FisherOperator(f, w.@float())).Message, StringComparison.Ordinal);
        Assert.Contains("Rosenbrock", Assert.Throws<ArgumentException>(() => new GaussNewtonOperator(new Rosenbrock(), ones(2, float64))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new HessianOperator(f, w) { GraphBudget = -1 });
        using var hessian = new HessianOperator(f, w);
        Assert.Throws<ArgumentException>(() => hessian.Multiply(ones(3, float64)));
        Assert.Throws<ArgumentException>(() => hessian.Multiply(w.@float()));
    }

    [Fact]
    public void Functions_of_the_plane_keep_their_closed_forms()
    {
        var (f, w) = (new Rosenbrock(), tensor(new[] { -1.2, 1 }));
        using var hessian = new HessianOperator(f, w);

        Numbers.Close(f.Hessian(w), hessian.ToDense(), 1e-14);
        Assert.Equal(2, hessian.Products);
    }

    [Fact]
    public void A_layer_s_block_lies_on_the_diagonal()
    {
        var f = NetworkProblem.Make("tanh", "cross-entropy");
        using var hessian = new HessianOperator(f, f.Parameters.Vector);
        var dense = NetworkProblem.Hessian(f);

        var blocks = LayerBlock.Each(hessian, f.Parameters);
        Assert.Equal(["layers.linear1", "layers.linear2", "layers.linear3"], blocks.Select(block => block.Layer));
        var begin = 0L;
        foreach (var (_, block) in blocks) // weights and biases of a layer follow each other
        {
            Numbers.Close(dense.narrow(0, begin, block.Dimension).narrow(1, begin, block.Dimension), block.ToDense(), 1e-12);
            begin += block.Dimension;
        }
        Assert.Equal(f.Dimension, begin);
    }

    [Fact]
    public void A_block_of_any_parameters_is_in_their_order()
    {
        var f = NetworkProblem.Make("tanh", "cross-entropy");
        using var hessian = new HessianOperator(f, f.Parameters.Vector);
        var (first, last) = (f.Parameters.Slices[1], f.Parameters.Slices[^1]);
        var places = cat([arange(last.Offset, last.Offset + last.Length), arange(first.Offset, first.Offset + first.Length)]);

        Numbers.Close(NetworkProblem.Hessian(f).index_select(0, places).index_select(1, places), new LayerBlock(hessian, last, first).ToDense(), 1e-12);
        Assert.Throws<ArgumentException>(() => new LayerBlock(hessian));
        Assert.Throws<ArgumentException>(() => new LayerBlock(hessian, first, first));
        Assert.Throws<ArgumentException>(() => new LayerBlock(hessian, new ParameterSlice("other", [2], f.Dimension - 1, 2)));
        Assert.Throws<ArgumentException>(() => LayerBlock.Each(hessian, NetworkProblem.Make("linear", "squares").Parameters));
    }

    private static Tensor Dense(CurvatureOperator matrix)
    {
        using (matrix) return matrix.ToDense();
    }

    private static Tensor Numbers32(JsonElement figures, string name) => tensor(figures.GetProperty(name).EnumerateArray().Select(number => number.GetSingle()).ToArray());

    private static double[] Averages(NetworkObjective f) => [.. f.Module.named_buffers().SelectMany(buffer => buffer.buffer.Values())];

    /// <summary>A network that has two layers and uses one.</summary>
    private sealed class Half : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear unused = nn.Linear(6, 2);
        private readonly TorchSharp.Modules.Linear used = nn.Linear(6, 3);

        public Half() : base(nameof(Half)) => RegisterComponents();

        public override Tensor forward(Tensor input) => used.call(input);
    }
}
