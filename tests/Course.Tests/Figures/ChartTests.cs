using System.Text.Json.Nodes;
using Course.Figures;
using Course.Objectives;
using Course.Optimizers;
using Course.Training;
using TorchSharp;
using static Course.Tests.Figures.FigureJson;
using static TorchSharp.torch;

namespace Course.Tests.Figures;

public sealed class ChartTests
{
    [Fact]
    public void The_mean_of_runs_has_their_standard_deviation_as_a_band()
    {
        var curve = Curve.MeanOf("three", [[1.0, 10], [2.0, 10], [6.0, 10, 11]]);
        var figure = Json(Figure.Lines([curve], "t", "x", "y"));
        var (band, line) = (figure["data"]![0]!, figure["data"]![1]!);

        Assert.Equal([3, 10], curve.Y);
        Assert.Equal([Math.Sqrt(7), 0], curve.Spread!); // (4 + 1 + 9) / 2
        Assert.Equal([1, 2, 2, 1], Doubles(band["x"]));
        Assert.Equal(3 + Math.Sqrt(7), Doubles(band["y"])[0], 5);
        Assert.Equal(3 - Math.Sqrt(7), Doubles(band["y"])[3], 5);
        Assert.Equal("toself", Text(band["fill"]));
        Assert.Equal([3, 10], Doubles(line["y"]));
    }

    [Fact]
    public void A_band_on_a_logarithmic_axis_stays_above_zero()
    {
        var figure = Json(Figure.Lines([new Curve("c", [1, 2], [0.5, 4]) { Spread = [1, 1] }], "t", "x", "y", logY: true));
        Assert.Equal([1.5, 5, 3, 0.5], Doubles(figure["data"]![0]!["y"]));
    }

    [Fact]
    public void Runs_are_averaged_over_the_steps_of_their_series()
    {
        var history = new History();
        foreach (var step in (long[])[5, 10]) history.Record("accuracy", step, step / 10.0);
        var curve = Curve.MeanOf("runs", [history["accuracy"], history["accuracy"]]);

        Assert.Equal([5, 10], curve.X);
        Assert.Equal([0.5, 1], curve.Y);
        Assert.Equal([5, 10], new Curve("c", history["accuracy"]).X);
    }

    [Fact]
    public void Only_the_y_range_that_is_asked_for_is_shown()
    {
        Curve[] curves = [new Curve("c", [1, 2], [1, 1e9])];
        Assert.Equal([0, 5], Doubles(Json(Figure.Lines(curves, "t", "x", "y", yRange: (0, 5)))["layout"]!["yaxis"]!["range"]));
        Assert.Equal([-2, 1], Doubles(Json(Figure.Lines(curves, "t", "x", "y", logY: true, yRange: (0.01, 10)))["layout"]!["yaxis"]!["range"]));
        Assert.Throws<ArgumentException>(() => Figure.Lines(curves, "t", "x", "y", yRange: (1, 1)));
        Assert.Throws<ArgumentException>(() => Figure.Lines(curves, "t", "x", "y", logY: true, yRange: (0, 1)));
    }

    [Fact]
    public void Bars_stand_in_groups_with_marks_of_their_spread()
    {
        var figure = Json(Figure.Bars(["a", "b"], [("one", [1, 2]), ("two", [3, 4])], "t", "x", "y", errors: [[0.1, 0.2], [0.3, 0.4]]));

        Assert.Equal(["a", "b"], figure["data"]![1]!["x"]!.AsArray().Select(Text));
        Assert.Equal([3, 4], Doubles(figure["data"]![1]!["y"]));
        Assert.Equal(0.4, Doubles(figure["data"]![1]!["error_y"]!["array"])[1], 6);
    }

    [Fact]
    public void A_histograms_area_is_the_share_of_its_values()
    {
        var figure = Json(Figure.Histograms([("one", tensor(new[] { 0.0, 0, 1, 3 })), ("two", tensor(new[] { 4.0, double.NaN }))], "t", "x", bins: 4));
        Assert.Equal([0, 0, 1, 1, 2, 2, 3, 3, 4, 4], Doubles(figure["data"]![0]!["x"]));
        Assert.Equal([0, 0.5, 0.5, 0.25, 0.25, 0, 0, 0.25, 0.25, 0], Doubles(figure["data"]![0]!["y"])); // bins of width 1
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1, 1, 0], Doubles(figure["data"]![1]!["y"]));

        var part = Json(Figure.Histograms([("one", arange(10))], "t", "x", bins: 1, range: (0, 5)));
        Assert.Equal(0.6 / 5, Doubles(part["data"]![0]!["y"])[1], 6); // 0 to 5 of 0 to 9
    }

    [Fact]
    public void A_box_goes_from_quartile_to_quartile()
    {
        var trace = Json(Figure.Boxes([("layer", randperm(101).reshape(1, 101).to(ScalarType.Float32))], "t", "x", "y"))["data"]![0]!;
        Assert.Equal([5, 25, 50, 75, 95], ((string[])["lowerfence", "q1", "median", "q3", "upperfence"]).Select(name => Doubles(trace[name]).Single()));
    }

    [Fact]
    public void A_heat_map_has_its_first_row_at_the_top_and_may_have_zero_in_the_middle()
    {
        var figure = Json(Figure.HeatMap(tensor(new[,] { { 1.0, -3 }, { double.NaN, 2 } }), "t", "x", "y", columns: ["a", "b"], diverging: true, showValues: true));
        var trace = figure["data"]![0]!;

        Assert.Equal([1, -3], Doubles(trace["z"]![0]));
        Assert.Equal((-3.0, 3.0), (trace["zmin"]!.GetValue<double>(), trace["zmax"]!.GetValue<double>()));
        Assert.Equal(["", "2"], trace["text"]![1]!.AsArray().Select(Text));
        Assert.Equal("reversed", Text(figure["layout"]!["yaxis"]!["autorange"]));
    }

    [Fact]
    public void Panels_have_axes_of_their_own_and_a_common_legend()
    {
        Curve Of(string name) => new(name, [1, 2], [3, 4]);
        var single = Figure.Lines([Of("a"), Of("b")], "first", "x", "y");
        var before = GenericChart(single);
        var figure = Json(Figure.Panels([single, Figure.Lines([Of("a")], "second", "u", "v", logY: true), single], columns: 2, title: "all"));
        var layout = figure["layout"]!;

        Assert.Equal(["x", "x", "x2", "x3", "x3"], figure["data"]!.AsArray().Select(trace => Text(trace!["xaxis"])));
        Assert.Equal([true, true, false, false, false], figure["data"]!.AsArray().Select(trace => trace!["showlegend"]!.GetValue<bool>()));
        Assert.Equal(("u", "v", "log"), (Text(layout["xaxis2"]!["title"]!["text"]), Text(layout["yaxis2"]!["title"]!["text"]), Text(layout["yaxis2"]!["type"])));
        Assert.Equal(["first", "second", "first"], layout["annotations"]!.AsArray().Select(annotation => Text(annotation!["text"])));
        var (one, two, three) = (Doubles(layout["xaxis"]!["domain"]), Doubles(layout["xaxis2"]!["domain"]), Doubles(layout["yaxis3"]!["domain"]));
        Assert.True(one[0] == 0 && one[1] < two[0] && two[1] <= 1 + 1e-12 && three[0] >= -1e-12 && three[1] < Doubles(layout["yaxis"]!["domain"])[0]);
        Assert.Equal(before, GenericChart(single)); // the figures themselves stay as they are

        static string GenericChart(Plotly.NET.GenericChart chart) => Plotly.NET.GenericChart.toJson(chart);
    }

    [Fact]
    public void Paths_on_a_surface_lie_on_it_and_end_at_its_edge()
    {
        var saddle = new StrictSaddle();
        var path = Trajectory.Of(saddle, tensor(new[] { 0.5, 0.5 }), new Sgd(), 0.25, 8); // x halves, y grows by a half at each step
        var grid = ValueGrid.Of(saddle, (-1, 1), (-1, 1), 81);
        var line = Json(Figure.Surface(grid, "saddle", [path]))["data"]![1]!;
        var frames = JsonNode.Parse(Figure.AnimatedSurface(grid, "saddle", [path]).ToJson())!["frames"]!.AsArray();

        Assert.Equal([0.5, 0.25], Doubles(line["x"]));
        Assert.Equal([0.5, 0.75], Doubles(line["y"]));
        Assert.Equal([0, 0.25 * 0.25 - 0.75 * 0.75], Doubles(line["z"]).Select(z => z - 0.04), new Near(2e-3)); // lifted by two hundredths of the height
        Assert.Equal(9, frames.Count);
        Assert.Equal([0.5], Doubles(frames[0]!["data"]![0]!["x"]));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Curve.MeanOf("none", Array.Empty<IReadOnlyList<double>>()));
        Assert.Throws<ArgumentException>(() => Figure.Lines([new Curve("c", [1, 2], [1, 2]) { Spread = [1] }], "t", "x", "y"));
        Assert.Throws<ArgumentException>(() => Figure.Bars(["a"], [("one", [1, 2])], "t", "x", "y"));
        Assert.Throws<ArgumentException>(() => Figure.Bars(["a"], [("one", [1])], "t", "x", "y", errors: [[1, 2]]));
        Assert.Throws<ArgumentException>(() => Figure.Histograms([], "t", "x"));
        Assert.Throws<ArgumentException>(() => Figure.Boxes([("nothing", zeros(0))], "t", "x", "y"));
        Assert.Throws<ArgumentException>(() => Figure.HeatMap(zeros(3), "t", "x", "y"));
        Assert.Throws<ArgumentException>(() => Figure.HeatMap(zeros(2, 3), "t", "x", "y", rows: ["a"]));
        Assert.Throws<ArgumentException>(() => Figure.Panels([]));
        var panels = Figure.Panels([Figure.HeatMap(zeros(2, 3), "t", "x", "y"), Figure.HeatMap(zeros(2, 3), "t", "x", "y")]);
        Assert.Throws<ArgumentException>(() => Figure.Panels([panels]));
    }

    private sealed class Near(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double value) => 0;
    }
}
