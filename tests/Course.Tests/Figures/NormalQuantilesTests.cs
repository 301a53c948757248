using Course.Figures;
using Course.GradientStatistics;
using TorchSharp;
using static Course.Tests.Figures.FigureJson;
using static TorchSharp.torch;

namespace Course.Tests.Figures;

public sealed class NormalQuantilesTests
{
    [Fact]
    public void Values_stand_in_standard_deviations_over_the_normal_distributions_quantiles()
    {
        var figure = Json(Figure.NormalQuantiles([("three", tensor(new[] { 5.0, 1, 3 }))], "t"));
        var points = figure["data"]![0]!;
        Assert.Equal("markers", Text(points["mode"]));
        double[] quantiles = [-0.967421566101701, 0, 0.967421566101701]; // of 1/6, 1/2 and 5/6
        double[] values = [-Math.Sqrt(1.5), 0, Math.Sqrt(1.5)];
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(quantiles[i], Doubles(points["x"])[i], 1e-6);
            Assert.Equal(values[i], Doubles(points["y"])[i], 1e-6);
        }
        Assert.Equal(Doubles(figure["data"]![1]!["x"]), Doubles(figure["data"]![1]!["y"])); // the normal line
    }

    [Fact]
    public void Normal_values_lie_on_the_line_and_heavy_tails_leave_it_while_extremes_are_kept()
    {
        var heavy = SymmetricStable.Sample(1.5, 5000, 1);
        var figure = Json(Figure.NormalQuantiles([("normal", SymmetricStable.Sample(2, 5000, 1)), ("heavy", heavy)], "t"));
        double Off(int set) => Doubles(figure["data"]![set]!["x"]).Zip(Doubles(figure["data"]![set]!["y"])).Max(point => Math.Abs(point.First - point.Second));
        Assert.InRange(Off(0), 0, 0.8);
        Assert.InRange(Off(1), 5, double.PositiveInfinity);
        Assert.InRange(Doubles(figure["data"]![1]!["x"]).Length, 400, 450);
        var standardized = (heavy - heavy.mean()) / (heavy - heavy.mean()).square().mean().sqrt();
        Assert.Equal(standardized.max().ToDouble(), Doubles(figure["data"]![1]!["y"]).Max(), 1e-4);
        Assert.Throws<ArgumentException>(() => Figure.NormalQuantiles([("equal", ones(5))], "t"));
    }
}
