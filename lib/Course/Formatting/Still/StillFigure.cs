using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Course.Figures;
using Plotly.NET;

namespace Course.Formatting.Still;

/// <summary>
/// A figure as an SVG picture, for places where no script runs: curves, points, bars, boxes and maps over one or several pairs of axes, and surfaces.
/// Anything else is named below the picture instead.
/// </summary>
internal sealed class StillFigure
{
    private const double Width = 720, LegendWidth = 170, LegendLine = 19;
    private const string Ink = "#333333";

    private readonly JsonNode layout;
    private readonly Dictionary<string, StillPanel> panels = [];
    private readonly List<StillTrace> traces = [];
    private readonly List<string> leftOut = [];
    private readonly StringBuilder svg = new();

    private StillFigure(JsonNode figure)
    {
        layout = figure["layout"] ?? new JsonObject();
        var scene = new StillScene(layout["scene"], (figure["data"]?.AsArray() ?? []).Where(trace => IsInSpace(trace!))!);
        foreach (var trace in figure["data"]?.AsArray() ?? [])
        {
            var (x, y) = ((string?)trace!["xaxis"] ?? "x", (string?)trace["yaxis"] ?? "y");
            if (!panels.TryGetValue(x + y, out var panel)) panels[x + y] = panel = new StillPanel(layout, x, y);
            // Axes over others, such as a second y axis on the right, have no place of their own.
            if ((x + y == "xy" || panel.HasDomain) && panel.Add(trace, scene, FigureStyle.ColorOf(traces.Count)) is { } drawn) traces.Add(drawn);
            else leftOut.Add((string?)trace["type"] ?? "curve");
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

    private static bool IsInSpace(JsonNode trace) => (string?)trace["type"] is "surface" or "scatter3d";

    private string Title => StillText.Plain(layout["title"] is JsonObject title ? title["text"] : layout["title"]);

    private string Draw()
    {
        var height = layout["height"] is JsonValue given && given.TryGetValue(out double asked) ? asked : FigureStyle.Height;
        var title = Title;
        var named = traces.Where(trace => trace.IsInLegend).ToList();
        var showsLegend = layout["showlegend"] is JsonValue shown && shown.TryGetValue(out bool isShown) ? isShown : named.Count > 1;
        var isBare = panels.Values.All(panel => panel.IsBare);
        var (left, right) = (isBare ? 10 : 75, Width - (showsLegend ? LegendWidth + 10 : isBare ? 10 : 25));
        var (top, bottom) = (title.Length > 0 ? 45.0 : 12, height - (isBare ? 10 : 55) - (leftOut.Count > 0 ? 20 : 0));
        if (panels.Count > 1) top += LegendLine; // the upper panels' titles
        foreach (var panel in panels.Values) panel.Place(left, right, top, bottom);

        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height:0.#}\" style=\"width:100%;max-width:{Width}px\" font-family=\"system-ui, sans-serif\" fill=\"{Ink}\">");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        if (title.Length > 0) svg.Append(StillText.Element(14, 27, title, "start", 16));
        foreach (var panel in panels.Values) panel.Draw(svg, (layout["images"]?.AsArray() ?? []).Where(image => ((string?)image!["xref"] ?? "x") == panel.Name)!);
        if (showsLegend) DrawLegend(named, top);
        foreach (var annotation in layout["annotations"]?.AsArray() ?? []) DrawAnnotation(annotation!, (left, right), (top, bottom));
        if (leftOut.Count > 0)
            svg.Append(StillText.Element(14, height - 8, $"Not in this picture, only in the interactive figure: {string.Join(", ", leftOut)}.", "start"));
        return svg.Append("</svg>").ToString();
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

    /// <summary>A text at a point of some axes, or of the whole picture; plotly.js' other kinds of annotation are no part of the course's figures.</summary>
    private void DrawAnnotation(JsonNode annotation, (double From, double To) across, (double From, double To) down)
    {
        var reference = (string?)annotation["xref"] ?? "x";
        if (panels.Values.FirstOrDefault(panel => panel.Name == reference) is { } panel) panel.DrawAnnotation(svg, annotation);
        else if (reference == "paper" && annotation["x"] is JsonValue x && x.TryGetValue(out double part) && annotation["y"] is JsonValue y && y.TryGetValue(out double height))
        {
            var anchor = (string?)annotation["xanchor"] switch { "left" => "start", "right" => "end", _ => "middle" };
            svg.Append(StillText.Element(across.From + part * (across.To - across.From), down.To - height * (down.To - down.From) - 6, (string?)annotation["text"] ?? "", anchor, 13));
        }
    }
}
