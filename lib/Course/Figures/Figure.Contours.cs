using Course.Formatting.Still;
using Plotly.NET;
using static TorchSharp.torch;

namespace Course.Figures;

public static partial class Figure
{
    private const int Frames = 50; // five seconds in all
    private const string LevelLine = "#9aa7b1";
    private const int ShownSteps = 40; // of a path with no more steps each is a point

    /// <summary>The level lines of a function of two variables, and over them the paths of optimizers.</summary>
    /// <remarks>Where the function spans several powers of ten, the lines lie at powers above its lowest value.</remarks>
    /// <param name="grid">The function's values.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="paths">The paths, over two variables each; each gets a colour, its start is a ring and its end a dot.</param>
    /// <param name="minimizer">Where the minimum is, <c>[2]</c>, or the minima, <c>[K, 2]</c>: marked by a star.</param>
    /// <param name="x">The x axis' title.</param>
    /// <param name="y">The y axis' title.</param>
    /// <param name="equalAspect">Whether a unit has the same length along both axes, as right angles need to look right.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">A path or a minimizer has not two variables.</exception>
    public static GenericChart Contours(
        ValueGrid grid, string title, IReadOnlyList<Trajectory>? paths = null, Tensor? minimizer = null, string x = "w₁", string y = "w₂", bool equalAspect = false)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return ContourChart(title, grid, Levels(grid, x, y), paths ?? [], minimizer, x, y, equalAspect, new Layout());
    }

    /// <summary><see cref="Contours"/> whose paths grow step by step when one presses its button.</summary>
    /// <param name="grid">The function's values.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="paths">The paths, over two variables each, at least one.</param>
    /// <param name="minimizer">Where the minimum is, <c>[2]</c>, or the minima, <c>[K, 2]</c>.</param>
    /// <param name="x">The x axis' title.</param>
    /// <param name="y">The y axis' title.</param>
    /// <param name="equalAspect">Whether a unit has the same length along both axes.</param>
    /// <returns>The figure; before it is played it shows the whole paths.</returns>
    /// <exception cref="ArgumentException">There is no path with a step, or one or a minimizer has not two variables.</exception>
    public static AnimatedFigure AnimatedContours(
        ValueGrid grid, string title, IReadOnlyList<Trajectory> paths, Tensor? minimizer = null, string x = "w₁", string y = "w₂", bool equalAspect = false)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(paths);
        var chart = ContourChart(title, grid, LevelBar(grid), paths, minimizer, x, y, equalAspect, LevelImage(grid));
        var first = GenericChart.countTrace(chart) - 3 * paths.Count; // after the paths' lines and ends come their starts
        return Animated(chart, first, paths, step => [.. paths.Select(path => Way(grid, path, step)), .. paths.Select(path => End(grid, path, step))]);
    }

    private static GenericChart ContourChart(
        string title, ValueGrid grid, Trace levels, IReadOnlyList<Trajectory> paths, Tensor? minimizer, string x, string y, bool equalAspect, Layout more)
    {
        List<Trace> traces = [levels];
        if (minimizer is not null) traces.Add(Minimum(grid, minimizer));
        traces.AddRange(Flat(grid, paths));
        var xAxis = FigureStyle.Axis(x).With("range", new[] { grid.X[0], grid.X[^1] }).With("showgrid", false).With("zeroline", false);
        var yAxis = FigureStyle.Axis(y).With("range", new[] { grid.Y[0], grid.Y[^1] }).With("showgrid", false).With("zeroline", false);
        if (equalAspect)
        {
            xAxis.With("constrain", "domain");
            yAxis.With("scaleanchor", "x").With("constrain", "domain");
        }
        // The legend keeps clear of the colour bar.
        more.With("showlegend", paths.Count > 0).With("legend", new DynamicObj.DynamicObj().With("x", 1.15));
        return FigureStyle.Chart(title, xAxis, yAxis, traces, FigureStyle.HeightFor(1 + paths.Count, 440), more);
    }

    /// <summary>A figure of whose traces the paths' lines and ends, from the first on, are replaced by what they are after each of some steps.</summary>
    private static AnimatedFigure Animated(GenericChart chart, int first, IReadOnlyList<Trajectory> paths, Func<int, IReadOnlyList<Trace>> at)
    {
        var last = paths.Select(path => path.Steps).DefaultIfEmpty(0).Max();
        if (last == 0) throw new ArgumentException("There is nothing to animate: give at least one path with a step.", nameof(paths));
        var count = Math.Min(last, Frames);
        int[] indices = [.. Enumerable.Range(first, 2 * paths.Count)];
        return new AnimatedFigure(chart,
            [.. Enumerable.Range(0, count + 1).Select(i => (int)Math.Round((double)i * last / count)).Select(step => new AnimationFrame($"{step}", at(step), indices))]);
    }

    private static Trace2D Levels(ValueGrid grid, string x, string y)
    {
        var scale = new LevelScale(grid);
        return new Trace2D("contour")
            .With("x", grid.X).With("y", grid.Y).With("z", scale.Places)
            .With("customdata", grid.Values.Select(row => row.Select(Significant).ToArray()).ToArray())
            .With("hovertemplate", $"{x} %{{x:.3g}}, {y} %{{y:.3g}}: f = %{{customdata}}<extra></extra>")
            .With("colorscale", Depths)
            .With("autocontour", false)
            .With("contours", new DynamicObj.DynamicObj().With("start", scale.Start).With("end", scale.Last).With("size", scale.Step))
            .With("line", new Line().With("color", LevelLine).With("width", 0.7))
            .With("colorbar", ColorBar(scale));
    }

    /// <summary>The level lines as a picture below the plot: plotly.js would take away level lines while curves move over them.</summary>
    private static Layout LevelImage(ValueGrid grid)
    {
        var scale = new LevelScale(grid);
        var colors = new ColorScale([.. Depths.Select(stop => (Convert.ToDouble(stop[0]), Rgb.Parse((string)stop[1])))], scale.First, scale.Last);
        return new Layout().With("images", new[]
        {
            new DynamicObj.DynamicObj()
                .With("source", LevelPicture.DataAddress(scale.Places, scale.Start, scale.Step, colors.Of, Rgb.Parse(LevelLine)))
                .With("xref", "x").With("yref", "y").With("layer", "below").With("sizing", "stretch")
                .With("x", grid.X[0]).With("y", grid.Y[^1]).With("sizex", grid.X[^1] - grid.X[0]).With("sizey", grid.Y[^1] - grid.Y[0]),
        });
    }

    /// <summary>The colour bar alone, on a point that is not drawn.</summary>
    private static Trace2D LevelBar(ValueGrid grid)
    {
        var scale = new LevelScale(grid);
        return new Trace2D("scatter")
            .With("x", new[] { double.NaN }).With("y", new[] { double.NaN })
            .With("mode", "markers").With("showlegend", false).With("hoverinfo", "skip")
            .With("marker", new DynamicObj.DynamicObj()
                .With("color", new[] { scale.First }).With("cmin", scale.First).With("cmax", scale.Last)
                .With("colorscale", Depths).With("showscale", true).With("colorbar", ColorBar(scale)));
    }

    private static DynamicObj.DynamicObj ColorBar(LevelScale scale)
    {
        var ticks = scale.Ticks().ToArray();
        return new DynamicObj.DynamicObj()
            .With("title", new DynamicObj.DynamicObj().With("text", "f")).With("thickness", 12).With("outlinewidth", 0)
            .With("tickvals", ticks.Select(tick => tick.At).ToArray()).With("ticktext", ticks.Select(tick => tick.Text).ToArray());
    }

    private static Trace2D Minimum(ValueGrid grid, Tensor minimizer)
    {
        var (xs, ys) = Minima(minimizer);
        return new Trace2D("scatter")
            .With("x", Drawn(xs, grid.X)).With("y", Drawn(ys, grid.Y))
            .With("mode", "markers")
            .With("name", xs.Length > 1 ? "minima" : "minimum")
            .With("marker", new DynamicObj.DynamicObj().With("symbol", "star").With("size", 12).With("color", "#222222"));
    }

    /// <summary>The paths: their lines, then the dots at their ends, then the rings at their starts.</summary>
    private static List<Trace> Flat(ValueGrid grid, IReadOnlyList<Trajectory> paths)
    {
        List<Trace> lines = [], starts = [], ends = [];
        for (var i = 0; i < paths.Count; i++)
        {
            RequirePlane(paths[i]);
            var (color, name, group) = (FigureStyle.ColorOf(i), paths[i].Name, $"path {i}");
            lines.Add(Way(grid, paths[i], paths[i].Steps)
                .With("name", name).With("legendgroup", group)
                .With("mode", paths[i].Steps <= ShownSteps ? "lines+markers" : "lines")
                .With("line", new Line().With("color", color).With("width", 2).With("dash", FigureStyle.DashOf(i)))
                .With("marker", new DynamicObj.DynamicObj().With("color", color).With("size", 4))
                .With("hoverinfo", "name"));
            ends.Add(Mark(paths[i].Steps, "circle", 9));
            starts.Add(Mark(0, "circle-open", 10));

            Trace2D Mark(int step, string symbol, int size) => End(grid, paths[i], step)
                .With("name", name).With("legendgroup", group).With("showlegend", false)
                .With("mode", "markers")
                .With("marker", new DynamicObj.DynamicObj().With("symbol", symbol).With("color", color).With("size", size))
                .With("hoverinfo", "skip");
        }
        return [.. lines, .. ends, .. starts];
    }

    /// <summary>Where a path has led after some steps.</summary>
    private static Trace2D Way(ValueGrid grid, Trajectory path, int steps)
    {
        double[] xs = Drawn(path.Along(0), grid.X), ys = Drawn(path.Along(1), grid.Y);
        var shown = Shown(path, grid, Math.Min(steps, path.Steps));
        return new Trace2D("scatter").With("x", shown.Select(k => xs[k]).ToArray()).With("y", shown.Select(k => ys[k]).ToArray());
    }

    /// <summary>The point that a path has reached after some steps.</summary>
    private static Trace2D End(ValueGrid grid, Trajectory path, int steps)
    {
        var step = Math.Min(steps, path.Steps);
        return new Trace2D("scatter").With("x", Drawn([path.Along(0)[step]], grid.X)).With("y", Drawn([path.Along(1)[step]], grid.Y));
    }

    /// <summary>Which points of a path are drawn: not those that lie within a pixel of the one before.</summary>
    private static List<int> Shown(Trajectory path, ValueGrid grid, int last)
    {
        var (xs, ys) = (path.Along(0), path.Along(1));
        var (width, height) = (grid.X[^1] - grid.X[0], grid.Y[^1] - grid.Y[0]);
        List<int> shown = [0];
        for (var k = 1; k <= last; k++)
        {
            if (k == last || Math.Abs(xs[k] - xs[shown[^1]]) > width / 600 || Math.Abs(ys[k] - ys[shown[^1]]) > height / 400) shown.Add(k);
        }
        return shown;
    }

    private static (double[] X, double[] Y) Minima(Tensor minimizer)
    {
        if (minimizer.numel() == 0 || minimizer.shape[^1] != 2 || minimizer.dim() > 2)
            throw new ArgumentException($"A minimizer of two variables is [2], several are [K, 2]; this is [{string.Join(", ", minimizer.shape)}].", nameof(minimizer));
        var numbers = Curve.Numbers(minimizer);
        return ([.. numbers.Where((_, i) => i % 2 == 0)], [.. numbers.Where((_, i) => i % 2 == 1)]);
    }

    private static void RequirePlane(Trajectory path)
    {
        if (path.Points.shape[1] != 2)
            throw new ArgumentException($"The path '{path.Name}' is over {path.Points.shape[1]} variables; only one over two can be drawn on a surface.", nameof(path));
    }

    /// <summary>Coordinates to a fraction of a pixel, which takes a third of the room.</summary>
    private static double[] Drawn(IEnumerable<double> values, IReadOnlyList<double> axis)
    {
        var digits = Math.Clamp((int)Math.Ceiling(Math.Log10(1500 / (axis[^1] - axis[0]))), 0, 15);
        return [.. values.Select(value => Math.Round(value, digits))];
    }

    private static string Significant(double value) => value.ToString("G4", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>From valleys to heights; pale, so that the paths' colours stand out.</summary>
    private static object[][] Depths => [[0, "#a9bfd0"], [0.5, "#dde6ec"], [1, "#fbfbf9"]];
}
