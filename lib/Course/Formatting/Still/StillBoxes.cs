using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Course.Formatting.Still;

/// <summary>Boxes from quartile to quartile, with whiskers, whose ends are given.</summary>
internal sealed class StillBoxes : StillTrace
{
    private readonly double[] xs;
    private readonly double[][] ends; // of each box five: whisker, quartile, median, quartile, whisker

    public StillBoxes(JsonNode trace, StillAxis x, StillAxis y, string color) : base(trace, color)
    {
        double[][] columns = [.. ((string[])["lowerfence", "q1", "median", "q3", "upperfence"]).Select(name => Coordinates(trace[name] ?? trace["median"], y, 0))];
        ends = [.. Enumerable.Range(0, columns.Min(column => column.Length)).Select(i => columns.Select(column => column[i]).ToArray())];
        xs = Coordinates(trace["x"], x, ends.Length);
        x.Include(xs, 0.5);
        foreach (var box in ends) y.Include(box);
        y.Pad();
    }

    public override void Draw(StringBuilder svg, StillAxis x, StillAxis y)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<g fill=\"{TableHtml.Escape(Color)}\" fill-opacity=\"0.2\" stroke=\"{TableHtml.Escape(Color)}\" stroke-width=\"1.5\">");
        foreach (var (at, box) in xs.Zip(ends).Where(pair => double.IsFinite(pair.First)))
        {
            if (!box.All(double.IsFinite)) continue;
            var (left, middle, right) = (x.Pixel(at - 0.3), x.Pixel(at), x.Pixel(at + 0.3));
            double[] p = [.. box.Select(y.Pixel)];
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{left:0.#} {p[1]:0.#}H{right:0.#}V{p[3]:0.#}H{left:0.#}ZM{left:0.#} {p[2]:0.#}H{right:0.#}M{middle:0.#} {p[0]:0.#}V{p[1]:0.#}M{middle:0.#} {p[3]:0.#}V{p[4]:0.#}\"/>");
        }
        svg.Append("</g>");
    }
}
