using System.Text.Json;
using Plotly.NET.LayoutObjects;

namespace Plotly.NET.Tests;

public sealed class JsonTests
{
    [Fact]
    public void A_chart_without_defaults_is_its_data_and_nothing_else()
    {
        GenericChart chart = Chart2D.Chart.Line<int, double, string>([1, 2], [0.5, -1], Name: "loss", LineWidth: 2, UseDefaults: false);

        Assert.Equal(
            """{"data":[{"type":"scatter","x":[1,2],"y":[0.5,-1],"mode":"lines","name":"loss","marker":{},"line":{"width":2}}],"layout":{},"config":{}}""",
            GenericChart.toJson(chart));
    }

    [Fact]
    public void A_figure_has_frames_in_place_of_a_configuration() =>
        Assert.Equal("""{"data":[{"type":"scatter"}],"layout":{},"frames":[]}""", GenericChart.toFigureJson(Bare(new Trace2D("scatter"))));

    [Fact]
    public void A_chart_with_defaults_is_600_pixels_square_and_responsive_in_plotlys_look()
    {
        using JsonDocument json = JsonDocument.Parse(GenericChart.toJson(Chart2D.Chart.Point<int, int, string>([1], [1])));
        JsonElement layout = json.RootElement.GetProperty("layout");

        Assert.Equal(600, layout.GetProperty("width").GetInt32());
        Assert.Equal(600, layout.GetProperty("height").GetInt32());
        Assert.Equal("#E5ECF6", layout.GetProperty("template").GetProperty("layout").GetProperty("plot_bgcolor").GetString());
        Assert.True(json.RootElement.GetProperty("config").GetProperty("responsive").GetBoolean());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_JSON_has_not_is_a_gap(double number)
    {
        Assert.Equal("[1,null]", Written(new[] { 1, number }));
        Assert.Equal("[1,null]", Written(new[] { 1, (float)number }));
        Assert.Equal("[1,null]", Written(new List<double> { 1, number }));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1.0 / 3)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    public void A_number_is_read_back_exactly(double number)
    {
        Assert.Equal(number, JsonDocument.Parse(Written(new[] { number })).RootElement[0].GetDouble());
        float single = (float)number;
        Assert.True(!float.IsFinite(single) || JsonDocument.Parse(Written(new[] { single })).RootElement[0].GetSingle() == single);
    }

    [Fact]
    public void Rows_may_be_a_rectangle_or_an_array_of_arrays()
    {
        Assert.Equal("[[1,2,3],[4,5,6]]", Written(new[,] { { 1, 2, 3 }, { 4, 5, 6 } }));
        Assert.Equal("[[1,2,3],[4,5]]", Written(new float[][] { [1, 2, 3], [4, 5] }));
    }

    [Fact]
    public void Dates_colours_texts_and_nested_objects_are_written_as_plotly_reads_them()
    {
        DynamicObj.DynamicObj nested = new();
        nested.SetValue("date", new DateTime(2026, 1, 31, 12, 0, 0));
        nested.SetValue("color", Color.fromHex("#ff7f0e"));
        nested.SetValue("colors", Color.fromColors([Color.fromString("red"), Color.fromARGB(51, 1, 2, 3)]));
        nested.SetValue("map", new Dictionary<string, object?> { ["α"] = null, ["b"] = true });

        Assert.Equal(
            """{"date":"2026-01-31T12:00:00","color":"rgba(255, 127, 14, 1.0)","colors":["red","rgba(1, 2, 3, 0.2)"],"map":{"α":null,"b":true}}""",
            Written(nested));
    }

    [Fact]
    public void A_text_cannot_end_the_script_that_it_stands_in() => Assert.DoesNotContain("</script>", Written("</script>"), StringComparison.Ordinal);

    [Fact]
    public void What_plotly_cannot_read_is_refused_by_its_type()
    {
        Trace2D trace = new("scatter");
        trace.SetValue("x", new object());

        Assert.Contains("System.Object", Assert.Throws<InvalidOperationException>(() => GenericChart.toJson(Bare(trace))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_is_set_read_and_removed_by_name_or_dynamically()
    {
        LinearAxis axis = new();
        dynamic dynamicAxis = axis;
        dynamicAxis.type = "log";
        axis.SetValue("nticks", 5);

        Assert.Equal("log", axis.TryGetTypedValue<string>("type")!.Value);
        Assert.Equal(5, dynamicAxis.nticks);
        Assert.Null(axis.TryGetTypedValue<string>("nticks"));
        Assert.Null(axis.TryGetValue("range"));
        Assert.True(axis.Remove("type"));
        Assert.Equal(["nticks"], axis.GetProperties(true).Select(property => property.Key));
    }

    [Fact]
    public void A_traces_type_is_a_property_like_any_other()
    {
        Trace2D trace = new("heatmap");
        trace.SetValue("type", "contour");

        Assert.Equal("contour", trace.type);
        Assert.Equal("contour", trace.TryGetValue("type")!.Value);
    }

    [Fact]
    public void A_colour_of_the_wrong_form_says_what_is_expected() =>
        Assert.Contains("six hexadecimal digits", Assert.Throws<ArgumentException>(() => Color.fromHex("#12")).Message, StringComparison.Ordinal);

    private static GenericChart Bare(Trace trace) => GenericChart.ofTraceObject(false, trace);

    private static string Written(object value)
    {
        Trace2D trace = new("scatter");
        trace.SetValue("value", value);
        using JsonDocument json = JsonDocument.Parse(GenericChart.toJson(Bare(trace)));
        return json.RootElement.GetProperty("data")[0].GetProperty("value").GetRawText();
    }
}
