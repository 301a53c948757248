using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Plotly.NET;

/// <summary>A chart: its traces, layout, configuration and display options.</summary>
public sealed class GenericChart
{
    private readonly FSharpList<Trace> traces;
    private readonly Layout layout;
    private readonly Config config;
    private readonly DisplayOptions displayOptions;

    private GenericChart(FSharpList<Trace> traces, Layout layout, Config config, DisplayOptions displayOptions) =>
        (this.traces, this.layout, this.config, this.displayOptions) = (traces, layout, config, displayOptions);

    public static GenericChart ofTraceObject(bool useDefaults, Trace trace) => ofTraceObjects(useDefaults, (Trace[])[trace]);

    public static GenericChart ofTraceObjects<T>(bool useDefaults, T traces) where T : IEnumerable<Trace>
    {
        FSharpList<Trace> list = ListModule.OfSeq(traces);
        if (!useDefaults)
            return new(list, new(), new(), DisplayOptions.initCDNOnly());
        Layout layout = new Layout()
            .With("width", Defaults.DefaultWidth)
            .With("height", Defaults.DefaultHeight)
            .With("template", Defaults.DefaultTemplate.Copy());
        return new(list, layout, Defaults.DefaultConfig.Copy(), Defaults.DefaultDisplayOptions.Copy());
    }

    public static FSharpList<Trace> getTraces(GenericChart gChart) => gChart.traces;

    public static int countTrace(GenericChart gChart) => gChart.traces.Length;

    public static GenericChart mapTrace(FSharpFunc<Trace, Trace> f, GenericChart gChart) =>
        new(ListModule.Map(f, gChart.traces), gChart.layout, gChart.config, gChart.displayOptions);

    public static Layout getLayout(GenericChart gChart) => gChart.layout;

    public static GenericChart setLayout(Layout layout, GenericChart gChart) =>
        new(gChart.traces, layout, gChart.config, gChart.displayOptions);

    public static GenericChart addLayout(Layout layout, GenericChart gChart) =>
        setLayout(Layout.combine(gChart.layout, layout), gChart);

    public static GenericChart mapLayout(FSharpFunc<Layout, Layout> f, GenericChart gChart) =>
        setLayout(f.Invoke(gChart.layout), gChart);

    public static Config getConfig(GenericChart gChart) => gChart.config;

    public static GenericChart setConfig(Config config, GenericChart gChart) =>
        new(gChart.traces, gChart.layout, config, gChart.displayOptions);

    public static GenericChart addConfig(Config config, GenericChart gChart) =>
        setConfig(Config.combine(gChart.config, config), gChart);

    public static DisplayOptions getDisplayOptions(GenericChart gChart) => gChart.displayOptions;

    public static GenericChart setDisplayOptions(DisplayOptions displayOpts, GenericChart gChart) =>
        new(gChart.traces, gChart.layout, gChart.config, displayOpts);

    public static GenericChart addDisplayOptions(DisplayOptions displayOpts, GenericChart gChart) =>
        setDisplayOptions(DisplayOptions.combine(gChart.displayOptions, displayOpts), gChart);

    /// <summary>One chart with the traces of all; where layouts differ the later one holds.</summary>
    public static GenericChart combine(IEnumerable<GenericChart> gCharts) =>
        gCharts.Aggregate((one, two) => new(
            ListModule.Append(one.traces, two.traces),
            Layout.combine(one.layout, two.layout),
            Config.combine(one.config, two.config),
            DisplayOptions.combine(one.displayOptions, two.displayOptions)));

    /// <summary>The chart as JSON: data, layout and configuration.</summary>
    public static string toJson(GenericChart gChart) =>
        PlotlyJson.Write(("data", gChart.traces), ("layout", gChart.layout), ("config", gChart.config));

    /// <summary>The chart as JSON: data, layout and an empty list of frames.</summary>
    public static string toFigureJson(GenericChart gChart) =>
        PlotlyJson.Write(("data", gChart.traces), ("layout", gChart.layout), ("frames", Array.Empty<object>()));

    /// <summary>The chart as a piece of an HTML page.</summary>
    public static string toChartHTML(GenericChart gChart) => Html.Division(gChart);

    /// <summary>The chart as an HTML document.</summary>
    public static string toEmbeddedHTML(GenericChart gChart) => Html.Document(gChart);
}
