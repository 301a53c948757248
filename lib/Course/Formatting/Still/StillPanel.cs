using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Course.Formatting.Still;

/// <summary>One pair of axes of a still picture, and what is drawn over it.</summary>
internal sealed class StillPanel
{
    private const string Faint = "#e4e4e4", Frame = "#8a8a8a";

    private readonly JsonNode? xLayout, yLayout;
    private readonly StillAxis x, y;
    private readonly List<StillTrace> traces = [];

    /// <summary>A panel.</summary>
    /// <param name="layout">The figure's layout.</param>
    /// <param name="xName">The name of its x axis, such as <c>x2</c>.</param>
    /// <param name="yName">The name of its y axis, such as <c>y2</c>.</param>
    public StillPanel(JsonNode layout, string xName, string yName)
    {
        (Name, xLayout, yLayout) = (xName, layout[$"xaxis{xName[1..]}"], layout[$"yaxis{yName[1..]}"]);
        (x, y) = (new StillAxis(xLayout), new StillAxis(yLayout));
    }

    /// <summary>The name of its x axis.</summary>
    public string Name { get; }

    /// <summary>Whether it shows neither ticks nor titles.</summary>
    public bool IsBare => x.IsHidden && y.IsHidden;

    /// <summary>Whether it has a place of its own in the figure.</summary>
    public bool HasDomain => xLayout?["domain"] is not null || yLayout?["domain"] is not null;

    /// <summary>Takes up a trace; null if it is of a kind that still pictures do not show.</summary>
    public StillTrace? Add(JsonNode trace, StillScene scene, string color)
    {
        if (StillTrace.Read(trace, x, y, scene, color) is not { } read) return null;
        traces.Add(read);
        return read;
    }

    /// <summary>Lays the axes into a rectangle of the picture, or into the panel's own part of it.</summary>
    public void Place(double left, double right, double top, double bottom)
    {
        var (fromX, toX) = Domain(xLayout);
        var (fromY, toY) = Domain(yLayout);
        x.Place(left + fromX * (right - left), (toX - fromX) * (right - left));
        y.Place(bottom - fromY * (bottom - top), -(toY - fromY) * (bottom - top));
        if (y.KeepsProportions) StillAxis.Equalize(x, y);
        StillBars.Group(traces.OfType<StillBars>());
    }

    /// <summary>Draws axes and traces.</summary>
    /// <param name="svg">Where to.</param>
    /// <param name="images">Pictures that lie below the traces.</param>
    public void Draw(StringBuilder svg, IEnumerable<JsonNode> images)
    {
        foreach (var image in images) DrawImage(svg, image);
        if (!IsBare && traces.Count > 0) DrawAxes(svg);
        var ((left, right), (top, bottom)) = (x.Pixels, y.Pixels);
        // An inner picture cuts off what lies beyond ranges that are given.
        var isCut = x.IsRangeGiven || y.IsRangeGiven;
        if (isCut) svg.Append(CultureInfo.InvariantCulture, $"<svg x=\"{left:0.#}\" y=\"{top:0.#}\" width=\"{right - left:0.#}\" height=\"{bottom - top:0.#}\" viewBox=\"{left:0.#} {top:0.#} {right - left:0.#} {bottom - top:0.#}\">");
        foreach (var trace in traces) trace.Draw(svg, x, y);
        if (isCut) svg.Append("</svg>");
    }

    /// <summary>A text at a point of the axes.</summary>
    public void DrawAnnotation(StringBuilder svg, JsonNode annotation) =>
        svg.Append(StillText.Element(x.Pixel(x.Coordinate(annotation["x"])), y.Pixel(y.Coordinate(annotation["y"])) - 3, (string?)annotation["text"] ?? ""));

    private void DrawAxes(StringBuilder svg)
    {
        var ((left, right), (top, bottom)) = (x.Pixels, y.Pixels);
        var spread = Math.Max(1, (int)Math.Ceiling(70 / Math.Max(1, (right - left) / Math.Max(1, x.Ticks().Count() - 1))) - 1);
        foreach (var (at, text) in x.Ticks().Where((_, i) => right - left > 300 || i % spread == 0))
        {
            if (!x.HidesGrid) Rule(svg, x.Pixel(at), top, x.Pixel(at), bottom, Faint);
            svg.Append(StillText.Element(x.Pixel(at), bottom + 17, text));
        }
        foreach (var (at, text) in y.Ticks())
        {
            if (!y.HidesGrid) Rule(svg, left, y.Pixel(at), right, y.Pixel(at), Faint);
            svg.Append(StillText.Element(left - 7, y.Pixel(at) + 4, text, "end"));
        }
        Rule(svg, left, bottom, right, bottom, Frame);
        Rule(svg, left, top, left, bottom, Frame);
        svg.Append(StillText.Element((left + right) / 2, bottom + 40, x.Title, size: 13));
        svg.Append(StillText.Element(0, 0, y.Title, size: 13, more: string.Create(CultureInfo.InvariantCulture, $" transform=\"translate({left - 56:0.#} {(top + bottom) / 2:0.#}) rotate(-90)\"")));
    }

    /// <summary>A picture that covers a rectangle of the axes from its upper left corner on.</summary>
    private void DrawImage(StringBuilder svg, JsonNode image)
    {
        double Of(string name) => image[name] is JsonValue value && value.TryGetValue(out double number) ? number : double.NaN;
        var (left, top, right, bottom) = (x.Pixel(Of("x")), y.Pixel(Of("y")), x.Pixel(Of("x") + Of("sizex")), y.Pixel(Of("y") - Of("sizey")));
        if (!double.IsFinite(left + top + right + bottom)) return;
        svg.Append(CultureInfo.InvariantCulture, $"<image href=\"{TableHtml.Escape((string?)image["source"] ?? "")}\" x=\"{left:0.##}\" y=\"{top:0.##}\" width=\"{right - left:0.##}\" height=\"{bottom - top:0.##}\" preserveAspectRatio=\"none\"/>");
    }

    private static (double From, double To) Domain(JsonNode? axis) => axis?["domain"] is JsonArray { Count: 2 } domain ? (domain[0]!.GetValue<double>(), domain[1]!.GetValue<double>()) : (0, 1);

    private static void Rule(StringBuilder svg, double x1, double y1, double x2, double y2, string color) =>
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" stroke=\"{color}\"/>");
}
