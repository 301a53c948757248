using Course.Data;
using Course.GradientStatistics;
using Course.Models;
using Course.Objectives;
using Course.Regularization;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.GradientStatistics;

/// <summary>Norms, products and sums of per-sample gradients against the gradients themselves.</summary>
public sealed class PerSampleGradientsTests
{
    public static IEnumerable<object[]> Cases =>
        Networks.All.Keys.SelectMany(name => new object[][] { [name, true, 4096], [name, false, 4096], [name, true, 4] });

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_figure_is_that_of_the_gradients_themselves(string name, bool isClassifier, int chunkSize)
    {
        var objective = Networks.Objective(name, isClassifier, chunkSize: chunkSize);
        var g = Networks.Explicit(objective);
        var w = objective.Parameters.Vector;
        using var samples = PerSampleGradients.Of(objective, w);

        Assert.Equal(Networks.All[name].IsOnePass, samples.IsOnePass);
        Same(g.square().sum(1), samples.SquaredNorms);
        var v = randn(w.numel(), float64);
        Same(g.mv(v), samples.Dots(v));
        Same(g.mean([0]), samples.Mean);
        var c = randn(g.shape[0], float64);
        Same(g.t().mv(c), samples.Combine(c));
        Same(g.square().mean([0]), samples.SecondMoments());
        if (chunkSize >= g.shape[0]) Same(g.mm(g.t()), samples.Gram());
        Assert.Equal((g - g.mean([0])).square().sum().ToDouble() / (g.shape[0] - 1), samples.CovarianceTrace, 1e-8 * samples.CovarianceTrace);
        Assert.Equal((g.square().sum() / g.sum(dim: 0).square().sum()).ToDouble(), samples.Diversity, 1e-8 * samples.Diversity);
    }

    private static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        var scale = expected.abs().max().ToDouble();
        Assert.True((expected - actual).abs().max().ToDouble() <= 1e-8 * scale, $"expected {expected.str()}, got {actual.str()}");
    }
}
