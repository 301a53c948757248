using Course.Training;
using Plotly.NET;

namespace Course.Figures;

/// <summary>The course's figures: each function makes one, with titles on its axes, in one style.</summary>
public static partial class Figure
{
    /// <summary>Curves over a common x axis, such as data and fits.</summary>
    /// <param name="curves">The curves, at least one.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="x">The x axis' title, with its unit.</param>
    /// <param name="y">The y axis' title, with its unit.</param>
    /// <param name="logX">Whether the x axis is logarithmic.</param>
    /// <param name="logY">Whether the y axis is logarithmic.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">There is no curve, or one has different numbers of x and y coordinates.</exception>
    public static GenericChart Lines(IReadOnlyList<Curve> curves, string title, string x, string y, bool logX = false, bool logY = false)
    {
        ArgumentNullException.ThrowIfNull(curves);
        if (curves.Count == 0) throw new ArgumentException("There is nothing to draw: give at least one curve.", nameof(curves));
        if (curves.FirstOrDefault(curve => curve.X.Count != curve.Y.Count) is { } uneven)
            throw new ArgumentException($"The curve '{uneven.Name}' has {uneven.X.Count} x coordinates and {uneven.Y.Count} y coordinates; it needs as many of both.", nameof(curves));
        var traces = curves.Select((curve, i) => Line(curve.Name, curve.X, curve.Y, FigureStyle.ColorOf(i), curve.Style));
        return FigureStyle.Chart(title,
            FigureStyle.Axis(x, logX, curves.SelectMany(curve => curve.X)),
            FigureStyle.Axis(y, logY, curves.SelectMany(curve => curve.Y)),
            traces, more: Legend(curves.Count > 1));
    }

    /// <summary>What instruments recorded during a run, over its steps.</summary>
    /// <param name="history">The run's history.</param>
    /// <param name="names">The names of the series.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="y">The y axis' title, with its unit; the series' names if left out.</param>
    /// <param name="logY">Whether the y axis is logarithmic.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="KeyNotFoundException">The history has no series of a name.</exception>
    public static GenericChart Series(History history, IReadOnlyList<string> names, string title, string? y = null, bool logY = false)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(names);
        Curve[] curves = [.. names.Select(name => new Curve(name, Steps(history[name]), [.. history[name].Values]) { Style = CurveStyle.LineAndPoints })];
        return Lines(curves, title, "step", y ?? string.Join(", ", names), logY: logY);
    }

    private static double[] Steps(Series series) => [.. series.Steps.Select(step => (double)step)];

    private static Layout Legend(bool shown) => new Layout().With("showlegend", shown);

    /// <summary>Coordinates as float32: seven digits are more than a screen shows and take half of the room.</summary>
    private static float[] Screen(IReadOnlyList<double> values) => [.. values.Select(value => (float)value)];

    private static Trace2D Line(string name, IReadOnlyList<double> x, IReadOnlyList<double> y, string color, CurveStyle style)
    {
        var trace = new Trace2D("scatter")
            .With("name", name)
            .With("x", Screen(x))
            .With("y", Screen(y))
            .With("mode", style switch { CurveStyle.Points => "markers", CurveStyle.LineAndPoints => "lines+markers", _ => "lines" })
            .With("line", new Line().With("color", color).With("width", 2).With("dash", style == CurveStyle.Dashed ? "dash" : "solid"));
        return style is CurveStyle.Points or CurveStyle.LineAndPoints
            ? trace.With("marker", new DynamicObj.DynamicObj().With("color", color).With("size", style == CurveStyle.Points ? 5 : 6))
            : trace;
    }
}
