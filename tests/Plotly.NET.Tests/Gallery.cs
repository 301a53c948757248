using Microsoft.FSharp.Core;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;

namespace Plotly.NET.Tests;

/// <summary>One chart of each kind, as the course draws them.</summary>
internal static class Gallery
{
    private static readonly double[] Steps = [.. Enumerable.Range(0, 50).Select(step => (double)step)];

    public static IReadOnlyDictionary<string, GenericChart> Charts() => new Dictionary<string, GenericChart>
    {
        ["loss curves with a gap, on a log axis"] = LossCurves(),
        ["points with sizes and colours"] = Points(),
        ["columns"] = Chart2D.Chart.Column<int, string, string, int, double>(
            [3, 1, 2], Keys: Sequence<string>(["sgd", "adam", "rmsprop"]), Name: "wins", MarkerColor: Color.fromHex("#ab63fa"), Width: 0.5),
        ["bars"] = Chart2D.Chart.Bar<int, string, string, int, double>(
            [3, 1, 2], Keys: Sequence<string>(["sgd", "adam", "rmsprop"]), MultiText: Sequence<string>(["a", "b", "c"]), TextPosition: StyleParam.TextPosition.Outside),
        ["histogram"] = Chart2D.Chart.Histogram<double, double, string>(
            X: Sequence(Normal(500)), NBinsX: 30, HistNorm: StyleParam.HistNorm.ProbabilityDensity, MarkerOutline: Line.init(Color: Color.fromString("white"), Width: 1)),
        ["boxes"] = Plotly.NET.Chart.Combine([Box("batch 32", 1), Box("batch 512", 3)]),
        ["confusion matrix"] = ConfusionMatrix(),
        ["annotated heat map"] = Chart2D.Chart.AnnotatedHeatmap<double[], double, string[], int, int, string>(
            [[1, 2], [3, 4]], [["one", "two"], ["three", "four"]], ColorScale: StyleParam.Colorscale.Viridis, ReverseYAxis: true),
        ["contours with a path"] = ContoursWithPath(),
        ["surface"] = Chart3D.Chart.Surface<double[], double, double, double, string>(Bowl(), ColorScale: StyleParam.Colorscale.Viridis, ShowScale: false),
        ["path in space"] = Chart3D.Chart.Scatter3D<double, double, double, string>(
            Steps, Steps.Select(Math.Sin), Steps.Select(Math.Cos), StyleParam.Mode.Lines_Markers, Name: "path", LineWidth: 4, Marker: Marker.init(Size: 3)),
        ["picture"] = Chart2D.Chart.Image<int[][], int[], string>(
            Z: FSharpOption<IEnumerable<int[][]>>.Some([[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [255, 255, 0]]]), ColorModel: StyleParam.ColorModel.RGB),
        ["grid of digits"] = GridOfImages(),
        ["stack with one x axis"] = Plotly.NET.Chart.SingleStack<string[], GenericChart[]>(SubPlotTitles: new[] { "loss", "accuracy" }).Invoke(
            [Chart2D.Chart.Line<double, double, string>(Steps, Steps.Select(step => Math.Exp(-step / 10))),
             Chart2D.Chart.Line<double, double, string>(Steps, Steps.Select(step => 1 - Math.Exp(-step / 10)))]),
        ["grid of scenes"] = Plotly.NET.Chart.Grid<string[], GenericChart[]>(1, 2).Invoke([Scene(), Scene()]),
        ["band around a mean, a shape, a note"] = Band(),
    };

    private static GenericChart LossCurves()
    {
        double[] diverged = [.. Steps.Select(step => step > 20 ? double.NaN : Math.Exp(step / 5))];
        GenericChart chart = Plotly.NET.Chart.Combine(
        [
            Chart2D.Chart.Line<double, double, string>(Steps, Steps.Select(step => Math.Exp(-step / 10)), Name: "sgd", LineWidth: 2),
            Chart2D.Chart.Line<double, double, string>(Steps, diverged, Name: "α too large", LineDash: StyleParam.DrawingStyle.Dash, ShowMarkers: true),
        ]);
        return Plotly.NET.Chart.WithYAxisStyle<double, double, string>(TitleText: "loss", AxisType: StyleParam.AxisType.Log).Invoke(chart)
            .WithXAxisStyle(Title.init("step"))
            .WithTitle("Loss <b>curves</b>")
            .WithSize(700, 420)
            .WithTemplate(ChartTemplates.light);
    }

    private static GenericChart Points() => Chart2D.Chart.Point<double, double, string>(
        Normal(200), Normal(200).Reverse(), Opacity: 0.8,
        Marker: Marker.init(
            Color: Color.fromColorScaleValues(Normal(200)), Colorscale: StyleParam.Colorscale.Cividis, ShowScale: true,
            MultiSize: Sequence(Enumerable.Range(0, 200).Select(index => 4 + (index % 10))), Symbol: StyleParam.MarkerSymbol.Diamond));

    private static GenericChart Box(string name, double scale) =>
        Chart2D.Chart.BoxPlot<string, double, string>(Y: Sequence(Normal(100).Select(value => value * scale)), Name: name, BoxPoints: StyleParam.BoxPoints.All, Jitter: 0.5);

    private static GenericChart ConfusionMatrix()
    {
        Trace2D trace = new("heatmap");
        trace.SetValue("z", new[,] { { 95, 5, 0 }, { 2, 90, 8 }, { 1, 9, 90 } });
        trace.SetValue("colorscale", "Blues");
        trace.SetValue("texttemplate", "%{z}");
        dynamic rows = new LinearAxis();
        rows.autorange = "reversed";
        rows.title = Title.init("true");
        rows.dtick = 1;
        return GenericChart.ofTraceObject(true, trace).WithYAxis((LinearAxis)rows).WithXAxisStyle(Title.init("predicted")).WithSize(480, 420);
    }

    private static GenericChart ContoursWithPath() => Plotly.NET.Chart.Combine(
    [
        Chart2D.Chart.Contour<double[], double, double, double, string>(
            Bowl(), X: Sequence(Axis()), Y: Sequence(Axis()), NContours: 25, ShowContourLines: true, ContourLinesWidth: 0.5,
            ContoursColoring: StyleParam.ContourColoring.Heatmap, ColorScale: StyleParam.Colorscale.Viridis),
        Chart2D.Chart.Line<double, double, string>([-1.5, -0.5, 0.2, 0], [1.5, -0.8, 0.4, 0], ShowMarkers: true, LineColor: Color.fromString("white"), Name: "path"),
    ]);

    private static GenericChart GridOfImages()
    {
        IEnumerable<GenericChart> images = Enumerable.Range(0, 10).Select(digit =>
        {
            LinearAxis Hidden(bool reversed)
            {
                LinearAxis axis = new();
                axis.SetValue("visible", false);
                if (reversed)
                    axis.SetValue("autorange", "reversed");
                return axis;
            }

            float[][] pixels = [.. Enumerable.Range(0, 20).Select(row => Enumerable.Range(0, 20).Select(column => (row * digit) + column > 60 ? 1f : 0f).ToArray())];
            return Chart2D.Chart.Heatmap<float[], float, int, int, string>(pixels, ColorScale: StyleParam.Colorscale.Greys, ShowScale: false)
                .WithXAxis(Hidden(false)).WithYAxis(Hidden(true));
        });
        string[] titles = [.. Enumerable.Range(0, 10).Select(digit => $"a {digit}")];
        return Plotly.NET.Chart.Grid<string[], GenericChart[]>(2, 5, SubPlotTitles: titles, XGap: 0.05, YGap: 0.2).Invoke([.. images]).WithSize(700, 340);
    }

    private static GenericChart Scene() => Chart3D.Chart.Surface<double[], double, double, double, string>(Bowl(), ShowScale: false);

    private static GenericChart Band()
    {
        IEnumerable<double> mean = Steps.Select(step => Math.Exp(-step / 20));
        Annotation note = new();
        note.SetValue("x", 10);
        note.SetValue("y", 0.6);
        note.SetValue("text", "decay");
        Shape line = new();
        line.SetValue("type", "line");
        line.SetValue("x0", 10);
        line.SetValue("x1", 10);
        line.SetValue("y0", 0);
        line.SetValue("y1", 1);
        return Plotly.NET.Chart.Combine(
        [
            Chart2D.Chart.Scatter<double, double, string>(Steps, mean.Select(value => value - 0.05), StyleParam.Mode.Lines, LineWidth: 0, ShowLegend: false),
            Chart2D.Chart.Scatter<double, double, string>(
                Steps, mean.Select(value => value + 0.05), StyleParam.Mode.Lines, LineWidth: 0, ShowLegend: false,
                Fill: StyleParam.Fill.ToNext_y, FillColor: Color.fromARGB(60, 99, 110, 250)),
            Chart2D.Chart.Line<double, double, string>(Steps, mean, Name: "mean"),
        ]).WithShape(line).WithAnnotation(note).WithTemplate(ChartTemplates.lightMirrored);
    }

    private static double[] Axis() => [.. Enumerable.Range(0, 41).Select(index => (index - 20) / 10.0)];

    private static double[][] Bowl() => [.. Axis().Select(y => Axis().Select(x => (x * x) + (5 * y * y)).ToArray())];

    /// <summary>Quantiles of a logistic distribution in a mixed order: bell-shaped, and the same in every run.</summary>
    private static double[] Normal(int count) =>
        [.. Enumerable.Range(0, count).Select(index => ((index * 37 % count) + 0.5) / count).Select(p => Math.Log(p / (1 - p)) / 1.7)];

    private static FSharpOption<IEnumerable<T>> Sequence<T>(IEnumerable<T> values) => FSharpOption<IEnumerable<T>>.Some(values);
}
