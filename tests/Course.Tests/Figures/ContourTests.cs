using System.Text.Json.Nodes;
using Course.Figures;
using Course.Objectives;
using Course.Optimizers;
using TorchSharp;
using static Course.Tests.Figures.FigureJson;
using static TorchSharp.torch;

namespace Course.Tests.Figures;

public sealed class ContourTests
{
    private static readonly Quadratic Bowl = new(tensor(new[,] { { 1.0, 0 }, { 0, 4 } }));

    [Fact]
    public void A_grid_holds_a_functions_values_a_row_for_each_y()
    {
        var plane = ValueGrid.Of(new Rosenbrock(), (-2, 2), (-1, 3), resolution: 5);
        var function = ValueGrid.Of((x, y) => (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x), (-2, 2), (-1, 3), resolution: 5);
        var objective = ValueGrid.Of(Bowl, (-1, 1), (-2, 2), resolution: 3);

        Assert.Equal([-2, -1, 0, 1, 2], plane.X);
        Assert.Equal([-1, 0, 1, 2, 3], plane.Y);
        Assert.Equal(0, plane.Values[2][3], 12); // its minimum, at (1, 1)
        Assert.Equal(1, plane.Values[1][2], 12); // at (0, 0)
        for (var row = 0; row < 5; row++) Assert.Equal(function.Values[row], plane.Values[row]);
        Assert.Equal([8.5, 8, 8.5], objective.Values[0]);
    }

    [Fact]
    public void Even_level_lines_become_powers_of_ten_where_a_function_spans_many()
    {
        var gentle = Json(Figure.Contours(ValueGrid.Of((x, y) => x * x - y * y, (-1, 1), (-1, 1)), "saddle"))["data"]![0]!;
        var steep = Json(Figure.Contours(ValueGrid.Of(new Rosenbrock(), (-2, 2), (-1, 3)), "valley"))["data"]![0]!;

        Assert.Equal(-1, gentle["z"]![0]![50]!.GetValue<double>(), 9); // at (0, -1), the value itself
        Assert.Equal(Math.Log10(1 + 100), steep["z"]![50]![50]!.GetValue<double>(), 2); // at (0, 1), its logarithm
        Assert.Equal("101", Text(steep["customdata"]![50]![50]));
        Assert.Contains("1000", steep["colorbar"]!["ticktext"]!.AsArray().Select(Text));
    }

    [Fact]
    public void A_path_is_a_line_with_a_ring_at_its_start_and_a_dot_at_its_end()
    {
        var path = Trajectory.Of(Bowl, tensor(new[] { 2.0, 1 }), new Sgd(), 0.25, 10);
        var traces = Json(Figure.Contours(ValueGrid.Of(Bowl, (-3, 3), (-2, 2)), "bowl", [path], zeros(2), "a", "b", equalAspect: true));
        var (star, line, dot, ring) = (traces["data"]![1]!, traces["data"]![2]!, traces["data"]![3]!, traces["data"]![4]!);

        Assert.Equal("star", Text(star["marker"]!["symbol"]));
        Assert.Equal("SGD", Text(line["name"]));
        Assert.Equal([2, 1.5, 1.125], Doubles(line["x"])[..3]); // each step leaves three quarters
        Assert.Equal([1, 0, 0], Doubles(line["y"])[..3]);
        Assert.Equal(("circle-open", 2.0), (Text(ring["marker"]!["symbol"]), Doubles(ring["x"]).Single()));
        Assert.Equal(2 * Math.Pow(0.75, 10), Doubles(dot["x"]).Single(), 3);
        Assert.Equal([-3, 3], Doubles(traces["layout"]!["xaxis"]!["range"]));
        Assert.Equal(("a", "x"), (Text(traces["layout"]!["xaxis"]!["title"]!["text"]), Text(traces["layout"]!["yaxis"]!["scaleanchor"])));
    }

    [Fact]
    public void Points_closer_than_a_pixel_are_drawn_once()
    {
        var path = Trajectory.Of(Bowl, tensor(new[] { 2.0, 1 }), new Sgd(), 1e-4, 1000);
        var line = Json(Figure.Contours(ValueGrid.Of(Bowl, (-3, 3), (-2, 2)), "bowl", [path]))["data"]![1]!;

        Assert.InRange(Doubles(line["x"]).Length, 20, 80); // of 0.4 to the left and 0.33 down, in steps of a 400th of the height
        Assert.Equal(path.Points[-1, 0].ToDouble(), Doubles(line["x"])[^1], 3);
    }

    [Fact]
    public void An_animation_shows_each_path_as_far_as_it_has_come()
    {
        var (far, near) = (Trajectory.Of(Bowl, tensor(new[] { 2.0, 1 }), new Sgd(), 0.25, 8), Trajectory.Of(Bowl, tensor(new[] { 2.0, 1 }), new Sgd(), 0.1, 4));
        var figure = Figure.AnimatedContours(ValueGrid.Of(Bowl, (-3, 3), (-2, 2), 11), "bowl", [far, near], zeros(2));
        var json = JsonNode.Parse(figure.ToJson())!;
        var frames = json["frames"]!.AsArray();

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8"], frames.Select(frame => Text(frame!["name"])));
        Assert.Equal([2, 3, 4, 5], Doubles(frames[3]!["traces"])); // after the colour bar and the star: lines, dots
        Assert.Equal([2, 1.5, 1.125], Doubles(frames[2]!["data"]![0]!["x"]));
        Assert.Equal(near.Points[4, 0].ToDouble(), Doubles(frames[8]!["data"]![3]!["x"]).Single(), 3);
        Assert.Equal(frames[8]!["data"]![0]!["x"]!.ToJsonString(), json["data"]![2]!["x"]!.ToJsonString()); // it rests at the end
        Assert.StartsWith("data:image/png;base64,", Text(json["layout"]!["images"]![0]!["source"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_grows_until_its_legend_has_room()
    {
        Trajectory[] paths = [.. Enumerable.Range(0, 20).Select(i => new Trajectory($"rule {i}", zeros(2, 2), [0, 0]))];
        double Height(int count) => Json(Figure.Contours(ValueGrid.Of(Bowl, (-3, 3), (-2, 2), 11), "bowl", paths[..count]))["layout"]!["height"]!.GetValue<double>();

        Assert.Equal(Height(2), Height(6));
        Assert.True(Height(20) > 20 * 20 + 100); // a name takes 20 pixels, axis and title 100
    }

    [Fact]
    public void A_button_plays_and_a_slider_goes_to_any_frame()
    {
        var json = JsonNode.Parse(Figure.AnimatedContours(ValueGrid.Of(Bowl, (-3, 3), (-2, 2), 11), "bowl", [Trajectory.Of(Bowl, ones(2, float64), new Sgd(), 0.1, 500)]).ToJson())!;
        var (play, steps) = (json["layout"]!["updatemenus"]![0]!["buttons"]![0]!, json["layout"]!["sliders"]![0]!["steps"]!.AsArray());

        Assert.Equal("animate", Text(play["method"]));
        Assert.Null(play["args"]![0]); // all frames
        Assert.Equal(51, steps.Count);
        Assert.Equal(json["frames"]!.AsArray().Select(frame => Text(frame!["name"])), steps.Select(step => Text(step!["args"]![0]![0])));
        Assert.Equal("500", Text(steps[^1]!["label"]));
    }

    [Fact]
    public void What_cannot_be_drawn_in_the_plane_is_refused()
    {
        var grid = ValueGrid.Of(Bowl, (-1, 1), (-1, 1), 3);
        var path = new Trajectory("p", zeros(2, 2), [0, 0]);
        Assert.Throws<ArgumentException>(() => ValueGrid.Of(new Quadratic(eye(3)), (-1, 1), (-1, 1)));
        Assert.Throws<ArgumentException>(() => ValueGrid.Of(Bowl, (1, -1), (-1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ValueGrid.Of(Bowl, (-1, 1), (-1, 1), 1));
        Assert.Throws<ArgumentException>(() => ValueGrid.Of((_, _) => double.NaN, (-1, 1), (-1, 1)));
        Assert.Throws<ArgumentException>(() => Figure.Contours(grid, "t", [new Trajectory("p", zeros(2, 3), [0, 0])]));
        Assert.Throws<ArgumentException>(() => Figure.Contours(grid, "t", minimizer: zeros(3)));
        Assert.Throws<ArgumentException>(() => Figure.AnimatedContours(grid, "t", []));
        var chart = Figure.Contours(grid, "t", [path]);
        Assert.Throws<ArgumentException>(() => new AnimatedFigure(chart, []));
        Assert.Throws<ArgumentException>(() => new AnimatedFigure(chart, [new("a", [], []), new("a", [], [])]));
        Assert.Throws<ArgumentException>(() => new AnimatedFigure(chart, [new("a", [], [0])]));
    }
}
