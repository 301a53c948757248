using System.Runtime.InteropServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.init;

namespace TorchSharp.Tests;

/// <summary>Initial values: the moments, bounds and structure that theory gives them.</summary>
public sealed class NnInitTests
{
    private const int Rows = 300;
    private const int Columns = 200;

    /// <summary>Fan-in 200, fan-out 300. A uniform law on ±b has the deviation b/√3.</summary>
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Fill, double Mean, double Deviation, bool Uniform)> Laws = new()
    {
        ["uniform"] = (t => uniform_(t, -1, 3), 1, 2 / Math.Sqrt(3), true),
        ["normal"] = (t => normal_(t, 2, 0.5), 2, 0.5, false),
        ["xavier_uniform"] = (t => xavier_uniform_(t), 0, Math.Sqrt(2.0 / (Columns + Rows)), true),
        ["xavier_uniform, gain"] = (t => xavier_uniform_(t, 3), 0, 3 * Math.Sqrt(2.0 / (Columns + Rows)), true),
        ["xavier_normal"] = (t => xavier_normal_(t), 0, Math.Sqrt(2.0 / (Columns + Rows)), true),  // uniform in TorchSharp too
        ["kaiming_uniform"] = (t => kaiming_uniform_(t), 0, Math.Sqrt(2.0 / Columns), true),
        ["kaiming_uniform, a"] = (t => kaiming_uniform_(t, a: Math.Sqrt(5)), 0, Math.Sqrt(2.0 / 6 / Columns), true),
        ["kaiming_normal"] = (t => kaiming_normal_(t, nonlinearity: NonlinearityType.ReLU), 0, Math.Sqrt(2.0 / Columns), false),
        ["kaiming_normal, fan out"] = (t => kaiming_normal_(t, mode: FanInOut.FanOut, nonlinearity: NonlinearityType.Tanh), 0, 5 / 3.0 / Math.Sqrt(Rows), false),
        ["kaiming_normal, linear"] = (t => kaiming_normal_(t, nonlinearity: NonlinearityType.Linear), 0, 1 / Math.Sqrt(Columns), false),
    };

    public static TheoryData<string> LawNames => new(Laws.Keys);

    [Theory]
    [MemberData(nameof(LawNames))]
    public void Draws_have_the_moments_and_the_bounds_of_their_law(string name)
    {
        manual_seed(7);
        var (fill, mean, deviation, uniform) = Laws[name];
        var weight = Parameter(empty(Rows, Columns, float64));
        Assert.Same(weight, fill(weight));
        Assert.True(weight.requires_grad && weight.is_leaf);

        var z = (weight.detach() - mean) / deviation;
        const double spread = 5;  // standard errors
        const int n = Rows * Columns;
        var kurtosis = uniform ? 1.8 : 3.0;
        Assert.InRange(z.mean().item<double>(), -spread / Math.Sqrt(n), spread / Math.Sqrt(n));
        Assert.InRange(z.square().mean().item<double>(), 1 - spread * Math.Sqrt((kurtosis - 1) / n), 1 + spread * Math.Sqrt((kurtosis - 1) / n));
        Assert.InRange(z.pow(4).mean().item<double>(), kurtosis - 0.25, kurtosis + 0.25);  // which tells the two laws apart
        var largest = z.abs().max().item<double>();
        if (uniform) Assert.InRange(largest, 0.999 * Math.Sqrt(3), Math.Sqrt(3));
        else Assert.InRange(largest, 3.5, 6);
    }

    [Fact]
    public void The_same_seed_draws_the_same_values()
    {
        var (a, b) = (empty(5, 4), empty(5, 4));
        foreach (var fill in new Func<Tensor, Tensor>[] { t => kaiming_normal_(t), t => orthogonal_(t), t => sparse_(t, 0.3) })
        {
            manual_seed(3);
            fill(a);
            manual_seed(3);
            fill(b);
            Assert.True(a.Equals(b));
            fill(b);
            Assert.False(a.Equals(b));
        }
    }

    // To 1e-6: the real package draws and factorizes in float32, whatever the tensor's type.
    [Theory]
    [InlineData(6, 4)]
    [InlineData(4, 6)]
    [InlineData(5, 5)]
    public void The_fewer_of_rows_and_columns_are_orthonormal_times_the_gain(long rows, long columns)
    {
        var w = orthogonal_(empty(rows, columns, float64), 1.5);
        var gram = rows <= columns ? w.mm(w.t()) : w.t().mm(w);
        Assert.True(gram.allclose(2.25 * eye(Math.Min(rows, columns), dtype: float64), 0, 1e-6));
    }

    [Fact]
    public void A_kernel_is_orthogonal_as_a_matrix_of_output_channels()
    {
        var w = orthogonal_(Parameter(empty(4, 3, 2, 2, float64))).detach().reshape(4, 12);
        Assert.True(w.mm(w.t()).allclose(eye(4, dtype: float64), 0, 1e-6));
    }

    [Fact]
    public void Orthogonal_matrices_are_uniform_over_the_group()
    {
        // QR's convention of signs alone would favour some matrices; over the whole group the mean of every entry is 0.
        manual_seed(5);
        var mean = stack([.. Enumerable.Range(0, 4000).Select(_ => orthogonal_(empty(2, 2, float64)))]).mean([0]);
        Assert.InRange(mean.abs().max().item<double>(), 0, 5 * Math.Sqrt(0.5 / 4000));
    }

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(0.25, 2)]  // 0.25 · 7 is rounded up
    [InlineData(0.9, 7)]
    public void Each_column_of_a_sparse_matrix_has_its_share_of_zeros(double sparsity, long zeros)
    {
        manual_seed(11);
        var w = sparse_(Parameter(empty(7, 400, float64)), sparsity, 0.5).detach();
        Assert.All((w == 0).sum(dim: 0).data<long>().ToArray(), count => Assert.Equal(zeros, count));
        Assert.True(((w == 0).sum(dim: 1) > 0).all().item<bool>());  // at random rows
        if (zeros < 7) Assert.InRange(w[w != 0].std().item<double>(), 0.45, 0.55);
    }

    [Fact]
    public void Constants_ones_zeros_and_the_identity_fill_a_parameter_without_a_graph()
    {
        var w = Parameter(empty(2, 3, float64));
        foreach (var (fill, expected) in new (Func<Tensor, Tensor>, Tensor)[]
        {
            (t => ones_(t), ones(2, 3, float64)), (t => zeros_(t), zeros(2, 3, float64)), (t => constant_(t, 0.3), full(2, 3, 0.3, float64)), (t => eye_(t), eye(2, 3, float64)),
        })
            Assert.True(fill(w).Equals(expected));
        Assert.True(w.is_leaf);
    }

    [Fact]
    public void Fans_count_the_receptive_field_and_need_two_dimensions()
    {
        Assert.Equal((3, 5), CalculateFanInAndFanOut(empty(5, 3)));
        Assert.Equal((12, 20), CalculateFanInAndFanOut(empty(5, 3, 2, 2)));
        Assert.Throws<ArgumentException>(() => CalculateFanInAndFanOut(empty(3)));
        Assert.Throws<ExternalException>(() => orthogonal_(empty(3)));
        Assert.Throws<ExternalException>(() => sparse_(empty(3, 3, 3), 0.5));
    }

    [Fact]
    public void Gains_are_those_of_PyTorch()
    {
        Assert.Equal(1, calculate_gain(NonlinearityType.Linear));
        Assert.Equal(1, calculate_gain(NonlinearityType.Sigmoid));
        Assert.Equal(5 / 3.0, calculate_gain(NonlinearityType.Tanh));
        Assert.Equal(Math.Sqrt(2), calculate_gain(NonlinearityType.ReLU));
        Assert.Equal(Math.Sqrt(2 / 1.04), calculate_gain(NonlinearityType.LeakyReLU, 0.2));
    }

    [Fact]
    public void Layers_start_within_the_bounds_of_their_fan_in()
    {
        manual_seed(1);
        foreach (var (weight, bias, fanIn) in new[] { Started(Linear(400, 300)), Started(Conv2d(16, 300, 5)) })
        {
            var bound = 1 / Math.Sqrt(fanIn);
            Assert.InRange(weight.abs().max().item<float>(), 0.999 * bound, bound * 1.0001);
            Assert.InRange(bias.abs().max().item<float>(), 0.95 * bound, bound * 1.0001);
        }

        static (Tensor, Tensor, long) Started(Module layer)
        {
            var state = layer.state_dict();
            return (state["weight"], state["bias"], CalculateFanInAndFanOut(state["weight"]).fanIn);
        }
    }

    [Fact]
    public void An_embedding_starts_normal_with_zeros_at_its_padding()
    {
        manual_seed(2);
        var weight = Embedding(500, 100, padding_idx: -2, dtype: float64).weight!.detach();
        Assert.Equal(0, weight[498].abs().sum().item<double>());
        Assert.InRange(weight.square().mean().item<double>(), 0.97, 1.03);
        Assert.Throws<ExternalException>(() => Embedding(3, 2, padding_idx: 3));
    }
}
