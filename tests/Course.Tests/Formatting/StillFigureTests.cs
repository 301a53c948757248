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
    public void What_is_not_drawn_is_named()
    {
        var trace = new Trace3D("surface");
        trace.SetValue("z", new[] { new[] { 1.0, 2.0 }, [3.0, 4.0] });

        Assert.Contains("Not in this picture, only in the interactive figure: surface.", Texts(Draw(GenericChart.ofTraceObject(false, trace))));
    }

    private static XElement Draw(GenericChart chart) => XElement.Parse(StillFigure.Of(chart));

    private static List<string> Texts(XElement picture) => [.. picture.Descendants(Svg + "text").Select(text => text.Value)];

    [GeneratedRegex(@"[\d.]+")]
    private static partial Regex Number();
}
