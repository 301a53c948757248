using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;
using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET;

/// <summary>The looks that come with the package.</summary>
public static class ChartTemplates
{
    private const string Ink = "#2a3f5f";
    private const string Plane = "#E5ECF6";

    private static readonly string[] Plasma =
        ["#0d0887", "#46039f", "#7201a8", "#9c179e", "#bd3786", "#d8576b", "#ed7953", "#fb9f3a", "#fdca26", "#f0f921"];

    /// <summary>White, with lines along the axes.</summary>
    public static Template light { get; } = White(() => new LinearAxis().With("showline", true).With("zeroline", true));

    /// <summary>White, with a frame around the plot.</summary>
    public static Template lightMirrored { get; } = White(
        () => new LinearAxis().With("showline", true).With("zeroline", true).With("mirror", "all").With("ticks", "inside"));

    /// <summary>plotly's own look: a pale blue plane with a white grid.</summary>
    public static Template plotly { get; } = new Template().With("layout", PlotlyLayout()).With("data", PlotlyTraces());

    private static Template White(Func<LinearAxis> axis) => new Template()
        .With("layout", new Layout()
            .With("paper_bgcolor", "white")
            .With("plot_bgcolor", "white")
            .With("xaxis", axis())
            .With("yaxis", axis()))
        .With("data", new Dynamic());

    private static Layout PlotlyLayout() => new Layout()
        .With("paper_bgcolor", "white")
        .With("plot_bgcolor", Plane)
        .With("colorway", new[] { "#636efa", "#EF553B", "#00cc96", "#ab63fa", "#FFA15A", "#19d3f3", "#FF6692", "#B6E880", "#FF97FF", "#FECB52" })
        .With("font", new Font().With("color", Ink))
        .With("title", new Title().With("x", 0.05))
        .With("hovermode", "closest")
        .With("hoverlabel", new Hoverlabel().With("align", "left"))
        .With("autotypenumbers", "strict")
        .With("xaxis", FlatAxis())
        .With("yaxis", FlatAxis())
        .With("scene", new Scene().With("xaxis", SceneAxis()).With("yaxis", SceneAxis()).With("zaxis", SceneAxis()))
        .With("annotationdefaults", new Dynamic().With("arrowcolor", Ink).With("arrowhead", 0).With("arrowwidth", 1))
        .With("shapedefaults", new Dynamic().With("line", new Line().With("color", Ink)));

    private static LinearAxis FlatAxis() => new LinearAxis()
        .With("automargin", true)
        .With("gridcolor", "white")
        .With("linecolor", "white")
        .With("ticks", "")
        .With("title", new Title().With("standoff", 15))
        .With("zerolinecolor", "white")
        .With("zerolinewidth", 2);

    private static LinearAxis SceneAxis() => new LinearAxis()
        .With("backgroundcolor", Plane)
        .With("gridcolor", "white")
        .With("gridwidth", 2)
        .With("linecolor", "white")
        .With("showbackground", true)
        .With("ticks", "")
        .With("zerolinecolor", "white");

    private static Dynamic PlotlyTraces()
    {
        Dynamic traces = new();
        foreach (string type in (string[])["heatmap", "contour", "histogram2d", "surface"])
            traces.SetValue(type, (Dynamic[])[new Dynamic().With("colorbar", Bar()).With("colorscale", PlasmaScale())]);
        foreach (string type in (string[])["scatter", "scattergl", "scatter3d"])
            traces.SetValue(type, (Dynamic[])[new Dynamic().With("marker", new Marker().With("colorbar", Bar()))]);
        traces.SetValue("bar", (Dynamic[])[new Dynamic().With("marker", new Marker().With("line", new Line().With("color", Plane).With("width", 0.5)))]);
        return traces;
    }

    private static ColorBar Bar() => new ColorBar().With("outlinewidth", 0).With("ticks", "");

    private static object[][] PlasmaScale() =>
        [.. Plasma.Select((color, step) => new object[] { step / (Plasma.Length - 1.0), color })];
}
