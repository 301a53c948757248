using Course.Curvature;
using Course.Figures;
using TorchSharp;
using static Course.Tests.Figures.FigureJson;
using static TorchSharp.torch;

namespace Course.Tests.Figures;

public sealed class SpectrumTests
{
    [Fact]
    public void Bulk_and_outliers_stand_on_one_logarithmic_scale()
    {
        using var op = new MatrixOperator(diag(tensor(new[] { 9.0, 7, 0, 0, 0.1, -0.1, 0, 0 })));
        var (density, pairs) = (SpectralDensity.Of(op, probes: 4), Eigenpairs.Top(op, 2));
        var figure = Json(Figure.Spectrum([("end", density)], outliers: [pairs], width: 0.2));

        Assert.Equal("log", Text(figure["layout"]!["yaxis"]!["type"]));
        var points = figure["data"]!.AsArray().Single(trace => trace!["mode"]?.GetValue<string>() == "markers")!;
        Assert.Equal([9.0, 7], Doubles(points["x"]).Select(x => Math.Round(x, 5)));
        Assert.All(Doubles(points["y"]), y => Assert.Equal(1 / (8 * 0.2 * Math.Sqrt(2 * Math.PI)), y, 1e-6));
        Assert.Throws<ArgumentException>(() => Figure.Spectrum([]));
        Assert.Throws<ArgumentException>(() => Figure.Spectrum([("end", density)], outliers: []));

        var ranks = Json(Figure.Eigenvalues([("end", pairs)]));
        Assert.Equal("rank", Text(ranks["layout"]!["xaxis"]!["title"]!["text"]));
        Assert.Equal([9.0, 7], Doubles(ranks["data"]!.AsArray()[^1]!["y"]).Select(y => Math.Round(y, 5)));
    }
}
