using System.Text.Json.Nodes;
using Course.Data;
using Course.Figures;
using Course.Formatting;
using Course.Models;
using Course.Training;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive.Formatting;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Formatting;

public sealed class FormatterTests
{
    /// <summary>The library registers its formatters when anything of it is first used, which a test of a mere tensor does not do.</summary>
    static FormatterTests() => CourseFormatters.Register();

    [Fact]
    public void A_figure_is_shown_as_Plotly_JSON_as_HTML_and_as_a_still_picture()
    {
        var figure = Figure.Lines([new Curve("c", [1, 2], [3, 4])], "t", "x", "y");
        var json = JsonNode.Parse(figure.ToDisplayString("application/vnd.plotly.v1+json"))!;

        Assert.Equal(["application/vnd.plotly.v1+json", "text/html", "image/svg+xml"], Formatter.GetPreferredMimeTypesFor(figure.GetType()));
        Assert.Equal(4, json["data"]![0]!["y"]![1]!.GetValue<double>());
        Assert.NotNull(json["layout"]);
        Assert.Contains("<div", figure.ToDisplayString("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_animated_figure_is_shown_with_its_frames_and_as_the_still_picture_of_its_end()
    {
        var figure = new AnimatedFigure(Figure.Lines([new Curve("c", [1, 2], [3, 4])], "t", "x", "y"), [new("start", [new Plotly.NET.Trace2D("scatter")], [0])]);

        Assert.Equal(["application/vnd.plotly.v1+json", "text/html", "image/svg+xml"], Formatter.GetPreferredMimeTypesFor(figure.GetType()));
        Assert.Equal("start", JsonNode.Parse(figure.ToDisplayString("application/vnd.plotly.v1+json"))!["frames"]![0]!["name"]!.GetValue<string>());
        Assert.Contains("\"frames\"", figure.ToDisplayString("text/html"), StringComparison.Ordinal);
        Assert.Equal(figure.Chart.ToDisplayString("image/svg+xml"), figure.ToDisplayString("image/svg+xml"));
        Assert.Equal("an animated figure (traces: 1, frames: 1)", figure.ToDisplayString("text/plain"));
    }

    [Fact]
    public void A_text_in_a_figure_cannot_end_its_script()
    {
        var html = Figure.Lines([new Curve("</script><b>", [1, 2], [3, 4])], "t", "x", "y").ToDisplayString("text/html");
        Assert.Equal(html.LastIndexOf("</script>", StringComparison.Ordinal), html.IndexOf("</script>", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_aligns_numbers_to_the_right_escapes_text_and_says_how_many_rows_are_left_out()
    {
        var frame = new DataFrame(
            new StringDataFrameColumn("fit", Enumerable.Range(0, 30).Select(i => $"<fit {i}>")),
            new DoubleDataFrameColumn("loss", Enumerable.Range(0, 30).Select(i => i == 1 ? null : (double?)(i + 1 / 3.0))));
        var html = frame.ToDisplayString("text/html");
        var text = frame.ToDisplayString("text/plain");

        Assert.Contains("<td style=\"text-align:right\">2.33333</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td style=\"text-align:left\">&lt;fit 0&gt;</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td style=\"text-align:right\"></td>", html, StringComparison.Ordinal);
        Assert.Contains("… and 5 more rows", html, StringComparison.Ordinal);
        Assert.DoesNotContain("fit 25", html, StringComparison.Ordinal);
        Assert.Contains("… and 5 more rows", text, StringComparison.Ordinal);
        Assert.Contains("<fit 3>    3.33333", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_numbers_and_truth_values_are_shown_as_they_are()
    {
        Assert.Equal($"tensor [2] Int64 on cpu{Environment.NewLine}        12345678  9007199254740993", tensor(new[] { 12345678L, 9007199254740993 }).ToDisplayString("text/plain"));
        Assert.Equal("tensor [] Bool on cpu: True", tensor(true).ToDisplayString("text/plain"));
        Assert.Equal($"tensor [2] Byte on cpu{Environment.NewLine}  0  255", tensor(new byte[] { 0, 255 }).ToDisplayString("text/plain"));
    }

    [Fact]
    public void A_tensor_without_values_shows_its_shape() =>
        Assert.Equal("tensor [2] Float32 on meta", empty(2, device: META).ToDisplayString("text/plain"));

    [Fact]
    public void A_tensor_shows_its_shape_type_device_and_values()
    {
        var matrix = tensor(new[,] { { 1.5, 2 }, { -3, 4 } });
        var html = matrix.ToDisplayString("text/html");

        Assert.Contains("[2, 2] Float64 on cpu", html, StringComparison.Ordinal);
        Assert.Contains(">-3</td>", html, StringComparison.Ordinal);
        Assert.Equal($"tensor [2, 2] Float64 on cpu{Environment.NewLine}1.5    2{Environment.NewLine} -3    4", matrix.ToDisplayString("text/plain"));
        Assert.Equal("tensor [] Float32 on cpu: 0.25", tensor(0.25f).ToDisplayString("text/plain"));
        Assert.Contains("…", arange(100).ToDisplayString("text/plain"), StringComparison.Ordinal);
        Assert.Contains("requires grad", ones(2, requires_grad: true).ToDisplayString("text/plain"), StringComparison.Ordinal);
        Assert.Equal("tensor [0] Float32 on cpu", zeros(0).ToDisplayString("text/plain"));
    }

    [Fact]
    public void A_tensor_of_more_dimensions_shows_its_first_matrices()
    {
        var tensor = arange(24).reshape(2, 2, 3, 2);
        Assert.Equal(
            ["tensor [2, 2, 3, 2] Int64 on cpu", "[0, 0, .., ..]", "0  1", "2  3", "4  5", "[0, 1, .., ..]", " 6   7", " 8   9", "10  11", "[1, 0, .., ..]"],
            tensor.ToDisplayString("text/plain").Split(Environment.NewLine).Take(10));
        var html = tensor.ToDisplayString("text/html");
        Assert.Contains("<code>[1, 1, .., ..]</code>", html, StringComparison.Ordinal);
        Assert.Contains(">23</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("more", html, StringComparison.Ordinal);

        var many = zeros(10, 1000, 1000);
        Assert.EndsWith("… and 6 more [.., ..]", many.ToDisplayString("text/plain"), StringComparison.Ordinal);
        Assert.EndsWith("<div>… and 6 more [.., ..]</div>", many.ToDisplayString("text/html"), StringComparison.Ordinal);
        Assert.InRange(many.ToDisplayString("text/html").Length, 1000, 30_000);
    }

    [Fact]
    public void A_tensor_that_is_gone_is_shown_as_such()
    {
        var gone = zeros(2);
        gone.Dispose();

        Assert.Equal("a tensor that has been disposed of", gone.ToDisplayString("text/plain"));
        Assert.Contains("disposed", gone.ToDisplayString("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_history_a_network_and_data_are_summed_up()
    {
        var history = new History();
        history.Record("loss", 1, 2.5);
        history.Record("loss", 9, 0.25);

        Assert.Contains("<td style=\"text-align:right\">0.25</td>", history.ToDisplayString("text/html"), StringComparison.Ordinal);
        Assert.Contains("loss: 2 values", history.ToDisplayString("text/plain"), StringComparison.Ordinal);
        var net = new Mlp(3, 5, 2);
        Assert.Contains("Mlp(3-5-2), 32 parameters", net.ToDisplayString("text/html"), StringComparison.Ordinal);
        Assert.Contains("layers.linear1.weight", net.ToDisplayString("text/html"), StringComparison.Ordinal);
        Assert.Contains("[5, 3]", new FlatParameters(net).ToDisplayString("text/html"), StringComparison.Ordinal);
        Assert.Equal("<pre>20 samples of [20, 20] on cpu, 10 classes</pre>", StrokeDigits.Generate(20, 1).ToDisplayString("text/html"));
    }
}
