using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Course.Formatting.Still;

/// <summary>Upright bars, with a mark of how far each value spreads where that is given.</summary>
internal sealed class StillBars : StillTrace
{
    private readonly double[] xs, ys, errors;
    private readonly double step;
    private double place, part = 1;

    public StillBars(JsonNode trace, StillAxis x, StillAxis y, string color) : base(trace, color)
    {
        ys = Coordinates(trace["y"], y, 0);
        xs = Coordinates(trace["x"], x, ys.Length);
        errors = trace["error_y"]?["array"] is JsonArray given ? [.. given.Select(error => Number(error) ?? double.NaN)] : [];
        step = xs.Order().Zip(xs.Order().Skip(1), (a, b) => b - a).Where(gap => gap > 0).DefaultIfEmpty(1).Min();
        x.Include(xs, step / 2);
        y.Include(ys);
        if (!y.IsLogarithmic)
        {
            y.Include([0]);
            y.Include(ys.Zip(errors, (value, error) => value + error));
            y.Include(ys.Zip(errors, (value, error) => value - error));
        }
        y.Pad();
    }

    /// <summary>Puts the bars of several sets side by side.</summary>
    public static void Group(IEnumerable<StillBars> sets)
    {
        StillBars[] group = [.. sets];
        for (var i = 0; i < group.Length; i++) (group[i].place, group[i].part) = (i, group.Length);
    }

    public override void Draw(StringBuilder svg, StillAxis x, StillAxis y)
    {
        var floor = y.IsLogarithmic ? y.Pixels.High : y.Pixel(0);
        var width = 0.8 * step / part;
        svg.Append(CultureInfo.InvariantCulture, $"<g fill=\"{TableHtml.Escape(Color)}\">");
        for (var i = 0; i < Math.Min(xs.Length, ys.Length); i++)
        {
            if (!double.IsFinite(xs[i]) || !double.IsFinite(ys[i])) continue;
            var middle = xs[i] + (place + 0.5 - part / 2) * width;
            var (left, top) = (x.Pixel(middle - width / 2), y.Pixel(ys[i]));
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{left:0.##}\" y=\"{Math.Min(top, floor):0.##}\" width=\"{width * x.Scale:0.##}\" height=\"{Math.Abs(floor - top):0.##}\"/>");
            if (i >= errors.Length || !double.IsFinite(errors[i]) || y.IsLogarithmic) continue;
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x.Pixel(middle):0.#} {y.Pixel(ys[i] - errors[i]):0.#}V{y.Pixel(ys[i] + errors[i]):0.#}\" stroke=\"#555555\"/>");
        }
        svg.Append("</g>");
    }
}
