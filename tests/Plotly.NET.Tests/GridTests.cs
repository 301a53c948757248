using Plotly.NET.LayoutObjects;

namespace Plotly.NET.Tests;

public sealed class GridTests
{
    [Fact]
    public void Each_cell_has_axes_of_its_own()
    {
        GenericChart grid = Plotly.NET.Chart.Grid<string[], GenericChart[]>(2, 2).Invoke([Line("a"), Line("b"), Line("c"), Line("d")]);
        Layout layout = GenericChart.getLayout(grid);

        Assert.Equal(["x", "x2", "x3", "x4"], Values(grid, "xaxis"));
        Assert.Equal(["y", "y2", "y3", "y4"], Values(grid, "yaxis"));
        Assert.Equal(["a", "b", "c", "d"], new[] { "xaxis", "xaxis2", "xaxis3", "xaxis4" }.Select(axis => AxisTitle(layout, axis)));
        LayoutGrid shape = layout.TryGetTypedValue<LayoutGrid>("grid")!.Value;
        Assert.Equal("independent", shape.TryGetTypedValue<string>("pattern")!.Value);
        Assert.Equal(2, shape.TryGetTypedValue<int>("rows")!.Value);
    }

    [Fact]
    public void A_stack_shares_its_x_axis()
    {
        GenericChart stack = Plotly.NET.Chart.SingleStack<string[], GenericChart[]>().Invoke([Line("a"), Line("b")]);

        Assert.Equal(["x", "x"], Values(stack, "xaxis"));
        Assert.Equal(["y", "y2"], Values(stack, "yaxis"));
    }

    [Fact]
    public void Titles_stand_above_the_middle_of_their_cells()
    {
        // Two columns with a gap of a third of a step: steps of 1 / (2 - 1/3) = 0.6, cells 0.4 wide. Two rows without a gap: the upper half first.
        GenericChart grid = Plotly.NET.Chart.Grid<string[], GenericChart[]>(2, 2, SubPlotTitles: new[] { "a", "b", "c", "d" }, XGap: 1.0 / 3, YGap: 0.0)
            .Invoke([Line("a"), Line("b"), Line("c"), Line("d")]);

        Assert.Equal([(0.2, 1.0), (0.8, 1.0), (0.2, 0.5), (0.8, 0.5)], TitlePlaces(grid));
    }

    [Fact]
    public void The_first_row_is_the_lowest_where_rows_grow_upwards()
    {
        GenericChart grid = Plotly.NET.Chart.Grid<string[], GenericChart[]>(
            2, 1, SubPlotTitles: new[] { "a", "b" }, RowOrder: StyleParam.LayoutGridRowOrder.BottomToTop, XGap: 0.0, YGap: 0.0).Invoke([Line("a"), Line("b")]);

        Assert.Equal([(0.5, 0.5), (0.5, 1.0)], TitlePlaces(grid));
    }

    [Fact]
    public void Scenes_take_their_cells()
    {
        GenericChart surface() => Chart3D.Chart.Surface<double[], double, int, int, string>([[1, 2], [3, 4]]);
        GenericChart grid = Plotly.NET.Chart.Grid<string[], GenericChart[]>(2, 1).Invoke([surface(), surface()]);
        Domain lower = GenericChart.getLayout(grid).TryGetTypedValue<Scene>("scene2")!.Value.TryGetTypedValue<Domain>("domain")!.Value;

        Assert.Equal(["scene", "scene2"], Values(grid, "scene"));
        Assert.Equal(1, lower.TryGetTypedValue<int>("row")!.Value);
        Assert.Equal(0, lower.TryGetTypedValue<int>("column")!.Value);
    }

    [Fact]
    public void A_trace_that_says_not_how_many_axes_it_has_is_refused()
    {
        GenericChart unknown = GenericChart.ofTraceObject(true, new Trace("scatter"));
        ArgumentException error = Assert.Throws<ArgumentException>(() => Plotly.NET.Chart.Grid<string[], GenericChart[]>(1, 2).Invoke([Line("a"), unknown]));

        Assert.Contains("row 1, column 2", error.Message, StringComparison.Ordinal);
    }

    private static GenericChart Line(string title) => Chart2D.Chart.Line<int, int, string>([1, 2], [3, 4]).WithXAxisStyle(Title.init(title));

    private static IEnumerable<string> Values(GenericChart chart, string name) =>
        GenericChart.getTraces(chart).Select(trace => trace.TryGetTypedValue<string>(name)!.Value);

    private static string AxisTitle(Layout layout, string axis) =>
        layout.TryGetTypedValue<LinearAxis>(axis)!.Value.TryGetTypedValue<Title>("title")!.Value.TryGetTypedValue<string>("text")!.Value;

    private static IEnumerable<(double, double)> TitlePlaces(GenericChart chart) =>
        GenericChart.getLayout(chart).TryGetTypedValue<IEnumerable<Annotation>>("annotations")!.Value.Select(annotation => (
            Math.Round(annotation.TryGetTypedValue<double>("x")!.Value, 12), Math.Round(annotation.TryGetTypedValue<double>("y")!.Value, 12)));
}
