using Microsoft.FSharp.Core;
using Plotly.NET.LayoutObjects;

namespace Plotly.NET;

/// <summary>Combination and styling of charts.</summary>
public static class Chart
{
    /// <summary>One chart with the traces of all.</summary>
    public static GenericChart Combine(IEnumerable<GenericChart> gCharts) => GenericChart.combine(gCharts);

    /// <summary>A chart that shows nothing: the empty place of a grid.</summary>
    public static GenericChart Invisible()
    {
        static LinearAxis HiddenAxis() => new LinearAxis()
            .With("showgrid", false).With("showline", false).With("showticklabels", false).With("zeroline", false);

        return GenericChart.ofTraceObject(false, new Trace2D("scatter"))
            .WithLayout(new Layout().With("xaxis", HiddenAxis()).With("yaxis", HiddenAxis()));
    }

    public static FSharpFunc<GenericChart, GenericChart> WithTitle(Title title) =>
        Style(chart => chart.WithLayout(new Layout().With("title", title)));

    public static FSharpFunc<GenericChart, GenericChart> WithLegend(Legend legend, FSharpOption<int>? Id = null) =>
        Style(chart => chart.MapLayout(layout => layout.With(StyleParam.SubPlotId.NewLegend(Id.Or(1)).ToString(), legend)));

    public static FSharpFunc<GenericChart, GenericChart> WithScene(Scene scene, FSharpOption<int>? Id = null) =>
        Style(chart => chart.MapLayout(layout => layout.WithScene(StyleParam.SubPlotId.NewScene(Id.Or(1)).ToString(), scene)));

    public static FSharpFunc<GenericChart, GenericChart> WithDisplayOptions(DisplayOptions displayOpts) =>
        Style(chart => GenericChart.addDisplayOptions(displayOpts, chart));

    public static FSharpFunc<GenericChart, GenericChart> WithXAxisStyle<TMin, TMax, TCategory>(
        FSharpOption<string>? TitleText = null,
        FSharpOption<Font>? TitleFont = null,
        FSharpOption<int>? TitleStandoff = null,
        FSharpOption<Title>? Title = null,
        FSharpOption<Color>? Color = null,
        FSharpOption<StyleParam.AxisType>? AxisType = null,
        FSharpOption<Tuple<TMin, TMax>>? MinMax = null,
        FSharpOption<StyleParam.Mirror>? Mirror = null,
        FSharpOption<bool>? ShowLine = null,
        FSharpOption<Color>? LineColor = null,
        FSharpOption<bool>? ShowGrid = null,
        FSharpOption<Color>? GridColor = null,
        FSharpOption<bool>? ZeroLine = null,
        FSharpOption<Color>? ZeroLineColor = null,
        FSharpOption<StyleParam.LinearAxisId>? Anchor = null,
        FSharpOption<StyleParam.Side>? Side = null,
        FSharpOption<StyleParam.LinearAxisId>? Overlaying = null,
        FSharpOption<Tuple<double, double>>? Domain = null,
        FSharpOption<double>? Position = null,
        FSharpOption<StyleParam.CategoryOrder>? CategoryOrder = null,
        FSharpOption<IEnumerable<TCategory>>? CategoryArray = null,
        FSharpOption<StyleParam.SubPlotId>? Id = null)
        where TMin : IConvertible where TMax : IConvertible where TCategory : IConvertible
    {
        LinearAxis axis = Axis(
            TitleText, TitleFont, TitleStandoff, Title, Color, AxisType, MinMax, Mirror, ShowLine, LineColor, ShowGrid, GridColor,
            ZeroLine, ZeroLineColor, Anchor, Side, Overlaying, Domain, Position, CategoryOrder, CategoryArray);
        return Style(chart => chart.WithXAxis(axis, Id));
    }

    public static FSharpFunc<GenericChart, GenericChart> WithYAxisStyle<TMin, TMax, TCategory>(
        FSharpOption<string>? TitleText = null,
        FSharpOption<Font>? TitleFont = null,
        FSharpOption<int>? TitleStandoff = null,
        FSharpOption<Title>? Title = null,
        FSharpOption<Color>? Color = null,
        FSharpOption<StyleParam.AxisType>? AxisType = null,
        FSharpOption<Tuple<TMin, TMax>>? MinMax = null,
        FSharpOption<StyleParam.Mirror>? Mirror = null,
        FSharpOption<bool>? ShowLine = null,
        FSharpOption<Color>? LineColor = null,
        FSharpOption<bool>? ShowGrid = null,
        FSharpOption<Color>? GridColor = null,
        FSharpOption<bool>? ZeroLine = null,
        FSharpOption<Color>? ZeroLineColor = null,
        FSharpOption<StyleParam.LinearAxisId>? Anchor = null,
        FSharpOption<StyleParam.Side>? Side = null,
        FSharpOption<StyleParam.LinearAxisId>? Overlaying = null,
        FSharpOption<Tuple<double, double>>? Domain = null,
        FSharpOption<double>? Position = null,
        FSharpOption<StyleParam.CategoryOrder>? CategoryOrder = null,
        FSharpOption<IEnumerable<TCategory>>? CategoryArray = null,
        FSharpOption<StyleParam.SubPlotId>? Id = null)
        where TMin : IConvertible where TMax : IConvertible where TCategory : IConvertible
    {
        LinearAxis axis = Axis(
            TitleText, TitleFont, TitleStandoff, Title, Color, AxisType, MinMax, Mirror, ShowLine, LineColor, ShowGrid, GridColor,
            ZeroLine, ZeroLineColor, Anchor, Side, Overlaying, Domain, Position, CategoryOrder, CategoryArray);
        return Style(chart => chart.WithYAxis(axis, Id));
    }

    /// <summary>The charts as sub-plots, row after row.</summary>
    public static FSharpFunc<TCharts, GenericChart> Grid<TTitles, TCharts>(
        int nRows,
        int nCols,
        FSharpOption<TTitles>? SubPlotTitles = null,
        FSharpOption<Font>? SubPlotTitleFont = null,
        FSharpOption<double>? SubPlotTitleOffset = null,
        FSharpOption<StyleParam.LayoutGridRowOrder>? RowOrder = null,
        FSharpOption<StyleParam.LayoutGridPattern>? Pattern = null,
        FSharpOption<double>? XGap = null,
        FSharpOption<double>? YGap = null)
        where TTitles : IEnumerable<string> where TCharts : IEnumerable<GenericChart>
    {
        bool coupled = Pattern.Or(StyleParam.LayoutGridPattern.Independent) == StyleParam.LayoutGridPattern.Coupled;
        bool upwards = RowOrder.Or(StyleParam.LayoutGridRowOrder.TopToBottom) == StyleParam.LayoutGridRowOrder.BottomToTop;
        LayoutGrid grid = new LayoutGrid()
            .With("rows", nRows)
            .With("columns", nCols)
            .With("roworder", RowOrder.Or(StyleParam.LayoutGridRowOrder.TopToBottom).Convert())
            .With("pattern", Pattern.Or(StyleParam.LayoutGridPattern.Independent).Convert())
            .WithOptional("xgap", XGap)
            .WithOptional("ygap", YGap);

        return FuncConvert.FromFunc((TCharts charts) => Combine(charts.Take(nRows * nCols).Select(
                (chart, place) => InCell(chart, place, place / nCols, place % nCols, coupled)))
            .WithAnnotations(Titles().ToArray())
            .WithLayoutGrid(grid));

        IEnumerable<Annotation> Titles()
        {
            if (SubPlotTitles is null)
                yield break;
            // plotly.js divides the paper into cells; a gap is a fraction of a cell's step.
            double xGap = XGap.Or(coupled ? 0.1 : 0.2), yGap = YGap.Or(coupled ? 0.1 : 0.3);
            double xStep = 1 / (nCols - xGap), yStep = 1 / (nRows - yGap);
            foreach ((int place, string title) in SubPlotTitles.Value.Take(nRows * nCols).Index())
            {
                int row = upwards ? place / nCols : nRows - 1 - place / nCols;
                Annotation annotation = new Annotation()
                    .With("x", (place % nCols * xStep) + (xStep * (1 - xGap) / 2)).With("xref", "paper").With("xanchor", "center")
                    .With("y", (row * yStep) + (yStep * (1 - yGap)) + SubPlotTitleOffset.Or(0)).With("yref", "paper").With("yanchor", "bottom")
                    .With("text", title).With("showarrow", false);
                yield return annotation.WithOptional("font", SubPlotTitleFont);
            }
        }
    }

    /// <summary>The charts below each other, on one x axis.</summary>
    public static FSharpFunc<TCharts, GenericChart> SingleStack<TTitles, TCharts>(
        FSharpOption<TTitles>? SubPlotTitles = null,
        FSharpOption<Font>? SubPlotTitleFont = null,
        FSharpOption<double>? SubPlotTitleOffset = null,
        FSharpOption<StyleParam.LayoutGridRowOrder>? RowOrder = null,
        FSharpOption<StyleParam.LayoutGridPattern>? Pattern = null,
        FSharpOption<double>? XGap = null,
        FSharpOption<double>? YGap = null)
        where TTitles : IEnumerable<string> where TCharts : IEnumerable<GenericChart> =>
        FuncConvert.FromFunc((TCharts charts) => Grid<TTitles, TCharts>(
            charts.Count(), 1, SubPlotTitles, SubPlotTitleFont, SubPlotTitleOffset, RowOrder,
            Pattern.Or(StyleParam.LayoutGridPattern.Coupled), XGap, YGap).Invoke(charts));

    private static GenericChart InCell(GenericChart chart, int place, int row, int column, bool coupled)
    {
        Layout layout = GenericChart.getLayout(chart);
        if (GenericChart.getTraces(chart).All(trace => trace is Trace3D))
        {
            Scene scene = layout.TryGetTypedValue<Scene>("scene").Or(() => new Scene());
            RemoveAll("scene");
            scene.SetValue("domain", new Domain().With("row", row).With("column", column));
            return WithScene(scene, place + 1).Invoke(
                chart.MapTrace(trace => trace.With("scene", StyleParam.SubPlotId.NewScene(place + 1).ToString())));
        }

        if (GenericChart.getTraces(chart).Any(trace => trace is not Trace2D))
        {
            throw new ArgumentException(
                $"The chart in row {row + 1}, column {column + 1} has a trace that is neither on two axes only nor in a scene only; make its traces as Trace2D, or all as Trace3D.");
        }
        LinearAxis x = layout.TryGetTypedValue<LinearAxis>("xaxis").Or(() => new LinearAxis());
        LinearAxis y = layout.TryGetTypedValue<LinearAxis>("yaxis").Or(() => new LinearAxis());
        RemoveAll("xaxis");
        RemoveAll("yaxis");
        object xAnchor = StyleParam.LinearAxisId.NewX((coupled ? column : place) + 1).Convert();
        object yAnchor = StyleParam.LinearAxisId.NewY((coupled ? row : place) + 1).Convert();
        return chart
            .MapTrace(trace => trace.With("xaxis", xAnchor).With("yaxis", yAnchor))
            .WithXAxis(x, StyleParam.SubPlotId.NewXAxis(place + 1))
            .WithYAxis(y, StyleParam.SubPlotId.NewYAxis(place + 1));

        void RemoveAll(string prefix)
        {
            foreach ((string name, _) in layout.GetProperties(false).ToArray())
            {
                if (name.StartsWith(prefix, StringComparison.Ordinal))
                    layout.Remove(name);
            }
        }
    }

    private static LinearAxis Axis<TMin, TMax, TCategory>(
        FSharpOption<string>? titleText, FSharpOption<Font>? titleFont, FSharpOption<int>? titleStandoff, FSharpOption<Title>? title,
        FSharpOption<Color>? color, FSharpOption<StyleParam.AxisType>? axisType, FSharpOption<Tuple<TMin, TMax>>? range,
        FSharpOption<StyleParam.Mirror>? mirror, FSharpOption<bool>? showLine, FSharpOption<Color>? lineColor, FSharpOption<bool>? showGrid,
        FSharpOption<Color>? gridColor, FSharpOption<bool>? zeroLine, FSharpOption<Color>? zeroLineColor,
        FSharpOption<StyleParam.LinearAxisId>? anchor, FSharpOption<StyleParam.Side>? side, FSharpOption<StyleParam.LinearAxisId>? overlaying,
        FSharpOption<Tuple<double, double>>? domain, FSharpOption<double>? position, FSharpOption<StyleParam.CategoryOrder>? categoryOrder,
        FSharpOption<IEnumerable<TCategory>>? categoryArray) =>
        new LinearAxis()
            .With("title", title.Or(() => new Title())
                .WithOptional("text", titleText).WithOptional("font", titleFont).WithOptional("standoff", titleStandoff))
            .WithOptional("color", color)
            .WithOptional("type", axisType, value => value.Convert())
            .WithOptional("range", range, _ => GenericChartExtensions.Range(range)!)
            .WithOptional("mirror", mirror, value => value.Convert())
            .WithOptional("showline", showLine)
            .WithOptional("linecolor", lineColor)
            .WithOptional("showgrid", showGrid)
            .WithOptional("gridcolor", gridColor)
            .WithOptional("zeroline", zeroLine)
            .WithOptional("zerolinecolor", zeroLineColor)
            .WithOptional("anchor", anchor, value => value.Convert())
            .WithOptional("side", side, value => value.Convert())
            .WithOptional("overlaying", overlaying, value => value.Convert())
            .WithOptional("domain", domain, _ => GenericChartExtensions.Range(domain)!)
            .WithOptional("position", position)
            .WithOptional("categoryorder", categoryOrder, value => value.Convert())
            .WithOptional("categoryarray", categoryArray);

    private static FSharpFunc<GenericChart, GenericChart> Style(Func<GenericChart, GenericChart> style) => FuncConvert.FromFunc(style);
}
