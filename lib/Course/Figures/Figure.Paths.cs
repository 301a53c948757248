using Plotly.NET;
using static TorchSharp.torch;

namespace Course.Figures;

public static partial class Figure
{
    private const int ShownSteps = 40; // of a path with no more steps each is a point

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
}
