using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Course.Formatting.Still;

/// <summary>A line through points, the points alone, or both.</summary>
internal sealed class StillCurve : StillTrace
{
    private const int MaxPoints = 2000;

    private readonly double[] xs, ys;
    private readonly bool hasLine, hasPoints, isOpen;
    private readonly double opacity, width, size;
    private readonly string? fill;

    public StillCurve(JsonNode trace, StillAxis x, StillAxis y, string color) : base(trace, color)
    {
        ys = Coordinates(trace["y"], y, 0);
        xs = Coordinates(trace["x"], x, ys.Length);
        var mode = Text(trace["mode"]) ?? "lines";
        (hasLine, hasPoints) = (mode.Contains("lines", StringComparison.Ordinal), mode.Contains("markers", StringComparison.Ordinal));
        (opacity, width, size) = (Number(trace["opacity"]) ?? 1, Number(trace["line"]?["width"]) ?? 2, Number(trace["marker"]?["size"]) ?? 6);
        fill = trace["fill"] is null ? null : Text(trace["fillcolor"]) ?? Color;
        isOpen = Text(trace["marker"]?["symbol"])?.EndsWith("-open", StringComparison.Ordinal) == true;
        x.Include(xs);
        y.Include(ys);
        y.Pad();
        if (hasPoints) x.Pad();
    }

    public override void Draw(StringBuilder svg, StillAxis x, StillAxis y)
    {
        var points = xs.Zip(ys, (a, b) => (X: x.Pixel(a), Y: y.Pixel(b))).ToList();
        if (hasLine)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{Path(points)}\" fill=\"{TableHtml.Escape(fill ?? "none")}\" stroke=\"{TableHtml.Escape(Color)}\" stroke-width=\"{width}\" stroke-linejoin=\"round\" opacity=\"{opacity}\"{Dash}/>");
        }

        if (!hasPoints) return;
        var shown = points.Where(IsPoint).ToList();
        var every = 1 + shown.Count / MaxPoints;
        svg.Append(CultureInfo.InvariantCulture, $"<g {(isOpen ? "fill=\"none\" stroke-width=\"1.5\" stroke" : "fill")}=\"{TableHtml.Escape(Color)}\" opacity=\"{opacity}\">");
        for (var i = 0; i < shown.Count; i += every)
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{shown[i].X:0.#}\" cy=\"{shown[i].Y:0.#}\" r=\"{size / 2}\"/>");
        svg.Append("</g>");
    }

    /// <summary>A path with gaps where there is no value. Of points above each other in one column of pixels, the outermost stand for all.</summary>
    private static string Path(List<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        var isBegun = false;
        for (var i = 0; i < points.Count;)
        {
            if (!IsPoint(points[i]))
            {
                isBegun = false;
                i++;
                continue;
            }

            var column = new List<(double X, double Y)>();
            for (var pixel = Math.Round(points[i].X); i < points.Count && IsPoint(points[i]) && Math.Round(points[i].X) == pixel; i++) column.Add(points[i]);
            foreach (var (x, y) in ((List<(double X, double Y)>)[column[0], column.MinBy(point => point.Y), column.MaxBy(point => point.Y), column[^1]]).Distinct())
            {
                path.Append(CultureInfo.InvariantCulture, $"{(isBegun ? 'L' : 'M')}{x:0.#} {y:0.#}");
                isBegun = true;
            }
        }

        return path.ToString();
    }

    private static bool IsPoint((double X, double Y) point) => double.IsFinite(point.X) && double.IsFinite(point.Y);
}
