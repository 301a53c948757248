using System.Globalization;
using Course.Formatting.Still;
using Plotly.NET;

namespace Course.Figures;

public static partial class Figure
{
    private const string LevelLine = "#9aa7b1";

    /// <summary>From valleys to heights; pale, so that the paths' colours stand out.</summary>
    private static object[][] Depths => [[0, "#a9bfd0"], [0.5, "#dde6ec"], [1, "#fbfbf9"]];

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

    private static string Significant(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
