using Course.Figures;
using Course.Schedules;
using Course.Training;
using TorchSharp;
using static Course.Tests.Figures.FigureJson;
using static TorchSharp.torch;

namespace Course.Tests.Figures;

public sealed class FigureTests
{
    [Fact]
    public void Lines_have_their_points_names_styles_and_titled_axes()
    {
        var figure = Json(Figure.Lines(
            [new Curve("data", [0, 1, 2], [1, 2, 4]) { Style = CurveStyle.Points }, new Curve("fit", tensor(new[] { 0f, 1 }), tensor(new[] { 1f, 2 }))],
            "A fit", x: "time in s", y: "height in m", logY: true));
        var (data, fit) = (figure["data"]![0]!, figure["data"]![1]!);

        Assert.Equal([0.0, 1, 2], Doubles(data["x"]));
        Assert.Equal([1.0, 2, 4], Doubles(data["y"]));
        Assert.Equal("markers", Text(data["mode"]));
        Assert.Equal("lines", Text(fit["mode"]));
        Assert.Equal("fit", Text(fit["name"]));
        Assert.Equal([1.0, 2], Doubles(fit["y"]));
        Assert.NotEqual(Text(data["marker"]!["color"]), Text(fit["line"]!["color"]));
        Assert.Equal("A fit", Text(figure["layout"]!["title"]!["text"]));
        Assert.Equal("time in s", Text(figure["layout"]!["xaxis"]!["title"]!["text"]));
        Assert.Equal("height in m", Text(figure["layout"]!["yaxis"]!["title"]!["text"]));
        Assert.Equal("log", Text(figure["layout"]!["yaxis"]!["type"]));
        Assert.Null(figure["layout"]!["xaxis"]!["type"]);
    }

    [Theory]
    [InlineData(1, 50, false)] // under two powers of ten, the digits between them are needed
    [InlineData(1, 2000, true)]
    [InlineData(1e-15, 1e-1, false)] // too many to label each
    public void A_logarithmic_axis_over_several_powers_of_ten_labels_these_alone(double smallest, double largest, bool alone)
    {
        var figure = Json(Figure.Lines([new Curve("c", [-1, smallest, double.NaN, largest], [1, 2, 3, 4])], "t", "x", "y", logX: true));

        Assert.Equal(alone, figure["layout"]!["xaxis"]!["dtick"] is not null);
        Assert.Equal(alone, figure["layout"]!["xaxis"]!["minor"] is not null);
        Assert.Null(figure["layout"]!["yaxis"]!["dtick"]);
    }

    [Fact]
    public void A_running_mean_is_exact_however_far_the_loss_falls()
    {
        // Over a window of 21 steps centred on step i, the mean of 10^(-i/50) is 10^(-i/50) times a constant.
        var values = Doubles(Json(Figure.LossCurve(Loss(1000, i => Math.Pow(10, -i / 50.0)), logY: true))["data"]![1]!["y"]);
        var constant = Enumerable.Range(-10, 21).Average(i => Math.Pow(10, -i / 50.0));

        for (var i = 0; i < values.Length; i++) Assert.Equal(1, values[i] / (constant * Math.Pow(10, -(i + 11) / 50.0)), 5);
    }

    [Fact]
    public void A_running_mean_has_a_gap_only_where_its_window_holds_no_number()
    {
        var means = Json(Figure.LossCurve(Loss(1000, i => i == 500 ? double.NaN : 1)))["data"]![1]!["y"]!.AsArray();

        Assert.Equal(21, means.Count(mean => mean is null));
        Assert.Equal(1, means[^1]!.GetValue<double>());
    }

    [Fact]
    public void A_short_loss_is_one_curve_and_a_long_one_has_its_running_mean_over_it()
    {
        var figure = Json(Figure.LossCurve(Loss(10, i => i)));
        Assert.Single(figure["data"]!.AsArray());
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (double)i), Doubles(figure["data"]![0]!["x"]));

        // The mean of a straight line over windows centred on each step is the line itself, where a whole window fits.
        var line = Json(Figure.LossCurve(Loss(1000, i => 3 - 0.001 * i), logY: true))["data"]!;
        Assert.Equal(2, line.AsArray().Count);
        Assert.Equal(1000, Doubles(line[0]!["x"]).Length);
        var (steps, mean) = (Doubles(line[1]!["x"]), Doubles(line[1]!["y"]));
        Assert.Equal(Enumerable.Range(11, 980).Select(i => (double)i), steps);
        for (var i = 0; i < steps.Length; i++) Assert.Equal(3 - 0.001 * steps[i], mean[i], 6);
        Assert.Contains("mean of 21 steps", Text(line[1]!["name"]), StringComparison.Ordinal);

        // The mean of ±1 in turn over 21 steps is ±1/21.
        var noise = Doubles(Json(Figure.LossCurve(Loss(1000, i => i % 2 == 0 ? 1 : -1)))["data"]![1]!["y"]);
        Assert.Equal(1 / 21.0, Math.Abs(noise[500]), 6);
    }

    [Fact]
    public void Runs_are_told_apart_by_name_and_colour()
    {
        var figure = Json(Figure.LossCurve([("slow", Loss(5, i => i)), ("fast", Loss(5, i => -i))]));

        Assert.Equal(["slow", "fast"], figure["data"]!.AsArray().Select(trace => Text(trace!["name"])));
        Assert.Equal(2, figure["data"]!.AsArray().Select(trace => Text(trace!["line"]!["color"])).Distinct().Count());
        Assert.Equal("true", figure["layout"]!["showlegend"]!.ToJsonString());
    }

    [Fact]
    public void A_series_is_drawn_at_its_own_steps()
    {
        var history = Loss(10, i => i);
        history.Record("accuracy", 5, 0.25);
        history.Record("accuracy", 10, 0.75);
        var figure = Json(Figure.Series(history, ["accuracy"], "Accuracy during training"));

        Assert.Equal([5.0, 10], Doubles(figure["data"]![0]!["x"]));
        Assert.Equal("accuracy", Text(figure["layout"]!["yaxis"]!["title"]!["text"]));
        Assert.Throws<KeyNotFoundException>(() => Figure.Series(history, ["los"], "Loss"));
    }

    [Fact]
    public void Schedules_are_drawn_rate_over_step()
    {
        var figure = Json(Figure.Schedules([("line", Schedule.Linear(1, 4)), ("constant", 0.5)], steps: 6));

        Assert.Equal([0, 1, 2, 3, 4, 5], Doubles(figure["data"]![0]!["x"]));
        Assert.Equal([1, 0.75, 0.5, 0.25, 0, 0], Doubles(figure["data"]![0]!["y"]));
        Assert.Equal("constant", Text(figure["data"]![1]!["name"]));
        Assert.Equal(1000, Doubles(Json(Figure.Schedules([("long", 0.5)], 1_000_000))["data"]![0]!["x"]).Length);
        Assert.Throws<ArgumentException>(() => Figure.Schedules([], 10));
    }

    [Fact]
    public void Images_stand_side_by_side_the_right_way_up_with_captions_over_them()
    {
        // Three 2×2 images in two columns; each pixel has a value of its own.
        var figure = Json(Figure.Images(arange(12, float32).view(3, 2, 2), ["a", "b", "c"], columns: 2));
        var z = figure["data"]![0]!["z"]!.AsArray().Select(row => row!.AsArray().Select(v => v?.GetValue<double>()).ToArray()).ToArray();
        var annotations = figure["layout"]!["annotations"]!.AsArray();

        Assert.Equal([0.0, 1, null, 4, 5, null], z[1]); // a row for the caption, then two of pixels
        Assert.Equal([2.0, 3, null, 6, 7, null], z[2]);
        Assert.Equal([8.0, 9, null, null, null, null], z[4]);
        Assert.All(z[0], Assert.Null);
        Assert.Equal("reversed", Text(figure["layout"]!["yaxis"]!["autorange"]));
        Assert.Equal(["a", "b", "c"], annotations.Select(a => Text(a!["text"])));
        Assert.Equal([0.5, 3.5, 0.5], annotations.Select(a => a!["x"]!.GetValue<double>()));
    }

    [Fact]
    public void A_confusion_matrix_shows_counts_and_the_fractions_that_are_right()
    {
        var targets = tensor(new long[] { 0, 0, 0, 1, 1 });
        var predicted = tensor(new long[] { 0, 0, 1, 1, 1 });
        var figure = Json(Figure.ConfusionMatrix(targets, predicted, ["cat", "dog"]));
        var text = figure["data"]![0]!["text"]!;

        Assert.Equal("2<br>67 %", Text(text[0]![0]));
        Assert.Equal("1", Text(text[0]![1]));
        Assert.Equal("", Text(text[1]![0]));
        Assert.Equal("2<br>100 %", Text(text[1]![1]));
        Assert.Equal("cat taken for dog: 1 of 3, 33.3 %", Text(figure["data"]![0]!["customdata"]![0]![1]));
        Assert.Equal("Confusion matrix: 4 of 5 right, 80.0 %", Text(figure["layout"]!["title"]!["text"]));
        Assert.Equal("true class", Text(figure["layout"]!["yaxis"]!["title"]!["text"]));
    }

    [Fact]
    public void Nothing_to_draw_and_parts_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Figure.Lines([], "t", "x", "y"));
        Assert.Throws<ArgumentException>(() => Figure.Lines([new Curve("c", [1], [1, 2])], "t", "x", "y"));
        Assert.Throws<ArgumentException>(() => Figure.LossCurve(Array.Empty<(string, History)>()));
        Assert.Throws<ArgumentException>(() => Figure.Images(zeros(3, 4)));
        Assert.Throws<ArgumentException>(() => Figure.Images(zeros(3, 4, 4), ["one"]));
        Assert.Throws<ArgumentException>(() => Figure.ConfusionMatrix(new long[2, 3], ["a", "b"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Figure.Images(zeros(3, 4, 4), columns: 0));
        Assert.Throws<ArgumentException>(() => Figure.ConfusionMatrix(tensor(new long[] { 0, 2 }), tensor(new long[] { 0, 1 }), ["a", "b"]));
    }

    private static History Loss(int count, Func<int, double> value)
    {
        var history = new History();
        for (var i = 1; i <= count; i++) history.Record("loss", i, value(i));
        return history;
    }
}
