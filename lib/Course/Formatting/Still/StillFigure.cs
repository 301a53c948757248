using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Course.Figures;
using Plotly.NET;

namespace Course.Formatting.Still;

/// <summary>
/// A figure as an SVG picture, for places where no script runs: curves, points, bars and maps over one pair of axes.
/// Anything else (surfaces, several panels) is named below the picture instead.
/// </summary>
internal sealed class StillFigure
{
    private const double Width = 720, LegendWidth = 170, LegendLine = 19;
    private const string Ink = "#333333", Faint = "#e4e4e4", Frame = "#8a8a8a";

    private readonly JsonNode layout;
    private readonly StillAxis x, y;
    private readonly List<StillTrace> traces = [];
    private readonly List<string> leftOut = [];
    private readonly StringBuilder svg = new();

    private StillFigure(JsonNode figure)
    {
        layout = figure["layout"] ?? new JsonObject();
        (x, y) = (new StillAxis(layout["xaxis"]), new StillAxis(layout["yaxis"]));
        foreach (var trace in figure["data"]?.AsArray() ?? [])
        {
            if (StillTrace.Read(trace!, x, y, FigureStyle.ColorOf(traces.Count)) is { } drawn) traces.Add(drawn);
            else leftOut.Add((string?)trace!["type"] ?? "curve");
        }
    }

    /// <summary>The picture of a figure.</summary>
    /// <param name="chart">The figure.</param>
    public static string Of(GenericChart chart) => new StillFigure(JsonNode.Parse(GenericChart.toJson(chart))!).Draw();

    /// <summary>
    /// The picture of a figure as an image in HTML: of a notebook that is not trusted, front ends take away drawings and
    /// leave their texts in a heap, but show images, or else their title.
    /// </summary>
    /// <param name="chart">The figure.</param>
    public static string ImageOf(GenericChart chart)
    {
        var figure = new StillFigure(JsonNode.Parse(GenericChart.toJson(chart))!);
        var data = Convert.ToBase64String(Encoding.UTF8.GetBytes(figure.Draw()));
        return $"<img alt=\"{TableHtml.Escape(figure.Title.Length > 0 ? figure.Title : "a figure")}\" width=\"{Width}\" style=\"max-width:100%\" src=\"data:image/svg+xml;base64,{data}\"/>";
    }

    private string Title => StillText.Plain(layout["title"] is JsonObject title ? title["text"] : layout["title"]);

    private string Draw()
    {
        var height = layout["height"] is JsonValue given && given.TryGetValue(out double asked) ? asked : FigureStyle.Height;
        var title = Title;
        var named = traces.Where(trace => trace.IsInLegend).ToList();
        var showsLegend = layout["showlegend"] is JsonValue shown && shown.TryGetValue(out bool isShown) ? isShown : named.Count > 1;
        var isBare = x.IsHidden && y.IsHidden;
        var (left, right) = (isBare ? 10 : 75, Width - (showsLegend ? LegendWidth + 10 : isBare ? 10 : 25));
        var (top, bottom) = (title.Length > 0 ? 45.0 : 12, height - (isBare ? 10 : 55) - (leftOut.Count > 0 ? 20 : 0));
        x.Place(left, right - left);
        y.Place(bottom, top - bottom);
        if (y.KeepsProportions) StillAxis.Equalize(x, y);

        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height:0.#}\" style=\"width:100%;max-width:{Width}px\" font-family=\"system-ui, sans-serif\" fill=\"{Ink}\">");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        if (title.Length > 0) svg.Append(StillText.Element(14, 27, title, "start", 16));
        foreach (var image in layout["images"]?.AsArray() ?? []) DrawImage(image!);
        if (!isBare && traces.Count > 0) DrawAxes();
        // An inner picture cuts off what lies beyond ranges that are given.
        var isCut = x.IsRangeGiven || y.IsRangeGiven;
        if (isCut) svg.Append(CultureInfo.InvariantCulture, $"<svg x=\"{left}\" y=\"{top:0.#}\" width=\"{right - left}\" height=\"{bottom - top:0.#}\" viewBox=\"{left} {top:0.#} {right - left} {bottom - top:0.#}\">");
        foreach (var trace in traces) trace.Draw(svg, x, y);
        if (isCut) svg.Append("</svg>");
        if (showsLegend) DrawLegend(named, top);
        foreach (var annotation in layout["annotations"]?.AsArray() ?? []) DrawAnnotation(annotation!);
        if (leftOut.Count > 0)
            svg.Append(StillText.Element(14, height - 8, $"Not in this picture, only in the interactive figure: {string.Join(", ", leftOut)}.", "start"));
        return svg.Append("</svg>").ToString();
    }

    private void DrawAxes()
    {
        var ((left, right), (top, bottom)) = (x.Pixels, y.Pixels);
        foreach (var (at, text) in x.Ticks())
        {
            Rule(x.Pixel(at), top, x.Pixel(at), bottom, Faint);
            svg.Append(StillText.Element(x.Pixel(at), bottom + 17, text));
        }
        foreach (var (at, text) in y.Ticks())
        {
            Rule(left, y.Pixel(at), right, y.Pixel(at), Faint);
            svg.Append(StillText.Element(left - 7, y.Pixel(at) + 4, text, "end"));
        }
        Rule(left, bottom, right, bottom, Frame);
        Rule(left, top, left, bottom, Frame);
        svg.Append(StillText.Element((left + right) / 2, bottom + 40, x.Title, size: 13));
        svg.Append(StillText.Element(0, 0, y.Title, size: 13, more: string.Create(CultureInfo.InvariantCulture, $" transform=\"translate({left - 56:0.#} {(top + bottom) / 2:0.#}) rotate(-90)\"")));
    }

    private void DrawLegend(IEnumerable<StillTrace> named, double top)
    {
        foreach (var trace in named)
        {
            top += LegendLine;
            var from = Width - LegendWidth;
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{from}\" y1=\"{top - 4:0.#}\" x2=\"{from + 22}\" y2=\"{top - 4:0.#}\" stroke=\"{trace.Color}\" stroke-width=\"2.5\"{trace.Dash}/>");
            svg.Append(StillText.Element(from + 28, top, trace.Name.Length > 25 ? trace.Name[..24] + "…" : trace.Name, "start", 11));
        }
    }

    /// <summary>A text at a point of the axes; plotly.js' other kinds of annotation are no part of the course's figures.</summary>
    private void DrawAnnotation(JsonNode annotation)
    {
        if (annotation["xref"] is not null || annotation["yref"] is not null) return;
        svg.Append(StillText.Element(x.Pixel(x.Coordinate(annotation["x"])), y.Pixel(y.Coordinate(annotation["y"])) - 3, (string?)annotation["text"] ?? ""));
    }

    /// <summary>A picture that covers a rectangle of the axes from its upper left corner on.</summary>
    private void DrawImage(JsonNode image)
    {
        double Of(string name) => image[name] is JsonValue value && value.TryGetValue(out double number) ? number : double.NaN;
        var (left, top, right, bottom) = (x.Pixel(Of("x")), y.Pixel(Of("y")), x.Pixel(Of("x") + Of("sizex")), y.Pixel(Of("y") - Of("sizey")));
        if (!double.IsFinite(left + top + right + bottom)) return;
        svg.Append(CultureInfo.InvariantCulture, $"<image href=\"{TableHtml.Escape((string?)image["source"] ?? "")}\" x=\"{left:0.##}\" y=\"{top:0.##}\" width=\"{right - left:0.##}\" height=\"{bottom - top:0.##}\" preserveAspectRatio=\"none\"/>");
    }

    private void Rule(double x1, double y1, double x2, double y2, string color) =>
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" stroke=\"{color}\"/>");
}
