using Course.Curvature;
using Course.Data;
using Course.Models;
using Course.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Objectives;

public sealed class NetworkObjectiveTests
{
    [Fact]
    public void The_gradient_agrees_with_finite_differences_of_the_value()
    {
        var f = TinyNetwork(chunk: 4096);
        var w = f.Parameters.Vector.clone();
        var g = f.Gradient(w).Values();
        const double h = 1e-5; // the error of a central difference is of order h², the rounding of order 1e-16/h

        for (var i = 0; i < w.numel(); i++)
        {
            var difference = (f.Value(Moved(w, i, h)).ToDouble() - f.Value(Moved(w, i, -h)).ToDouble()) / (2 * h);
            Assert.Equal(difference, g[i], 1e-8);
        }
    }

    [Fact]
    public void A_loss_that_fails_leaves_the_network_s_own_gradient_and_weights()
    {
        var net = new Mlp(2, 3);
        var fails = false;
        var f = new NetworkObjective(net, (z, y) => fails ? throw new TimeoutException() : Losses.CrossEntropy(z, y), new Dataset(ones(4, 2), zeros(4, int64)));
        f.ValueAndGradient(f.Parameters.Vector, f.Parameters.Gradient);
        var (w, g) = (f.Parameters.Vector.Values(), f.Parameters.Gradient.Values());
        fails = true;

        Assert.Throws<TimeoutException>(() => f.Gradient(f.Parameters.Vector * 2));

        Assert.Contains(g, value => value != 0);
        Assert.Equal(g, f.Parameters.Gradient.Values());
        Assert.Equal(w, f.Parameters.Vector.Values());
    }

    [Fact]
    public void A_loss_that_is_no_single_number_is_refused()
    {
        Exception Refused(Func<Tensor, Tensor, Tensor> loss)
        {
            var f = new NetworkObjective(new Mlp(2, 3), loss, new Dataset(ones(4, 2), zeros(4, int64)));
            return Assert.Throws<InvalidOperationException>(() => f.Gradient(f.Parameters.Vector));
        }

        Assert.Contains("returned null", Refused((_, _) => null!).Message, StringComparison.Ordinal);
        Assert.Contains("has the shape [4]", Refused((z, y) => nn.functional.cross_entropy(z, y, reduction: nn.Reduction.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_asked_for_elsewhere_leaves_the_networks_own()
    {
        var f = TinyNetwork(chunk: 4096);
        var w = f.Parameters.Vector;
        f.ValueAndGradient(w, f.Parameters.Gradient);
        var own = f.Parameters.Gradient.clone();

        var other = f.Gradient(w * 2);
        var again = f.Gradient(w);

        Assert.Equal(own.Values(), f.Parameters.Gradient.Values());
        Assert.Equal(own.Values(), again.Values());
        Assert.NotEqual(own.Values(), other.Values());
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(7)]
    public void The_Hessian_product_agrees_with_the_explicit_Hessian_and_with_finite_differences_of_the_gradient(int chunk)
    {
        var f = TinyNetwork(chunk);
        var w = f.Parameters.Vector.clone();
        var n = (int)w.numel();
        var explicitHessian = ExplicitHessian(f);
        manual_seed(12);
        var v = randn(n, float64);
        var product = f.HessianVectorProduct(w, v);

        Numbers.Close(explicitHessian.t(), explicitHessian, 1e-12);
        Numbers.Close(explicitHessian.mv(v), product, 1e-12);
        const double h = 1e-5;
        Numbers.Close((f.Gradient(w + h * v) - f.Gradient(w - h * v)) / (2 * h), product, 1e-8);
    }

    [Fact]
    public void Chunks_change_nothing_but_rounding()
    {
        var (whole, chunked) = (TinyNetwork(4096), TinyNetwork(7));
        var w = whole.Parameters.Vector.clone();
        var (value, gradient) = whole.ValueAndGradient(w);
        var (chunkedValue, chunkedGradient) = chunked.ValueAndGradient(w);

        Numbers.Close(value, chunkedValue, 1e-14);
        Numbers.Close(gradient, chunkedGradient, 1e-14);
        Assert.Equal(whole.Value(w).ToDouble(), chunked.Value(w).ToDouble(), 14);
    }

    [Fact]
    public void Evaluating_at_another_point_leaves_the_network_as_it_was()
    {
        var f = TinyNetwork(4096);
        var before = f.Parameters.Vector.clone();
        var elsewhere = before + 1;
        var value = f.Value(elsewhere).ToDouble();
        f.Gradient(elsewhere);
        f.HessianVectorProduct(elsewhere, before);

        Assert.Equal(before.Values(), f.Parameters.Vector.Values());
        Assert.NotEqual(value, f.Value(before).ToDouble());
    }

    [Fact]
    public void The_network_is_restored_when_its_loss_throws()
    {
        var net = Network();
        var samples = Samples();
        var f = new NetworkObjective(net, (_, _) => throw new InvalidOperationException("no loss today"), samples);
        var before = f.Parameters.Vector.clone();

        Assert.Throws<InvalidOperationException>(() => f.Value(before + 1));
        Assert.Equal(before.Values(), f.Parameters.Vector.Values());
    }

    [Fact]
    public void At_the_networks_own_vector_the_gradient_can_be_had_without_a_copy()
    {
        var f = TinyNetwork(4096);
        f.ValueAndGradient(f.Parameters.Vector, f.Parameters.Gradient);

        Assert.Equal(f.Gradient(f.Parameters.Vector.clone()).Values(), f.Parameters.Gradient.Values());
        Assert.NotEqual(0, f.Parameters.Gradient.norm().ToDouble());
    }

    [Fact]
    public void A_gradient_that_was_handed_out_does_not_change_with_the_next()
    {
        var f = TinyNetwork(4096);
        var first = f.Gradient(f.Parameters.Vector);
        var values = first.Values();
        f.Gradient(f.Parameters.Vector + 1);

        Assert.Equal(values, first.Values());
    }

    [Fact]
    public void What_a_gradient_held_before_does_not_matter_in_one_piece_or_in_several()
    {
        foreach (var chunkSize in new[] { 4096, 3 })
        {
            var f = TinyNetwork(chunkSize);
            var w = f.Parameters.Vector;
            var filled = ones_like(w);
            f.ValueAndGradient(w, filled);
            f.Parameters.Gradient.fill_(1);
            f.ValueAndGradient(w, f.Parameters.Gradient);

            Assert.Equal(f.Gradient(w).Values(), filled.Values());
            Assert.Equal(filled.Values(), f.Parameters.Gradient.Values());
        }
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(2)]
    public void An_embedding_s_sparse_gradient_is_that_of_a_dense_one_and_is_not_differentiated_again(int chunk)
    {
        var (dense, sparse) = (Make(false), Make(true));
        using (no_grad()) sparse.Parameters.Vector.copy_(dense.Parameters.Vector);
        var w = dense.Parameters.Vector;
        var v = arange(dense.Dimension, float64).sin();

        Numbers.Close(dense.Gradient(w), sparse.Gradient(w), 1e-14);
        sparse.ValueAndGradient(sparse.Parameters.Vector, sparse.Parameters.Gradient);
        Numbers.Close(dense.Gradient(w), sparse.Parameters.Gradient, 1e-14);
        using var hessian = new HessianOperator(sparse, w);
        using var fisher = new FisherOperator(sparse, w);
        foreach (var second in (Action[])[() => sparse.HessianVectorProduct(w, v), () => hessian.Multiply(v), () => fisher.Multiply(v), () => TraceEstimate.Of(sparse, w)])
            Assert.Contains("sparse: false", Assert.Throws<InvalidOperationException>(second).Message, StringComparison.Ordinal);

        NetworkObjective Make(bool isSparse)
        {
            var net = nn.Sequential(nn.Embedding(4, 3, sparse: isSparse), nn.Tanh(), nn.Flatten(), nn.Linear(6, 3)).to(float64);
            var words = tensor(new long[,] { { 0, 1 }, { 1, 1 }, { 3, 0 }, { 1, 3 }, { 0, 0 } });
            return new(net, Losses.CrossEntropy, new Dataset(words, arange(5, int64).remainder(3))) { ChunkSize = chunk };
        }
    }

    [Fact]
    public void A_gradient_that_the_network_dropped_is_its_own_again_after_the_next()
    {
        var f = TinyNetwork(4096);
        var (w, g) = (f.Parameters.Vector, f.Parameters.Gradient);
        f.Module.zero_grad();
        f.ValueAndGradient(w, g);

        Assert.Equal(g.Values(), f.Module.parameters().SelectMany(p => p.grad!.Values()));
        Assert.NotEqual(0, g.norm().ToDouble());
    }

    [Fact]
    public void A_parameter_that_the_loss_does_not_use_has_zero_derivatives()
    {
        manual_seed(3);
        var net = new WithSpare();
        net.to(ScalarType.Float64);
        var f = new NetworkObjective(net, Losses.CrossEntropy, Samples());
        var w = f.Parameters.Vector.clone();
        var spare = f.Parameters.Slices.Single(slice => slice.Name.StartsWith("spare", StringComparison.Ordinal) && slice.Name.EndsWith("weight", StringComparison.Ordinal));

        var whole = ones_like(w);
        f.ValueAndGradient(w, whole);
        var gradient = whole.narrow(0, spare.Offset, spare.Length);
        var product = f.HessianVectorProduct(w, ones_like(w));
        Assert.All(gradient.Values(), value => Assert.Equal(0, value));
        Assert.All(product.narrow(0, spare.Offset, spare.Length).Values(), value => Assert.Equal(0, value));
        Assert.NotEqual(0, product.norm().ToDouble());
    }

    [Fact]
    public void A_point_of_another_type_is_refused()
    {
        var f = TinyNetwork(4096);
        var error = Assert.Throws<ArgumentException>(() => f.Value(f.Parameters.Vector.to(ScalarType.Float32)));

        Assert.Contains("Float64", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void A_class_number_without_a_score_is_refused_before_training(long stranger)
    {
        var samples = new Dataset(zeros(3, 3, float64), tensor([0L, stranger, 2L]));
        var error = Assert.Throws<ArgumentException>(() => new NetworkObjective(Network(), Losses.CrossEntropy, samples));

        Assert.Contains("0 to 2", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{stranger}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_that_the_network_does_not_take_are_refused_with_both_numbers()
    {
        var samples = new Dataset(zeros(5, 2, 2, float64), zeros(5, int64));
        var error = Assert.Throws<ArgumentException>(() => new NetworkObjective(Network(), Losses.CrossEntropy, samples));

        Assert.Contains("3 numbers", error.Message, StringComparison.Ordinal);
        Assert.Contains("has 4", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new NetworkObjective(Network(), Losses.CrossEntropy, new Dataset(zeros(0, 3, float64), zeros(0, int64))));

        error = Assert.Throws<ArgumentException>(() => new NetworkObjective(Network(), Losses.CrossEntropy, new Dataset(zeros(5, 3), zeros(5, int64))));
        Assert.Throws<ArgumentOutOfRangeException>("ChunkSize", () => TinyNetwork(chunk: 0));
        Assert.Contains("does not take Float32 inputs of the shape [2, 3]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Making_an_objective_draws_no_random_numbers_and_leaves_modes_and_running_averages()
    {
        manual_seed(1);
        var (normalization, dropout) = (nn.BatchNorm1d(3), nn.Dropout(0.5));
        var net = nn.Sequential(("linear", nn.Linear(3, 3)), ("normalization", normalization), ("dropout", dropout));
        normalization.eval();
        manual_seed(2);
        var expected = rand(3).Values();
        manual_seed(2);
        _ = new NetworkObjective(net, Losses.CrossEntropy, new Dataset(randn(1, 3, generator: new Generator(1)), zeros(1, int64)));

        Assert.Equal(expected, rand(3).Values());
        Assert.Equal((true, false, true), (net.training, normalization.training, dropout.training));
        Assert.Equal([0.0, 0, 0], normalization.running_mean!.Values());
    }

    [Fact]
    public void Cross_entropy_refuses_what_torch_would_take_for_something_else()
    {
        Assert.Throws<ArgumentException>(() => Losses.CrossEntropy(zeros(4, 3), zeros(4, int32)));
        Assert.Throws<ArgumentException>(() => Losses.CrossEntropy(zeros(4, 3), zeros(5, int64)));
        Assert.Throws<ArgumentException>(() => Losses.CrossEntropy(zeros(4), zeros(4, int64)));
    }

    private static NetworkObjective TinyNetwork(int chunk) => new(Network(), Losses.CrossEntropy, Samples()) { ChunkSize = chunk };

    private static Mlp Network()
    {
        manual_seed(11);
        var net = new Mlp(() => nn.Tanh(), 3, 4, 3);
        net.to(ScalarType.Float64);
        return net;
    }

    private static Dataset Samples()
    {
        manual_seed(10);
        return new Dataset(randn(30, 3, float64), arange(30, int64).remainder(3));
    }

    private static Tensor Moved(Tensor w, int i, double by)
    {
        var moved = w.clone();
        moved[i] = moved[i] + by;
        return moved;
    }

    /// <summary>The Hessian row by row, written out with autograd on a network made of plain matrix products, without the library.</summary>
    private static Tensor ExplicitHessian(NetworkObjective f)
    {
        var w = f.Parameters.Vector.clone().requires_grad_();
        var x = f.Samples.Inputs;
        var hidden = (x.mm(w.narrow(0, 0, 12).view(4, 3).t()) + w.narrow(0, 12, 4)).tanh();
        var scores = hidden.mm(w.narrow(0, 16, 12).view(3, 4).t()) + w.narrow(0, 28, 3);
        var loss = nn.functional.cross_entropy(scores, f.Samples.Targets);
        var g = autograd.grad([loss], [w], retain_graph: true, create_graph: true)[0];
        var rows = Enumerable.Range(0, (int)w.numel()).Select(i => autograd.grad([g[i]], [w], retain_graph: true)[0]);
        return stack([.. rows]);
    }

    private sealed class WithSpare : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear used = nn.Linear(3, 3);
        private readonly TorchSharp.Modules.Linear spare = nn.Linear(3, 3);

        public WithSpare() : base(nameof(WithSpare)) => RegisterComponents();

        public override Tensor forward(Tensor input) => used.call(input);
    }
}
