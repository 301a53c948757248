using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;

namespace Plotly.NET.Tests;

public sealed class LayoutTests
{
    [Fact]
    public void Combined_charts_keep_all_traces_and_the_last_layout()
    {
        GenericChart both = Plotly.NET.Chart.Combine([Line("one").WithTitle("first").WithLegend(true), Line("two").WithTitle("second")]);

        Assert.Equal(["one", "two"], GenericChart.getTraces(both).Select(trace => trace.TryGetTypedValue<string>("name")!.Value));
        Assert.Equal("second", Title(GenericChart.getLayout(both)));
        Assert.True(GenericChart.getLayout(both).TryGetTypedValue<bool>("showlegend")!.Value);
    }

    [Fact]
    public void Combined_charts_keep_the_shapes_and_notes_of_all()
    {
        GenericChart both = Plotly.NET.Chart.Combine([Line("one").WithShape(new Shape()).WithAnnotation(new Annotation()), Line("two").WithShape(new Shape())]);

        Assert.Equal(2, Count<Shape>(both, "shapes"));
        Assert.Equal(1, Count<Annotation>(both, "annotations"));
    }

    [Fact]
    public void A_shape_is_added_to_the_others_unless_it_shall_replace_them()
    {
        GenericChart chart = Line("one").WithShape(new Shape()).WithShape(new Shape());

        Assert.Equal(2, Count<Shape>(chart, "shapes"));
        Assert.Equal(1, Count<Shape>(chart.WithShape(new Shape(), Append: false), "shapes"));
    }

    [Fact]
    public void Styles_of_one_axis_add_up()
    {
        LinearAxis logarithmic = new();
        logarithmic.SetValue("type", "log");
        Layout layout = GenericChart.getLayout(Line("one").WithYAxis(logarithmic).WithYAxisStyle(NET.Title.init("loss"), ShowGrid: false));
        LinearAxis axis = layout.TryGetTypedValue<LinearAxis>("yaxis")!.Value;

        Assert.Equal("log", axis.TryGetTypedValue<string>("type")!.Value);
        Assert.False(axis.TryGetTypedValue<bool>("showgrid")!.Value);
        Assert.Equal("loss", axis.TryGetTypedValue<Title>("title")!.Value.TryGetTypedValue<string>("text")!.Value);
    }

    [Fact]
    public void A_chart_function_styles_an_axis_as_the_extension_does()
    {
        GenericChart chart = Plotly.NET.Chart.WithXAxisStyle<double, double, string>(
            TitleText: "step", AxisType: StyleParam.AxisType.Log, MinMax: Tuple.Create(0.0, 3.0), Id: StyleParam.SubPlotId.NewXAxis(2)).Invoke(Line("one"));
        LinearAxis axis = GenericChart.getLayout(chart).TryGetTypedValue<LinearAxis>("xaxis2")!.Value;

        Assert.Equal("log", axis.TryGetTypedValue<string>("type")!.Value);
        Assert.Equal([0.0, 3.0], axis.TryGetTypedValue<object[]>("range")!.Value);
    }

    [Fact]
    public void An_axis_of_a_scene_is_set_in_the_scene()
    {
        LinearAxis axis = new();
        GenericChart chart = Line("one").WithYAxis(axis, StyleParam.SubPlotId.NewScene(1));

        Assert.Same(axis, GenericChart.getLayout(chart).TryGetTypedValue<Scene>("scene")!.Value.TryGetTypedValue<LinearAxis>("yaxis")!.Value);
    }

    [Fact]
    public void Names_of_several_traces_are_numbered()
    {
        GenericChart chart = Plotly.NET.Chart.Combine([Line("a"), Line("b"), Line("c")]).WithTraceInfo(Name: "run", ShowLegend: false);

        Assert.Equal(["run", "run_1", "run_2"], GenericChart.getTraces(chart).Select(trace => trace.TryGetTypedValue<string>("name")!.Value));
    }

    [Fact]
    public void A_marker_given_later_adds_to_the_one_there()
    {
        GenericChart chart = Chart2D.Chart.Point<int, int, string>([1], [1], MarkerColor: Color.fromString("red")).WithMarker(Marker.init(Size: 9));
        Marker marker = GenericChart.getTraces(chart).Head.TryGetTypedValue<Marker>("marker")!.Value;

        Assert.Equal(9, marker.TryGetTypedValue<int>("size")!.Value);
        Assert.Equal(Color.fromString("red"), marker.TryGetTypedValue<Color>("color")!.Value);
    }

    [Fact]
    public void A_chart_does_not_change_the_defaults_of_the_next()
    {
        LinearAxis axis = new();
        axis.SetValue("showgrid", false);
        _ = Line("one").WithXAxis(axis).WithSize(10, 10).WithTemplate(ChartTemplates.light);
        Layout next = GenericChart.getLayout(Line("two"));

        Assert.Null(next.TryGetValue("xaxis"));
        Assert.Equal(600, next.TryGetTypedValue<int>("width")!.Value);
    }

    [Theory]
    [InlineData(false, false, "lines")]
    [InlineData(true, false, "lines+markers")]
    [InlineData(false, true, "lines+text")]
    [InlineData(true, true, "lines+markers+text")]
    public void A_line_shows_markers_and_text_when_asked(bool markers, bool text, string mode)
    {
        GenericChart chart = text
            ? Chart2D.Chart.Line<int, int, string>([1], [1], ShowMarkers: markers, TextPosition: StyleParam.TextPosition.TopCenter)
            : Chart2D.Chart.Line<int, int, string>([1], [1], ShowMarkers: markers);

        Assert.Equal(mode, GenericChart.getTraces(chart).Head.TryGetTypedValue<string>("mode")!.Value);
    }

    [Fact]
    public void Contour_lines_are_hidden_unless_shown()
    {
        static double Width(GenericChart chart) =>
            Convert.ToDouble(GenericChart.getTraces(chart).Head.TryGetTypedValue<Line>("line")!.Value.TryGetValue("width")!.Value);
        double[][] z = [[1, 2], [3, 4]];

        Assert.Equal(0, Width(Chart2D.Chart.Contour<double[], double, int, int, string>(z, ContourLinesWidth: 2)));
        Assert.Equal(2, Width(Chart2D.Chart.Contour<double[], double, int, int, string>(z, ContourLinesWidth: 2, ShowContourLines: true)));
    }

    [Fact]
    public void A_heat_map_with_texts_for_other_rows_is_refused() =>
        Assert.Contains("2 rows", Assert.Throws<ArgumentException>(
            () => Chart2D.Chart.AnnotatedHeatmap<double[], double, string[], int, int, string>([[1], [2]], [["one"]])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_colour_scale_needs_its_two_ends()
    {
        object[][] scale = (object[][])StyleParam.Colorscale.NewCustom(
            [Tuple.Create(0.0, Color.fromString("white")), Tuple.Create(1.0, Color.fromString("black"))]).Convert();

        Assert.Equal([0.0, 1.0], scale.Select(step => step[0]));
        Assert.Throws<ArgumentException>(() => StyleParam.Colorscale.NewCustom([Tuple.Create(0.0, Color.fromString("white"))]));
    }

    private static GenericChart Line(string name) => Chart2D.Chart.Line<int, int, string>([1, 2], [3, 4], Name: name);

    private static string Title(Layout layout) => layout.TryGetTypedValue<Title>("title")!.Value.TryGetTypedValue<string>("text")!.Value;

    private static int Count<T>(GenericChart chart, string name) => GenericChart.getLayout(chart).TryGetTypedValue<IEnumerable<T>>(name)!.Value.Count();
}
