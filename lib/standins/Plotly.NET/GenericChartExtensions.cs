using Microsoft.FSharp.Core;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;

namespace Plotly.NET;

/// <summary>Styling of charts.</summary>
public static class GenericChartExtensions
{
    public static GenericChart WithTraceInfo(
        this GenericChart chart,
        FSharpOption<string>? Name = null,
        FSharpOption<StyleParam.Visible>? Visible = null,
        FSharpOption<bool>? ShowLegend = null,
        FSharpOption<int>? LegendRank = null,
        FSharpOption<string>? LegendGroup = null,
        FSharpOption<Title>? LegendGroupTitle = null)
    {
        int index = 0;
        return chart.MapTrace(trace => trace
            .WithOptional("name", Name, name => index++ == 0 ? name : $"{name}_{index - 1}")
            .WithOptional("visible", Visible, visible => visible.Convert())
            .WithOptional("showlegend", ShowLegend)
            .WithOptional("legendrank", LegendRank)
            .WithOptional("legendgroup", LegendGroup)
            .WithOptional("legendgrouptitle", LegendGroupTitle));
    }

    public static GenericChart WithMarker(this GenericChart chart, Marker marker) => chart.MapTrace(trace => trace.Merged("marker", marker));

    public static GenericChart WithLine(this GenericChart chart, Line line) => chart.MapTrace(trace => trace.Merged("line", line));

    public static GenericChart WithLayout(this GenericChart chart, Layout layout) => GenericChart.addLayout(layout, chart);

    public static GenericChart WithConfig(this GenericChart chart, Config config) => GenericChart.setConfig(config, chart);

    public static GenericChart WithTitle(this GenericChart chart, string title, FSharpOption<Font>? TitleFont = null) =>
        chart.WithLayout(new Layout().With("title", Title.init(Text: title, Font: TitleFont)));

    public static GenericChart WithLegend(this GenericChart chart, bool showlegend) =>
        chart.WithLayout(new Layout().With("showlegend", showlegend));

    public static GenericChart WithSize(this GenericChart chart, int width, int height) =>
        chart.MapLayout(layout => layout.With("width", width).With("height", height));

    public static GenericChart WithMargin(this GenericChart chart, Margin margin) => chart.MapLayout(layout => layout.With("margin", margin));

    public static GenericChart WithTemplate(this GenericChart chart, Template template) =>
        chart.MapLayout(layout => layout.With("template", template));

    public static GenericChart WithXAxis(this GenericChart chart, LinearAxis xAxis, FSharpOption<StyleParam.SubPlotId>? Id = null) =>
        chart.WithAxis(Id.Or(StyleParam.SubPlotId.NewXAxis(1)), "xaxis", xAxis);

    public static GenericChart WithYAxis(this GenericChart chart, LinearAxis yAxis, FSharpOption<StyleParam.SubPlotId>? Id = null) =>
        chart.WithAxis(Id.Or(StyleParam.SubPlotId.NewYAxis(1)), "yaxis", yAxis);

    public static GenericChart WithXAxisStyle(
        this GenericChart chart,
        Title title,
        FSharpOption<Tuple<IConvertible, IConvertible>>? MinMax = null,
        FSharpOption<bool>? ShowGrid = null,
        FSharpOption<bool>? ShowLine = null,
        FSharpOption<StyleParam.Side>? Side = null,
        FSharpOption<StyleParam.LinearAxisId>? Overlaying = null,
        FSharpOption<StyleParam.SubPlotId>? Id = null,
        FSharpOption<Tuple<IConvertible, IConvertible>>? Domain = null,
        FSharpOption<double>? Position = null,
        FSharpOption<bool>? ZeroLine = null,
        FSharpOption<StyleParam.LinearAxisId>? Anchor = null) =>
        chart.WithXAxis(Axis(title, MinMax, ShowGrid, ShowLine, Side, Overlaying, Domain, Position, ZeroLine, Anchor), Id);

    public static GenericChart WithYAxisStyle(
        this GenericChart chart,
        Title title,
        FSharpOption<Tuple<IConvertible, IConvertible>>? MinMax = null,
        FSharpOption<bool>? ShowGrid = null,
        FSharpOption<bool>? ShowLine = null,
        FSharpOption<StyleParam.Side>? Side = null,
        FSharpOption<StyleParam.LinearAxisId>? Overlaying = null,
        FSharpOption<StyleParam.SubPlotId>? Id = null,
        FSharpOption<Tuple<IConvertible, IConvertible>>? Domain = null,
        FSharpOption<double>? Position = null,
        FSharpOption<bool>? ZeroLine = null,
        FSharpOption<StyleParam.LinearAxisId>? Anchor = null) =>
        chart.WithYAxis(Axis(title, MinMax, ShowGrid, ShowLine, Side, Overlaying, Domain, Position, ZeroLine, Anchor), Id);

    public static GenericChart WithLayoutGrid(this GenericChart chart, LayoutGrid layoutGrid) =>
        chart.MapLayout(layout => layout.With("grid", layoutGrid));

    public static GenericChart WithAnnotation(this GenericChart chart, Annotation annotation, FSharpOption<bool>? Append = null) =>
        chart.WithAnnotations([annotation], Append);

    public static GenericChart WithAnnotations(this GenericChart chart, IEnumerable<Annotation> annotations, FSharpOption<bool>? Append = null) =>
        chart.MapLayout(layout => layout.WithList("annotations", annotations, Append));

    public static GenericChart WithShape(this GenericChart chart, Shape shape, FSharpOption<bool>? Append = null) =>
        chart.WithShapes([shape], Append);

    public static GenericChart WithShapes(this GenericChart chart, IEnumerable<Shape> shapes, FSharpOption<bool>? Append = null) =>
        chart.MapLayout(layout => layout.WithList("shapes", shapes, Append));

    public static void SaveHtml(this GenericChart chart, string path, FSharpOption<bool>? OpenInBrowser = null)
    {
        string file = path.EndsWith(".html", StringComparison.Ordinal) ? path : $"{path}.html";
        File.WriteAllText(file, GenericChart.toEmbeddedHTML(chart));
        if (OpenInBrowser.Or(false))
            System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(file) { UseShellExecute = true })?.Dispose();
    }

    internal static GenericChart MapTrace(this GenericChart chart, Func<Trace, Trace> map) =>
        GenericChart.mapTrace(FuncConvert.FromFunc(map), chart);

    internal static GenericChart MapLayout(this GenericChart chart, Func<Layout, Layout> map) =>
        GenericChart.mapLayout(FuncConvert.FromFunc(map), chart);

    /// <summary>An axis of the layout, or, where <paramref name="id"/> is a scene, the axis of that name in it.</summary>
    internal static GenericChart WithAxis(this GenericChart chart, StyleParam.SubPlotId id, string name, LinearAxis axis) =>
        chart.MapLayout(layout => id.ToString().StartsWith("scene", StringComparison.Ordinal)
            ? layout.WithScene(id.ToString(), new Scene().With(name, axis))
            : layout.WithAxis(id.ToString(), axis));

    internal static object[]? Range<TMin, TMax>(FSharpOption<Tuple<TMin, TMax>>? range) =>
        range is null ? null : [range.Value.Item1!, range.Value.Item2!];

    private static Trace Merged(this Trace trace, string name, DynamicObj.DynamicObj part) =>
        trace.With(name, trace.TryGetValue(name)?.Value is DynamicObj.DynamicObj known ? Objects.Merge(known, part) : part);

    private static Layout WithList<T>(this Layout layout, string name, IEnumerable<T> items, FSharpOption<bool>? append) =>
        layout.With(name, append.Or(true) ? [.. items, .. layout.TryGetTypedValue<IEnumerable<T>>(name).Or([])] : items);

    private static LinearAxis Axis(
        Title title, FSharpOption<Tuple<IConvertible, IConvertible>>? range, FSharpOption<bool>? showGrid, FSharpOption<bool>? showLine,
        FSharpOption<StyleParam.Side>? side, FSharpOption<StyleParam.LinearAxisId>? overlaying, FSharpOption<Tuple<IConvertible, IConvertible>>? domain,
        FSharpOption<double>? position, FSharpOption<bool>? zeroLine, FSharpOption<StyleParam.LinearAxisId>? anchor) =>
        new LinearAxis()
            .With("title", title)
            .WithOptional("range", range, _ => Range(range)!)
            .WithOptional("showgrid", showGrid)
            .WithOptional("showline", showLine)
            .WithOptional("side", side, value => value.Convert())
            .WithOptional("overlaying", overlaying, value => value.Convert())
            .WithOptional("domain", domain, _ => Range(domain)!)
            .WithOptional("position", position)
            .WithOptional("zeroline", zeroLine)
            .WithOptional("anchor", anchor, value => value.Convert());
}
