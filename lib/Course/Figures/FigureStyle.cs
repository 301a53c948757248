using Course.Formatting.Still;
using DynamicObj;
using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace Course.Figures;

/// <summary>What all figures share: colours, font, grid. The one place to change their look.</summary>
internal static class FigureStyle
{
    /// <summary>
    /// The palette of Okabe and Ito ("Color universal design", 2008), told apart with every kind of colour vision. Its black and its
    /// yellow are left out, so that each colour stands out on a white and on a dark page alike.
    /// </summary>
    public static IReadOnlyList<string> Palette { get; } = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];

    /// <summary>The height of a figure in pixels; its width is the page's.</summary>
    public const int Height = 400;

    /// <summary>The height of a figure in which a legend has room, so that plotly.js does not hide the end of it.</summary>
    /// <param name="entries">The number of names in the legend.</param>
    /// <param name="least">The figure's height where they are few.</param>
    public static int HeightFor(int entries, int least = Height) => Math.Max(least, 22 * entries + 130);

    /// <summary>The colour of the n-th curve.</summary>
    public static string ColorOf(int index) => Palette[index % Palette.Count];

    /// <summary>The n-th curve's dash: solid until all colours are used, then another for each time round.</summary>
    public static string DashOf(int index) => (index / Palette.Count) switch { 0 => "solid", 1 => "dot", _ => "dash" };

    /// <summary>A colour of the palette through which others can be seen.</summary>
    public static string Pale(string color)
    {
        var (red, green, blue) = Rgb.Parse(color);
        return $"rgba({red},{green},{blue},0.2)";
    }

    /// <summary>Sets a plotly.js property and returns the object.</summary>
    public static T With<T>(this T target, string name, object value) where T : DynamicObj.DynamicObj
    {
        target.SetValue(name, value);
        return target;
    }

    /// <summary>An axis with a title.</summary>
    /// <param name="title">The title.</param>
    /// <param name="logarithmic">Whether the axis is logarithmic.</param>
    /// <param name="values">What is drawn along it: several powers of ten are labelled alone, with mere ticks between them.</param>
    public static LinearAxis Axis(string title, bool logarithmic = false, IEnumerable<double>? values = null)
    {
        var axis = new LinearAxis().With("title", Title.init(title));
        if (!logarithmic) return axis;
        axis = axis.With("type", "log").With("exponentformat", "power");
        // Left alone, plotly.js labels 2 and 5 between the powers, in digits too small to read. Below two powers they are
        // needed; above eight it leaves out powers by itself.
        var powers = (values ?? []).Where(value => value > 0 && double.IsFinite(value)).Select(Math.Log10).ToArray();
        return powers.Length > 0 && powers.Max() - powers.Min() is >= 2 and <= 8
            ? axis.With("dtick", 1).With("minor", new DynamicObj.DynamicObj().With("dtick", "D1").With("ticks", "outside").With("ticklen", 3))
            : axis;
    }

    /// <summary>A figure of traces.</summary>
    public static GenericChart Chart(string title, DynamicObj.DynamicObj x, DynamicObj.DynamicObj y, IEnumerable<Trace> traces, int height = Height, Layout? more = null)
    {
        var layout = (more ?? new Layout())
            .With("template", Template())
            .With("title", Title.init(title))
            .With("height", height)
            .With("xaxis", x)
            .With("yaxis", y);
        return GenericChart.setLayout(layout, GenericChart.ofTraceObjects(true, traces.ToArray()))
            .WithConfig(new Config().With("displaylogo", false));
    }

    private static Template Template() => new Template().With("layout", new Layout()
        .With("colorway", Palette)
        .With("font", new DynamicObj.DynamicObj().With("family", "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif").With("size", 13))
        .With("title", new DynamicObj.DynamicObj().With("x", 0.02).With("xanchor", "left").With("font", new DynamicObj.DynamicObj().With("size", 16)))
        .With("margin", new DynamicObj.DynamicObj().With("l", 70).With("r", 25).With("t", 55).With("b", 55))
        .With("paper_bgcolor", "#ffffff")
        .With("plot_bgcolor", "#ffffff")
        .With("hovermode", "closest")
        .With("legend", new DynamicObj.DynamicObj().With("bgcolor", "rgba(0,0,0,0)").With("tracegroupgap", 2))
        .With("xaxis", AxisDefaults())
        .With("yaxis", AxisDefaults()));

    private static DynamicObj.DynamicObj AxisDefaults() => new DynamicObj.DynamicObj()
        .With("gridcolor", "#e4e4e4")
        .With("linecolor", "#8a8a8a")
        .With("zerolinecolor", "#bdbdbd")
        .With("showline", true)
        .With("ticks", "outside")
        .With("tickcolor", "#8a8a8a")
        .With("automargin", true)
        .With("title", new DynamicObj.DynamicObj().With("standoff", 10));
}
