using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Course.Data;
using Course.Figures;
using Course.Formatting.Still;
using Course.Training;
using Plotly.NET;

namespace Course.Tests.Formatting;

public sealed partial class StillFigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Curves_lie_where_their_axes_say()
    {
        var picture = Draw(Figure.Lines([new Curve("rising", [0, 10], [0, 1]), new Curve("falling", [0, 10], [1, 0]) { Style = CurveStyle.Dashed }], "Two", "x", "y"));
        var paths = picture.Descendants(Svg + "path").Select(path => Number().Matches((string)path.Attribute("d")!).Select(match => double.Parse(match.Value)).ToArray()).ToArray();

        Assert.Equal(2, paths.Length);
        // The curves begin and end at the same two columns, and cross: pixels count downwards.
        Assert.Equal((paths[0][0], paths[0][2]), (paths[1][0], paths[1][2]));
        Assert.Equal((paths[0][1], paths[0][3]), (paths[1][3], paths[1][1]));
        Assert.True(paths[0][0] < paths[0][2] && paths[0][1] > paths[0][3]);
        var texts = Texts(picture);
        Assert.Equal(["0", "2", "4", "6", "8", "10"], texts.SkipWhile(text => text != "0").Take(6));
        Assert.Superset(new HashSet<string> { "Two", "x", "y", "rising", "falling", "0.6" }, texts.ToHashSet());
    }

    [Fact]
    public void A_logarithmic_axis_is_labelled_in_powers_and_leaves_out_what_is_not_positive()
    {
        var picture = Draw(Figure.Lines([new Curve("c", [1, 2, 3, 4], [100, 0, 1, 0.01])], "t", "x", "y", logY: true));

        Assert.Superset(new HashSet<string> { "10⁻²", "10⁻¹", "1", "10", "10²" }, Texts(picture).ToHashSet());
        Assert.Equal(2, ((string)picture.Descendants(Svg + "path").Single().Attribute("d")!).Count(c => c == 'M'));
    }

    [Fact]
    public void As_an_image_it_has_the_figures_title_for_who_cannot_see_it()
    {
        var image = XElement.Parse(StillFigure.ImageOf(Figure.Lines([new Curve("c", [1, 2], [3, 4])], "Loss < 1 & \"low\"", "x", "y")));
        var address = (string)image.Attribute("src")!;

        Assert.Equal("Loss < 1 & \"low\"", (string)image.Attribute("alt")!);
        Assert.Equal(Svg + "svg", XElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(address[(address.IndexOf(',') + 1)..]))).Name);
        Assert.Contains("alt=\"a figure\"", StillFigure.ImageOf(Figure.Lines([new Curve("c", [1, 2], [3, 4])], "", "x", "y")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_noisy_curve_stays_small()
    {
        var history = new History();
        var random = new Random(1);
        for (var step = 1; step <= 100_000; step++) history.Record("loss", step, 1 + random.NextDouble());

        Assert.InRange(StillFigure.Of(Figure.LossCurve(history)).Length, 1_000, 80_000);
    }

    [Fact]
    public void Images_become_one_picture_with_a_row_for_each_row_of_pixels()
    {
        var digits = StrokeDigits.Generate(3, 1).Inputs;
        var image = Assert.Single(Draw(Figure.Images(digits, ["a", "b", "c"])).Descendants(Svg + "image"));
        var png = Convert.FromBase64String(((string)image.Attribute("href")!).Split(',')[1]);

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        var (width, height) = (png[19] + 256 * png[18], png[23] + 256 * png[22]);
        using var packed = new ZLibStream(new MemoryStream(png[(8 + 25 + 8)..^(4 + 12)]), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        packed.CopyTo(rows);
        Assert.Equal(height * (1 + 4 * width), rows.Length);
        Assert.InRange(width, 60, 70);
    }

    [Fact]
    public void The_counts_of_a_confusion_matrix_are_written_in_it()
    {
        var texts = Texts(Draw(Figure.ConfusionMatrix(new long[,] { { 9, 1 }, { 0, 8 } }, ["cat", "dog"])));
        Assert.Superset(new HashSet<string> { "9", "90 %", "1", "8", "100 %", "cat", "dog", "true class" }, texts.ToHashSet());
    }

    [Fact]
    public void Bars_stand_on_zero()
    {
        var trace = new Trace2D("bar");
        trace.SetValue("x", new[] { "a", "b" });
        trace.SetValue("y", new[] { 2.0, -1.0 });
        var bars = Draw(GenericChart.ofTraceObject(false, trace)).Descendants(Svg + "rect").Skip(1).ToArray();

        double Of(int bar, string side) => double.Parse((string)bars[bar].Attribute(side)!);
        Assert.Equal(Of(1, "y"), Of(0, "y") + Of(0, "height"), 0.1);
        Assert.Equal(2, Of(0, "height") / Of(1, "height"), 0.1);
    }

    [Fact]
    public void What_is_not_drawn_is_named() =>
        Assert.Contains("Not in this picture, only in the interactive figure: pie.", Texts(Draw(GenericChart.ofTraceObject(false, new Trace2D("pie")))));

    [Fact]
    public void Bars_of_several_sets_stand_side_by_side()
    {
        var bars = Draw(Figure.Bars(["a", "b"], [("one", [1, 2]), ("two", [3, 4])], "t", "x", "y")).Descendants(Svg + "rect").Skip(1)
            .Select(bar => (X: (double)bar.Attribute("x")!, Width: (double)bar.Attribute("width")!)).ToArray();

        Assert.Equal(bars[0].X + bars[0].Width, bars[2].X, 0.1); // the first set's first bar touches the second's
        Assert.True(bars[2].X + bars[2].Width < bars[1].X);
    }

    [Fact]
    public void A_box_lies_between_its_quartiles()
    {
        var box = Draw(Figure.Boxes([("layer", TorchSharp.torch.arange(101))], "t", "x", "y")).Descendants(Svg + "path").Single();
        double[] p = [.. Number().Matches((string)box.Attribute("d")!).Select(match => double.Parse(match.Value))];

        // Left, q1, right, q3, left; left, median, right; middle, low whisker, q1; middle, q3, high whisker: pixels count downwards.
        Assert.Equal((p[1] + p[3]) / 2, p[6], 0.2);
        Assert.True(p[9] > p[1] && p[1] > p[3] && p[3] > p[13]);
    }

    [Fact]
    public void Panels_lie_beside_each_other_each_with_its_own_ticks_and_titles()
    {
        var one = Figure.Lines([new Curve("c", [0, 1], [0, 10])], "left one", "x", "y");
        var picture = Draw(Figure.Panels([one, Figure.Lines([new Curve("c", [5, 6], [700, 900])], "right one", "u", "v")]));
        double[][] paths = [.. picture.Descendants(Svg + "path").Select(path => Number().Matches((string)path.Attribute("d")!).Select(match => double.Parse(match.Value)).ToArray())];

        Assert.True(paths[0][2] < paths[1][0]);
        Assert.Superset(new HashSet<string> { "left one", "right one", "x", "v", "800", "10" }, Texts(picture).ToHashSet());
    }

    [Fact]
    public void What_lies_beyond_a_range_is_cut_off_and_level_lines_are_a_picture()
    {
        var grid = ValueGrid.Of((x, y) => x * x + y * y, (-1, 1), (-1, 1), 21);
        var path = new Trajectory("p", TorchSharp.torch.tensor(new[,] { { 0.0, 0 }, { 5, 5 } }), [0, 50]);
        var still = Draw(Figure.Contours(grid, "t", [path]));
        var animated = Draw(Figure.AnimatedContours(grid, "t", [path]).Chart);

        Assert.Single(still.Descendants(Svg + "svg").Single().Descendants(Svg + "path"));
        Assert.StartsWith("data:image/png;base64,", (string)still.Descendants(Svg + "image").Single().Attribute("href")!, StringComparison.Ordinal);
        Assert.Equal((string)still.Descendants(Svg + "image").Single().Attribute("width")!, (string)animated.Descendants(Svg + "image").Single().Attribute("width")!);
    }

    [Fact]
    public void A_surface_is_drawn_from_the_back_to_the_front_with_the_titles_of_its_axes()
    {
        // A ridge from left to right: what lies behind it is drawn before it.
        var picture = Draw(Figure.Surface(ValueGrid.Of((_, y) => -y * y, (-1, 1), (-1, 1), 5), "ridge", [new Trajectory("over", TorchSharp.torch.zeros(2, 2), [0, 0])], x: "a", y: "b", z: "c"));
        var facets = picture.Descendants(Svg + "path").Where(path => ((string?)path.Attribute("fill"))?.StartsWith('#') == true).ToArray();

        Assert.Equal(16, facets.Length);
        Assert.Superset(new HashSet<string> { "ridge", "a", "b", "c", "over" }, Texts(picture).ToHashSet());
        Assert.DoesNotContain(Texts(picture), text => text.StartsWith("Not in this picture", StringComparison.Ordinal));
    }

    private static XElement Draw(GenericChart chart) => XElement.Parse(StillFigure.Of(chart));

    private static List<string> Texts(XElement picture) => [.. picture.Descendants(Svg + "text").Select(text => text.Value)];

    [GeneratedRegex(@"[\d.]+")]
    private static partial Regex Number();
}
