using System.Text;
using System.Text.Json.Nodes;

namespace Course.Formatting.Still;

/// <summary>What a still picture shows of one trace.</summary>
internal abstract class StillTrace
{
    private protected StillTrace(JsonNode trace, string color)
    {
        Name = StillText.Plain(trace["name"]);
        Color = Text(trace["line"]?["color"]) ?? Text(trace["marker"]?["color"]) ?? color;
        IsInLegend = Name.Length > 0 && !(trace["showlegend"] is JsonValue shown && shown.TryGetValue(out bool isShown) && !isShown);
        Dash = Text(trace["line"]?["dash"]) switch { "dash" => " stroke-dasharray=\"8 5\"", "dot" => " stroke-dasharray=\"2 4\"", _ => "" };
    }

    /// <summary>The trace's name, empty where it has none.</summary>
    public string Name { get; }

    /// <summary>Its colour.</summary>
    public string Color { get; }

    /// <summary>How its line is broken, as an attribute.</summary>
    public string Dash { get; }

    /// <summary>Whether its name stands in the legend.</summary>
    public bool IsInLegend { get; private protected init; }

    /// <summary>Reads a trace and makes room for it on its axes; null for kinds that a still picture does not show.</summary>
    public static StillTrace? Read(JsonNode trace, StillAxis x, StillAxis y, StillScene scene, string color)
    {
        return Text(trace["type"]) switch
        {
            null or "scatter" or "scattergl" when trace["y"] is JsonArray => new StillCurve(trace, x, y, color),
            "bar" when trace["y"] is JsonArray && Text(trace["orientation"]) != "h" => new StillBars(trace, x, y, color),
            "box" when trace["median"] is JsonArray => new StillBoxes(trace, x, y, color),
            "surface" when trace["z"] is JsonArray { Count: > 1 } => new StillSurface(trace, scene, x, y),
            "scatter3d" when trace["z"] is JsonArray => new StillCurve(scene.Flat(trace), x, y, color),
            "heatmap" or "contour" when trace["z"] is JsonArray { Count: > 0 } => new StillMap(trace, x, y),
            _ => null,
        };
    }

    /// <summary>Draws it.</summary>
    public abstract void Draw(StringBuilder svg, StillAxis x, StillAxis y);

    private protected static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private protected static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) ? number : null;

    /// <summary>The coordinates of values on an axis; their places, 0, 1, …, where none are given.</summary>
    private protected static double[] Coordinates(JsonNode? values, StillAxis axis, int count) =>
        values is JsonArray given ? [.. given.Select(axis.Coordinate)] : [.. Enumerable.Range(0, count).Select(i => axis.IsLogarithmic ? Math.Log10(i) : i)];
}
