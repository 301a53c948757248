using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Course.Formatting.Still;

/// <summary>Upright bars.</summary>
internal sealed class StillBars : StillTrace
{
    private readonly double[] xs, ys;
    private readonly double width;

    public StillBars(JsonNode trace, StillAxis x, StillAxis y, string color) : base(trace, color)
    {
        ys = Coordinates(trace["y"], y, 0);
        xs = Coordinates(trace["x"], x, ys.Length);
        width = 0.8 * xs.Order().Zip(xs.Order().Skip(1), (a, b) => b - a).Where(gap => gap > 0).DefaultIfEmpty(1).Min();
        x.Include(xs, width * 0.625);
        y.Include(ys);
        if (!y.IsLogarithmic) y.Include([0]);
        y.Pad();
    }

    public override void Draw(StringBuilder svg, StillAxis x, StillAxis y)
    {
        var floor = y.IsLogarithmic ? y.Pixels.High : y.Pixel(0);
        svg.Append(CultureInfo.InvariantCulture, $"<g fill=\"{TableHtml.Escape(Color)}\">");
        foreach (var (at, value) in xs.Zip(ys).Where(bar => double.IsFinite(bar.First) && double.IsFinite(bar.Second)))
        {
            var (left, top) = (x.Pixel(at - width / 2), y.Pixel(value));
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{left:0.##}\" y=\"{Math.Min(top, floor):0.##}\" width=\"{width * x.Scale:0.##}\" height=\"{Math.Abs(floor - top):0.##}\"/>");
        }
        svg.Append("</g>");
    }
}
