using Course.Data;
using Course.Landscape;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Landscape;

public sealed class PermutationAlignmentTests
{
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void A_networks_copy_with_its_neurons_in_another_order_is_put_in_order_again(ScalarType type)
    {
        var f = TestNetworks.Perceptron(1, type, 20, 16, 12, 3);
        new Trainer(f, new Adam(), 0.02).Run(60);
        var w = f.Parameters.Vector.clone();
        long[] first = new RandomStream(5).NextPermutation(16), second = new RandomStream(6).NextPermutation(12);
        var shuffled = w.clone();
        var (from, to) = (f.Parameters.Split(w), f.Parameters.Split(shuffled)); // weight and bias of three layers
        var (p, q) = (tensor(first), tensor(second));
        to[0].copy_(from[0][p]);
        to[1].copy_(from[1][p]);
        to[2].copy_(from[2][q].index_select(1, p));
        to[3].copy_(from[3][q]);
        to[4].copy_(from[4].index_select(1, q));
        Assert.True(LossLine.Between(f, w, shuffled).Barrier > 0.01);

        var aligned = PermutationAlignment.Of(f, w, shuffled);

        Assert.Equal(w.Values(), aligned.Weights.Values());
        Assert.Equal(0, aligned.Distance);
        Assert.Equal((w - shuffled).norm().ToDouble(), aligned.DistanceBefore, 1e-5);
        // The neuron that stands at place i now stood at the place that i was put to.
        for (var i = 0; i < 16; i++) Assert.Equal(i, first[aligned.Permutations[0][i]]);
        for (var i = 0; i < 12; i++) Assert.Equal(i, second[aligned.Permutations[1][i]]);
        Assert.Equal(0, LossLine.Between(f, w, aligned.Weights).Barrier, type == ScalarType.Float64 ? 1e-14 : 1e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void An_aligned_solution_computes_the_same_as_before_and_is_nearer(long seed)
    {
        foreach (var f in (NetworkObjective[])[TestNetworks.Perceptron(2, 5, 9, 8, 7, 4), TestNetworks.Convolutional(3)])
        {
            var (a, b) = (f.Parameters.Vector.clone(), TestNetworks.Elsewhere(f, 4) - f.Parameters.Vector); // independent of each other

            var aligned = PermutationAlignment.Of(f, a, b, seed);

            var (before, after) = (LossLine.Between(f, a, b, count: 2), LossLine.Between(f, a, aligned.Weights, count: 2));
            Assert.Equal(before.Losses[1], after.Losses[1], 1e-12);
            Assert.Equal(before.Errors![1], after.Errors![1]);
            Assert.True(aligned.Distance < aligned.DistanceBefore);
            Assert.Equal((a - aligned.Weights).norm().ToDouble(), aligned.Distance, 1e-12);
            Assert.Equal(3, aligned.Permutations.Count);
            Assert.NotEqual(b.Values(), aligned.Weights.Values());
            // Nothing more is to be gained from any layer alone.
            Assert.Equal(aligned.Distance, PermutationAlignment.Of(f, a, aligned.Weights, seed).Distance);
        }
    }

    [Fact]
    public void A_network_without_a_hidden_layer_has_nothing_to_renumber()
    {
        var f = TestNetworks.Perceptron(1, 4, 3);
        var b = TestNetworks.Elsewhere(f, 2);

        var aligned = PermutationAlignment.Of(f, f.Parameters.Vector, b);

        Assert.Empty(aligned.Permutations);
        Assert.Equal(b.Values(), aligned.Weights.Values());
    }

    [Fact]
    public void Networks_that_are_no_chain_are_refused_and_left_as_they_were()
    {
        Refused(new Skip(), "computes something else");
        var shared = nn.Linear(4, 4);
        Refused(nn.Sequential(shared, nn.ReLU(), shared, nn.Linear(4, 2)), "several times");
        var frozen = nn.Linear(4, 4);
        foreach (var parameter in frozen.parameters()) parameter.requires_grad = false;
        Refused(nn.Sequential(frozen, nn.ReLU(), nn.Linear(4, 2)), "frozen");

        static void Refused(nn.Module<Tensor, Tensor> net, string why)
        {
            var f = new NetworkObjective(net, Losses.CrossEntropy, new Dataset(randn(6, 4), zeros(6, int64)));
            var w = f.Parameters.Vector.clone();
            var error = Assert.Throws<ArgumentException>(() => PermutationAlignment.Of(f, w, w * 2));
            Assert.Contains(why, error.Message, StringComparison.Ordinal);
            Assert.Equal(w.Values(), f.Parameters.Vector.Values());
        }
    }

    [Fact]
    public void Solutions_of_another_network_are_refused()
    {
        var f = TestNetworks.Perceptron(1, 4, 3, 2);
        var w = f.Parameters.Vector;
        Assert.Throws<ArgumentException>(() => PermutationAlignment.Of(f, w, ones(3, float64)));
        Assert.Throws<ArgumentException>(() => PermutationAlignment.Of(f, w.to(float32), w));
        Assert.Throws<ArgumentException>(() => PermutationAlignment.Of(f, w, w * double.NaN));
    }

    private sealed class Skip : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear first = nn.Linear(4, 4), second = nn.Linear(4, 4), last = nn.Linear(4, 2);

        public Skip() : base(nameof(Skip)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var hidden = first.call(input).relu();
            return last.call((second.call(hidden) + hidden).relu());
        }
    }
}
