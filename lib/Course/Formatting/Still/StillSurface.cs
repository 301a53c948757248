using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Course.Formatting.Still;

/// <summary>A surface in space: its facets, the farthest first, in a box whose edges bear the axes' titles.</summary>
internal sealed class StillSurface : StillTrace
{
    private const int MostFacets = 32; // along each side

    private readonly StillScene scene;
    private readonly List<(double Nearness, string Color, (double X, double Y)[] Corners)> facets = [];

    public StillSurface(JsonNode trace, StillScene scene, StillAxis x, StillAxis y) : base(trace, "")
    {
        (this.scene, IsInLegend) = (scene, false);
        double[][] z = [.. trace["z"]!.AsArray().Select(row => StillScene.Numbers(row).ToArray())];
        var (rows, columns) = (z.Length, z.Min(row => row.Length));
        var (xs, ys) = (Side(trace["x"], columns), Side(trace["y"], rows));
        var colors = ColorScale.Of(trace, scene.Extent(2).Low, scene.Extent(2).High);
        int[] across = Lines(columns), along = Lines(rows);
        foreach (var (i, above) in along.Zip(along.Skip(1)))
            foreach (var (j, beyond) in across.Zip(across.Skip(1)))
            {
                (double X, double Y, double Nearness)[] corners = [scene.See(xs[j], ys[i], z[i][j]), scene.See(xs[beyond], ys[i], z[i][beyond]), scene.See(xs[beyond], ys[above], z[above][beyond]), scene.See(xs[j], ys[above], z[above][j])];
                if (colors.Of((z[i][j] + z[i][beyond] + z[above][beyond] + z[above][j]) / 4) is { } color)
                    facets.Add((corners.Sum(corner => corner.Nearness), $"#{color.Red:x2}{color.Green:x2}{color.Blue:x2}", [.. corners.Select(corner => (corner.X, corner.Y))]));
            }
        foreach (var corner in Box())
        {
            x.Include([corner.X], 0.06);
            y.Include([corner.Y], 0.06);
        }
    }

    public override void Draw(StringBuilder svg, StillAxis x, StillAxis y)
    {
        svg.Append("<g stroke=\"#9aa7b1\" stroke-width=\"0.4\" stroke-linejoin=\"round\">");
        foreach (var (_, color, corners) in facets.OrderBy(facet => facet.Nearness))
            svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"{color}\" d=\"M{string.Join('L', corners.Select(corner => string.Create(CultureInfo.InvariantCulture, $"{x.Pixel(corner.X):0.#} {y.Pixel(corner.Y):0.#}")))}Z\"/>");
        svg.Append("</g>");
        for (var axis = 0; axis < 3; axis++)
        {
            var (from, to) = Edge(axis);
            var (x1, y1, x2, y2) = (x.Pixel(from.X), y.Pixel(from.Y), x.Pixel(to.X), y.Pixel(to.Y));
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" stroke=\"#8a8a8a\"/>");
            svg.Append(StillText.Element((x1 + x2) / 2 + (axis == 2 ? -14 : 0), (y1 + y2) / 2 + (axis == 2 ? 0 : 20), scene.Titles[axis], size: 13));
        }
    }

    /// <summary>The edges in front below, and that on the left.</summary>
    private ((double X, double Y, double Nearness) From, (double X, double Y, double Nearness) To) Edge(int axis)
    {
        var ((x0, x1), (y0, y1), (z0, z1)) = (scene.Extent(0), scene.Extent(1), scene.Extent(2));
        var (x, y) = ((double[])[x0, x1], (double[])[y0, y1]);
        var (nearX, nearY) = (from a in x from b in y select (a, b)).MaxBy(corner => scene.See(corner.a, corner.b, z0).Nearness);
        var (leftX, leftY) = (from a in x from b in y select (a, b)).MinBy(corner => scene.See(corner.a, corner.b, z0).X);
        return axis switch
        {
            0 => (scene.See(x0, nearY, z0), scene.See(x1, nearY, z0)),
            1 => (scene.See(nearX, y0, z0), scene.See(nearX, y1, z0)),
            _ => (scene.See(leftX, leftY, z0), scene.See(leftX, leftY, z1)),
        };
    }

    private IEnumerable<(double X, double Y, double Nearness)> Box()
    {
        double[][] sides = [.. Enumerable.Range(0, 3).Select(axis => new[] { scene.Extent(axis).Low, scene.Extent(axis).High })];
        return from a in sides[0] from b in sides[1] from c in sides[2] select scene.See(a, b, c);
    }

    private static double[] Side(JsonNode? given, int count) => given is JsonArray ? [.. StillScene.Numbers(given)] : [.. Enumerable.Range(0, count).Select(i => (double)i)];

    /// <summary>Which of a side's lines are drawn: the first, the last, and enough between them.</summary>
    private static int[] Lines(int count)
    {
        var shown = Math.Min(count, MostFacets + 1);
        return [.. Enumerable.Range(0, shown).Select(i => (int)Math.Round((double)i * (count - 1) / Math.Max(1, shown - 1)))];
    }
}
