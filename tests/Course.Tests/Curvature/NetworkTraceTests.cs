using Course.Curvature;
using Course.Data;
using Course.Models;
using Course.Objectives;
using Course.Regularization;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Curvature;

/// <summary>The trace of a network's Hessian, layer by layer, beside the dense Hessian's.</summary>
public sealed class NetworkTraceTests
{
    private static readonly Func<Tensor, Tensor, Tensor> Entropy = Losses.CrossEntropy;
    private static readonly Func<Tensor, Tensor, Tensor> Squares = (z, y) => Losses.MeanSquaredError(z, nn.functional.one_hot(y, 3).to(z.dtype));

    /// <summary>Networks of which each parameter enters piecewise linearly.</summary>
    private static readonly Dictionary<string, Func<NetworkObjective>> Linear = new()
    {
        ["MLP, cross-entropy"] = () => Make(new Mlp(() => nn.ReLU(), 4, 6, 5, 3), Entropy),
        ["MLP, mean squares"] = () => Make(new Mlp(() => nn.LeakyReLU(0.1), 4, 6, 3), Squares),
        ["MLP, label smoothing"] = () => Make(new Mlp(() => nn.ReLU(), 4, 6, 3), Losses.SmoothedCrossEntropy(0.1)),
        ["MLP, a loss that is not convex"] = () => Make(new Mlp(() => nn.ReLU(), 4, 6, 3), (z, y) => (z.sin() + z * z.roll(1, 1)).sum(1).mean()),
        ["MLP, a loss that bends down"] = () => Make(new Mlp(() => nn.ReLU(), 4, 6, 3), (z, _) => -z.square().sum(1).mean()),
        ["MLP, a loss that bends down a millionth as much as up"] = () => Make(new Mlp(() => nn.ReLU(), 4, 6, 3), (z, _) => z.square().mv(tensor((double[])[1, 1, -1e-6])).mean()),
        ["MLP in chunks"] = () => Make(new Mlp(() => nn.ReLU(), 4, 6, 3), Entropy, chunk: 5),
        ["MLP with L2 and L1"] = () => Make(new Mlp(() => nn.ReLU(), 4, 6, 3), Entropy, penalties: [new L2Penalty(0.3), new L1Penalty(0.1)]),
        ["activations in place"] = () => Make(nn.Sequential(nn.Linear(4, 6), nn.ReLU(inplace: true), nn.Linear(6, 3)), Entropy),
        ["no hidden layer"] = () => Make(nn.Sequential(nn.Linear(4, 3)), Entropy),
        ["a network that is one layer"] = () => Make(nn.Linear(4, 3), Entropy),
        ["frozen and unused parameters"] = () => Make(new PartlyUsed(), Entropy),
        ["residual connection"] = () => Make(new Residual(), Entropy),
        ["batch normalization"] = () => Make(Used(nn.Sequential(nn.Linear(4, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Linear(6, 3)), [4]), Entropy),
        ["CNN with batch normalization"] = () => Make(Used(nn.Sequential(
            nn.Conv2d(1, 3, 3), nn.BatchNorm2d(3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.BatchNorm1d(12, affine: false), nn.Linear(12, 3)), [1, 6, 6]), Entropy, [1, 6, 6]),
        ["CNN"] = () => Make(nn.Sequential(
            nn.Conv2d(1, 2, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(2, 3, 2), nn.ReLU(), nn.AvgPool2d(2), nn.Flatten(), nn.Dropout(0.5), nn.Linear(3, 3)), Entropy, [1, 6, 6]),
    };

    private static readonly Dictionary<string, Func<NetworkObjective>> Curved = new()
    {
        ["tanh, cross-entropy"] = () => Make(new Mlp(() => nn.Tanh(), 4, 6, 5, 3), Entropy),
        ["sigmoid, mean squares"] = () => Make(new Mlp(() => nn.Sigmoid(), 4, 8, 6, 3), Squares),
        ["softplus, in chunks, with L2"] = () => Make(new Mlp(() => nn.Softplus(), 4, 6, 5, 3), Entropy, chunk: 7, penalties: [new L2Penalty(0.01)]),
        ["GELU and ReLU"] = () => Make(nn.Sequential(nn.Linear(4, 6), nn.GELU(), nn.Linear(6, 5), nn.ReLU(), nn.Linear(5, 5), nn.Tanh(), nn.Linear(5, 3)), Entropy),
        ["ELU in place"] = () => Make(nn.Sequential(nn.Linear(4, 6), nn.ELU(1.0, inplace: true), nn.Linear(6, 6), nn.ELU(1.0, inplace: true), nn.Linear(6, 3)), Entropy),
        ["CNN, tanh"] = () => Make(nn.Sequential(
            nn.Conv2d(1, 2, 3, padding: 1), nn.Tanh(), nn.MaxPool2d(2), nn.Conv2d(2, 3, 2), nn.Tanh(), nn.Flatten(), nn.Linear(12, 3)), Entropy, [1, 6, 6]),
    };

    /// <summary>Networks that look like one of the others, or not even that.</summary>
    private static readonly Dictionary<string, Func<NetworkObjective>> Other = new()
    {
        ["an activation that is no module"] = () => Make(new Written(z => z.tanh()), Entropy),
        ["a product of units"] = () => Make(new Written(z => z * z.roll(1, 1)), Entropy),
        ["softmax between layers"] = () => Make(nn.Sequential(nn.Linear(4, 6), nn.Softmax(1), nn.Linear(6, 3)), Entropy),
        ["a layer used twice"] = () => Make(new Twice(), Entropy),
        ["a weight used beside its layer"] = () => Make(new Beside(), Entropy),
        ["samples that look at each other"] = () => Make(new Written(z => z - z.mean([0], keepdim: true)), Entropy),
        ["layer normalization"] = () => Make(nn.Sequential(nn.Linear(4, 6), nn.LayerNorm(6), nn.ReLU(), nn.Linear(6, 3)), Entropy),
        ["a loss that is no mean of the samples'"] = () => Make(new Mlp(() => nn.ReLU(), 4, 6, 3), (z, y) => z.square().mean().sqrt()),
        ["a penalty on the Jacobian"] = () => Make(new Mlp(() => nn.ReLU(), 4, 6, 3), Entropy, penalties: [new JacobianPenalty(0.1, null)]),
    };

    public static TheoryData<string> AllLinear => [.. Linear.Keys];

    public static TheoryData<string> AllCurved => [.. Curved.Keys];

    public static TheoryData<string> AllOther => [.. Other.Keys];

    [Theory]
    [MemberData(nameof(AllLinear))]
    public void Of_a_piecewise_linear_network_it_is_exact(string name)
    {
        var f = Linear[name]();
        var trace = TraceEstimate.Of(f, f.Parameters.Vector);
        Near(True(f, f.Parameters.Vector), trace.Value, 1e-10);
        Assert.True(trace.IsExact && trace.IsReached);
        Assert.Equal(0, trace.Products);
        Assert.Contains(", exact", trace.ToString());
    }

    [Theory]
    [MemberData(nameof(AllCurved))]
    public void Of_another_network_it_has_an_interval_that_covers_it(string name)
    {
        var f = Curved[name]();
        var truth = True(f, f.Parameters.Vector);
        var estimates = Enumerable.Range(0, 20).Select(seed => TraceEstimate.Of(f, f.Parameters.Vector, 0.3, seed)).ToArray();
        Assert.All(estimates, estimate => Assert.Equal((0, false, true), (estimate.Products, estimate.IsExact, estimate.IsReached)));
        Assert.InRange(estimates.Count(estimate => estimate.Low <= truth && truth <= estimate.High), 16, 20);
        Assert.Equal(truth, estimates.Average(estimate => estimate.Value), 0.1 * Math.Abs(truth));
    }

    [Fact]
    public void More_draws_are_taken_of_all_chunks()
    {
        var f = Make(new Mlp(() => nn.Tanh(), 4, 6, 5, 3), Entropy, chunk: 7);
        var estimate = TraceEstimate.Of(f, f.Parameters.Vector, 0.01, limit: 10_000);
        Assert.Equal((0, true), (estimate.Products, estimate.IsReached));
        Assert.InRange(estimate.Value / True(f, f.Parameters.Vector), 0.97, 1.03);
    }

    [Fact]
    public void Its_interval_covers_the_trace_as_often_as_it_says()
    {
        var f = Make(new Mlp(() => nn.Tanh(), 3, 6, 5, 3), Entropy, [3], samples: 6);
        var truth = True(f, f.Parameters.Vector);
        var covered = Enumerable.Range(0, 200).Select(seed => TraceEstimate.Of(f, f.Parameters.Vector, 0.3, seed)).Count(estimate => estimate.Low <= truth && truth <= estimate.High);
        Assert.InRange(covered, 180, 198);
    }

    [Theory]
    [MemberData(nameof(AllOther))]
    public void Of_any_other_network_it_comes_from_products(string name)
    {
        var f = Other[name]();
        var trace = TraceEstimate.Of(f, f.Parameters.Vector, 1e-9); // so precise that P products give it exactly
        Assert.True(trace.IsExact && trace.Products >= f.Dimension);
        Near(True(f, f.Parameters.Vector), trace.Value, 1e-10);
    }

    [Theory]
    [InlineData(nn.Reduction.Mean)]
    [InlineData(nn.Reduction.Sum)] // no mean over the samples, which shows only where the pieces are put together
    public void Of_many_outputs_it_is_taken_in_pieces(nn.Reduction reduction)
    {
        manual_seed(2);
        const int Classes = 300; // ten million elements of the loss' Hessians are 111 samples
        var f = new NetworkObjective(nn.Sequential(nn.Linear(1, Classes, hasBias: false)).to(float64), (z, y) => nn.functional.cross_entropy(z, y, reduction: reduction),
            new Dataset(randn([150, 1], float64), arange(150, int64)));
        using var hessian = new HessianOperator(f, f.Parameters.Vector);
        var expected = hessian.ToDense().diagonal().sum().ToDouble();

        Assert.InRange(TraceEstimate.Of(f, f.Parameters.Vector, precision: 1e-3, limit: 400).Value / expected, 0.998, 1.002);
    }

    [Fact]
    public void It_is_taken_on_a_batch_at_any_point_and_in_float32()
    {
        var f = Make(new Mlp(() => nn.ReLU(), 4, 6, 3), Entropy);
        var one = f.On(new Batch(f.Samples.Inputs.narrow(0, 2, 1), f.Samples.Targets.narrow(0, 2, 1)));
        var w = f.Parameters.Vector * 1.5 + 0.1;
        Near(one.Hessian(w).trace().ToDouble(), TraceEstimate.Of(one, w).Value, 1e-10);

        var small = Make(new Mlp(() => nn.ReLU(), 4, 6, 3), Entropy, type: float32);
        Near(True(f, f.Parameters.Vector), TraceEstimate.Of(small, small.Parameters.Vector).Value, 1e-5);
        var curved = Make(new Mlp(() => nn.Tanh(), 4, 6, 5, 3), Entropy, type: float32);
        Assert.Equal(0, TraceEstimate.Of(curved, curved.Parameters.Vector).Products);
    }

    [Fact]
    public void Saturated_outputs_lose_no_digits()
    {
        var f = Make(new Mlp(() => nn.ReLU(), 4, 6, 3), Entropy);
        var small = Make(new Mlp(() => nn.ReLU(), 4, 6, 3), Entropy, type: float32);
        var w = f.Parameters.Vector * 6; // probabilities down to 1e-20
        Near(True(f, w), TraceEstimate.Of(f, w).Value, 1e-9);
        Near(True(f, w), TraceEstimate.Of(small, w.to(float32)).Value, 1e-4);
    }

    [Fact]
    public void The_network_is_measured_in_evaluation_mode_and_left_as_it_was()
    {
        var module = nn.Sequential(nn.Linear(4, 6), nn.Tanh(), nn.Dropout(0.5), nn.Linear(6, 3)).to(float64);
        var f = new NetworkObjective(module, Entropy, Samples([4], 12, float64));
        var (w, gradient) = (f.Parameters.Vector.clone(), f.Parameters.Gradient.fill_(7).clone());
        manual_seed(3);
        var next = rand(3);
        manual_seed(3);
        var trace = TraceEstimate.Of(f, w * 2);
        Numbers.Close(next, rand(3), 0);
        Assert.True(module.training);
        Numbers.Close(w, f.Parameters.Vector, 0);
        Numbers.Close(gradient, f.Parameters.Gradient, 0);
        module.eval();
        Assert.Equal(trace, TraceEstimate.Of(f, w * 2));
    }

    [Fact]
    public void A_loss_that_takes_float32_alone_has_a_trace_from_products()
    {
        var weights = tensor(new[] { 1f, 2, 5 });
        var f = Make(new Mlp(() => nn.ReLU(), 4, 6, 3), (z, y) => nn.functional.cross_entropy(z, y, weights), type: float32);
        var trace = TraceEstimate.Of(f, f.Parameters.Vector, 1e-9);
        Assert.True(trace.Products > 0);
        Near(True(f, f.Parameters.Vector), trace.Value, 1e-5);
    }

    [Fact]
    public void A_loss_that_is_no_single_number_is_said()
    {
        var f = Make(new Mlp(() => nn.ReLU(), 4, 6, 3), (z, y) => nn.functional.cross_entropy(z, y, reduction: nn.Reduction.None));
        Assert.Contains("End it with mean()", Assert.Throws<InvalidOperationException>(() => TraceEstimate.Of(f, f.Parameters.Vector)).Message);
        using var hessian = new HessianOperator(f, f.Parameters.Vector);
        Assert.Contains("End it with mean()", Assert.Throws<InvalidOperationException>(() => hessian.Multiply(ones(f.Dimension, float64))).Message);
    }

    [Fact]
    public void A_loss_that_is_not_a_number_is_said()
    {
        var f = Make(new Mlp(() => nn.ReLU(), 4, 6, 3), Entropy);
        var error = Assert.Throws<InvalidOperationException>(() => TraceEstimate.Of(f, f.Parameters.Vector * double.NaN));
        Assert.Contains("NaN", error.Message);
    }

    private static double True(Objective f, Tensor w) => f.Hessian(w).trace().ToDouble();

    private static void Near(double expected, double actual, double tolerance) => Assert.Equal(expected, actual, tolerance * Math.Max(1, Math.Abs(expected)));

    private static NetworkObjective Make(
        nn.Module<Tensor, Tensor> network, Func<Tensor, Tensor, Tensor> loss, long[]? shape = null, int chunk = 4096, int samples = 12, Penalty[]? penalties = null, ScalarType? type = null)
    {
        var dtype = type ?? float64;
        network.to(dtype);
        network.eval();
        var f = new NetworkObjective(network, loss, Samples(shape ?? [4], samples, dtype)) { ChunkSize = chunk };
        foreach (var penalty in penalties ?? []) f.Penalties.Add(penalty);
        using var still = no_grad();
        f.Parameters.Vector.copy_(new RandomStream(2).NextGaussians(f.Dimension) * 0.6);
        return f;
    }

    /// <summary>A network whose running averages are those of some batch.</summary>
    private static nn.Module<Tensor, Tensor> Used(nn.Module<Tensor, Tensor> network, long[] shape)
    {
        network.to(float64);
        network.train();
        network.call(new RandomStream(4).NextGaussians([20, .. shape]) * 2 + 1).Dispose();
        return network;
    }

    private static Dataset Samples(long[] shape, int count, ScalarType type) =>
        new(new RandomStream(1).NextGaussians([count, .. shape]).to(type), arange(count, int64).remainder(3));

    private sealed class Written : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> first = nn.Linear(4, 5), second = nn.Linear(5, 3);
        private readonly Func<Tensor, Tensor> between;

        public Written(Func<Tensor, Tensor> between) : base("written")
        {
            this.between = between;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => second.call(between(first.call(input)));
    }

    private sealed class Twice : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> inner = nn.Linear(4, 4), outer = nn.Linear(4, 3), relu = nn.ReLU();

        public Twice() : base("twice") => RegisterComponents();

        public override Tensor forward(Tensor input) => outer.call(relu.call(inner.call(relu.call(inner.call(input)))));
    }

    private sealed class Beside : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear inner = nn.Linear(4, 4);
        private readonly nn.Module<Tensor, Tensor> outer = nn.Linear(4, 3), relu = nn.ReLU();

        public Beside() : base("beside") => RegisterComponents();

        public override Tensor forward(Tensor input) => outer.call(relu.call(inner.call(input)) + input.mm(inner.weight));
    }

    private sealed class Residual : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> first = nn.Linear(4, 5), second = nn.Linear(5, 5), third = nn.Linear(5, 3), relu = nn.ReLU();

        public Residual() : base("residual") => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var x = first.call(input);
            return third.call(x + second.call(relu.call(x)));
        }
    }

    private sealed class PartlyUsed : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear first = nn.Linear(4, 5), second = nn.Linear(5, 3), unused = nn.Linear(2, 2);

        public PartlyUsed() : base("partly used")
        {
            RegisterComponents();
            first.weight.requires_grad = false;
        }

        public override Tensor forward(Tensor input) => second.call(first.call(input).relu());
    }
}
