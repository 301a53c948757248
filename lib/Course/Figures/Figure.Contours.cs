using Plotly.NET;
using static TorchSharp.torch;

namespace Course.Figures;

public static partial class Figure
{
    private const int Frames = 50; // five seconds in all

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
}
