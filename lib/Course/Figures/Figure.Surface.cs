using Plotly.NET;
using static TorchSharp.torch;

namespace Course.Figures;

public static partial class Figure
{
    /// <summary>A function of two variables as a surface in space, and over it the paths of optimizers.</summary>
    /// <remarks>Where the function spans several powers of ten, the height is its logarithm above the lowest value.</remarks>
    /// <param name="grid">The function's values.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="paths">The paths, over two variables each; they end at the edge of the grid.</param>
    /// <param name="minimizer">Where the minimum is, <c>[2]</c>, or the minima, <c>[K, 2]</c>.</param>
    /// <param name="x">The x axis' title.</param>
    /// <param name="y">The y axis' title.</param>
    /// <param name="z">The height's title.</param>
    /// <param name="seenFrom">Where it is looked at from, with the surface in a box of about −½ to ½; from the lower right if left out.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">A path or a minimizer has not two variables.</exception>
    public static GenericChart Surface(
        ValueGrid grid, string title, IReadOnlyList<Trajectory>? paths = null, Tensor? minimizer = null, string x = "w₁", string y = "w₂", string z = "f",
        (double X, double Y, double Z)? seenFrom = null)
    {
        ArgumentNullException.ThrowIfNull(grid);
        var scale = new LevelScale(grid);
        var ticks = scale.Ticks().ToArray();
        List<Trace> traces =
        [
            new Trace3D("surface")
                .With("x", grid.X).With("y", grid.Y).With("z", scale.Places)
                .With("colorscale", Depths).With("showscale", false)
                .With("lighting", new DynamicObj.DynamicObj().With("ambient", 0.9).With("diffuse", 0.25).With("specular", 0.02))
                .With("contours", new DynamicObj.DynamicObj().With("z", new DynamicObj.DynamicObj()
                    .With("show", true).With("start", scale.Start).With("end", scale.Last).With("size", scale.Step).With("color", LevelLine).With("width", 1)))
                .With("hoverinfo", "skip"),
        ];
        if (minimizer is not null)
        {
            var (xs, ys) = Minima(minimizer);
            traces.Add(new Trace3D("scatter3d")
                .With("x", xs).With("y", ys).With("z", xs.Select((_, i) => scale.At(xs[i], ys[i])).ToArray())
                .With("mode", "markers").With("name", xs.Length > 1 ? "minima" : "minimum")
                .With("marker", new DynamicObj.DynamicObj().With("symbol", "diamond").With("size", 5).With("color", "#222222")));
        }
        traces.AddRange(Lifted(grid, scale, paths ?? []));

        DynamicObj.DynamicObj Axis(string name, IReadOnlyList<double>? side) => side is null
            ? FigureStyle.Axis(name).With("tickvals", ticks.Select(tick => tick.At).ToArray()).With("ticktext", ticks.Select(tick => tick.Text).ToArray())
            : FigureStyle.Axis(name).With("range", new[] { side[0], side[^1] });
        var eye = seenFrom ?? (1.65, -1.65, 1.25);
        var scene = new DynamicObj.DynamicObj()
            .With("xaxis", Axis(x, grid.X)).With("yaxis", Axis(y, grid.Y)).With("zaxis", Axis(z, null))
            .With("aspectmode", "manual").With("aspectratio", new DynamicObj.DynamicObj().With("x", 1.2).With("y", 1.2).With("z", 0.8))
            .With("camera", new DynamicObj.DynamicObj().With("eye", new DynamicObj.DynamicObj().With("x", eye.X).With("y", eye.Y).With("z", eye.Z)));
        var more = Legend(paths is { Count: > 0 }).With("scene", scene)
            .With("margin", new DynamicObj.DynamicObj().With("l", 10).With("r", 10).With("t", 45).With("b", 10));
        return FigureStyle.Chart(title, HiddenAxis(), HiddenAxis(), traces, FigureStyle.HeightFor(1 + (paths?.Count ?? 0), 480), more);
    }

    /// <summary><see cref="Surface"/> whose paths grow step by step when one presses its button.</summary>
    /// <param name="grid">The function's values.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="paths">The paths, over two variables each, at least one.</param>
    /// <param name="minimizer">Where the minimum is, <c>[2]</c>, or the minima, <c>[K, 2]</c>.</param>
    /// <param name="x">The x axis' title.</param>
    /// <param name="y">The y axis' title.</param>
    /// <param name="z">The height's title.</param>
    /// <param name="seenFrom">Where it is looked at from, with the surface in a box of about −½ to ½; from the lower right if left out.</param>
    /// <returns>The figure; before it is played it shows the whole paths.</returns>
    /// <exception cref="ArgumentException">There is no path with a step, or one or a minimizer has not two variables.</exception>
    public static AnimatedFigure AnimatedSurface(
        ValueGrid grid, string title, IReadOnlyList<Trajectory> paths, Tensor? minimizer = null, string x = "w₁", string y = "w₂", string z = "f",
        (double X, double Y, double Z)? seenFrom = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var chart = Surface(grid, title, paths, minimizer, x, y, z, seenFrom);
        var scale = new LevelScale(grid);
        return Animated(chart, GenericChart.countTrace(chart) - 2 * paths.Count, paths, step =>
        {
            var ways = paths.Select(path => Way(grid, scale, path, step)).ToArray();
            return [.. ways.Select(way => way.Line), .. ways.Select(way => way.End)];
        });
    }

    /// <summary>The paths on the surface: their lines, then the dots at their ends.</summary>
    private static List<Trace> Lifted(ValueGrid grid, LevelScale scale, IReadOnlyList<Trajectory> paths)
    {
        List<Trace> lines = [], ends = [];
        for (var i = 0; i < paths.Count; i++)
        {
            RequirePlane(paths[i]);
            var (color, (line, end)) = (FigureStyle.ColorOf(i), Way(grid, scale, paths[i], paths[i].Steps));
            lines.Add(line
                .With("name", paths[i].Name).With("legendgroup", $"path {i}").With("mode", "lines")
                .With("line", new Line().With("color", color).With("width", 5).With("dash", FigureStyle.DashOf(i)))
                .With("hoverinfo", "name"));
            ends.Add(end
                .With("name", paths[i].Name).With("legendgroup", $"path {i}").With("showlegend", false).With("mode", "markers")
                .With("marker", new DynamicObj.DynamicObj().With("color", color).With("size", 5)).With("hoverinfo", "skip"));
        }
        return [.. lines, .. ends];
    }

    /// <summary>Where a path has led on the surface after some steps, and the point that it has reached; both end at the surface's edge.</summary>
    private static (Trace3D Line, Trace3D End) Way(ValueGrid grid, LevelScale scale, Trajectory path, int steps)
    {
        double[] xs = Drawn(path.Along(0), grid.X), ys = Drawn(path.Along(1), grid.Y);
        int[] shown = [.. Shown(path, grid, Math.Min(steps, path.Steps)).TakeWhile(k => grid.Contains(xs[k], ys[k]))];
        return (Through(shown), Through(shown[^Math.Min(1, shown.Length)..]));

        // A little above the surface, whose flat facets would hide parts of it.
        Trace3D Through(int[] points) => new Trace3D("scatter3d")
            .With("x", points.Select(k => xs[k]).ToArray()).With("y", points.Select(k => ys[k]).ToArray())
            .With("z", points.Select(k => Math.Round(scale.At(xs[k], ys[k]) + 0.02 * (scale.Last - scale.First), 4)).ToArray());
    }
}
