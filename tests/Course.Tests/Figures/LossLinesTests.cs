using Course.Figures;
using Course.Landscape;
using Course.Objectives;
using Course.Tests.Landscape;
using static Course.Tests.Figures.FigureJson;
using static TorchSharp.torch;

namespace Course.Tests.Figures;

public sealed class LossLinesTests
{
    [Fact]
    public void A_barrier_stands_on_the_line_between_the_ends()
    {
        // x⁴ − 2x² is −1 at both ends and 0 in the middle.
        var steep = LossLine.Between(new Well(), tensor(new[] { -1.0 }), tensor(new[] { 1.0 }), count: 5);
        var convex = LossLine.Between(new Quadratic(eye(1, dtype: float64)), tensor(new[] { -1.0 }), tensor(new[] { 1.0 }), count: 5);

        var traces = Json(Figure.LossLines([("well", steep), ("bowl", convex)]))["data"]!.AsArray();

        Assert.Equal(4, traces.Count); // the well with its dashed line and its mark, and the bowl alone
        Assert.Equal("well: barrier 1", Text(traces[0]!["name"]));
        Assert.Equal([-1, -1, -1, -1, -1], Doubles(traces[1]!["y"]));
        Assert.Equal([0.5, 0.5], Doubles(traces[2]!["x"]));
        Assert.Equal([-1, 0], Doubles(traces[2]!["y"]));
        Assert.Equal("bowl: barrier 0", Text(traces[3]!["name"]));
    }

    [Fact]
    public void A_classifiers_errors_stand_beside_its_losses()
    {
        var f = TestNetworks.Perceptron(1, 4, 6, 3);
        var line = LossLine.Between(f, f.Parameters.Vector, TestNetworks.Elsewhere(f, 2), count: 5);

        var figure = Json(Figure.LossLines([("straight", line)]));

        var errors = figure["data"]!.AsArray().Last(trace => Text(trace!["xaxis"]) == "x2");
        Assert.Equal(line.Errors!.Select(error => (double)(float)error), Doubles(errors!["y"]), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal("fraction classified wrongly", Text(figure["layout"]!["yaxis2"]!["title"]!["text"]));
        Assert.Throws<ArgumentException>(() => Figure.LossLines([]));
    }

    private sealed class Well : Objective
    {
        public override long Dimension => 1;

        public override TorchSharp.torch.Tensor Value(TorchSharp.torch.Tensor w) => w[0].pow(4) - 2 * w[0].square();
    }
}
