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
    /// <param name="yRange">The lowest and the highest y that are shown, for curves that leave all bounds; all of them if left out.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">There is no curve, or one has different numbers of x and y coordinates or spreads; the range is empty.</exception>
    public static GenericChart Lines(
        IReadOnlyList<Curve> curves, string title, string x, string y, bool logX = false, bool logY = false, (double Low, double High)? yRange = null)
    {
        ArgumentNullException.ThrowIfNull(curves);
        if (curves.Count == 0) throw new ArgumentException("There is nothing to draw: give at least one curve.", nameof(curves));
        if (curves.FirstOrDefault(curve => curve.X.Count != curve.Y.Count) is { } uneven)
            throw new ArgumentException($"The curve '{uneven.Name}' has {uneven.X.Count} x coordinates and {uneven.Y.Count} y coordinates; it needs as many of both.", nameof(curves));
        if (curves.FirstOrDefault(curve => curve.Spread is { } spread && spread.Count != curve.Y.Count) is { } odd)
            throw new ArgumentException($"The curve '{odd.Name}' has {odd.Y.Count} y coordinates and {odd.Spread!.Count} spreads; it needs as many of both.", nameof(curves));
        var least = curves.SelectMany(curve => curve.Y).Where(value => value > 0 && double.IsFinite(value)).DefaultIfEmpty(1).Min();
        var bands = curves.Select((curve, i) => (curve, i)).Where(pair => pair.curve.Spread is not null)
            .Select(pair => Band(pair.curve, FigureStyle.ColorOf(pair.i), logY ? least : double.NegativeInfinity));
        var lines = curves.Select((curve, i) => Line(curve.Name, curve.X, curve.Y, FigureStyle.ColorOf(i), curve.Style, FigureStyle.DashOf(i)));
        var yAxis = FigureStyle.Axis(y, logY, curves.SelectMany(curve => curve.Y));
        if (yRange is var (low, high))
        {
            if (!(low < high) || (logY && low <= 0)) throw new ArgumentException($"The range from {low} to {high} cannot be shown; give a lower and a higher number, above zero on a logarithmic axis.", nameof(yRange));
            yAxis = yAxis.With("range", logY ? new[] { Math.Log10(low), Math.Log10(high) } : new[] { low, high });
        }
        return FigureStyle.Chart(title, FigureStyle.Axis(x, logX, curves.SelectMany(curve => curve.X)), yAxis, bands.Concat(lines), FigureStyle.HeightFor(curves.Count), Legend(curves.Count > 1));
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

    /// <summary>What lies within a curve's spread, cut off below.</summary>
    private static Trace2D Band(Curve curve, string color, double least)
    {
        int[] shown = [.. Enumerable.Range(0, curve.Y.Count).Where(i => double.IsFinite(curve.Y[i]) && double.IsFinite(curve.Spread![i]))];
        return new Trace2D("scatter")
            .With("name", curve.Name).With("legendgroup", curve.Name).With("showlegend", false).With("hoverinfo", "skip")
            .With("x", Screen([.. shown.Select(i => curve.X[i]), .. shown.Reverse().Select(i => curve.X[i])]))
            .With("y", Screen([.. shown.Select(i => curve.Y[i] + curve.Spread![i]), .. shown.Reverse().Select(i => Math.Max(least, curve.Y[i] - curve.Spread![i]))]))
            .With("mode", "lines").With("fill", "toself").With("fillcolor", FigureStyle.Pale(color))
            .With("line", new Line().With("color", color).With("width", 0));
    }

    private static Trace2D Line(string name, IReadOnlyList<double> x, IReadOnlyList<double> y, string color, CurveStyle style, string dash = "solid")
    {
        var trace = new Trace2D("scatter")
            .With("name", name)
            .With("x", Screen(x))
            .With("y", Screen(y))
            .With("legendgroup", name)
            .With("mode", style switch { CurveStyle.Points => "markers", CurveStyle.LineAndPoints => "lines+markers", _ => "lines" })
            .With("line", new Line().With("color", color).With("width", 2).With("dash", style == CurveStyle.Dashed ? "dash" : dash));
        return style is CurveStyle.Points or CurveStyle.LineAndPoints
            ? trace.With("marker", new DynamicObj.DynamicObj().With("color", color).With("size", style == CurveStyle.Points ? 5 : 6))
            : trace;
    }
}
