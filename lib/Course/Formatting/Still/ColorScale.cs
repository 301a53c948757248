using System.Text.Json.Nodes;

namespace Course.Formatting.Still;

/// <summary>Colours for numbers: the stops of a scale of plotly.js, and what lies between them.</summary>
/// <param name="stops">The colours and their places, from 0 to 1, rising.</param>
/// <param name="low">The number that has the first colour; what is lower has it too.</param>
/// <param name="high">The number that has the last colour.</param>
internal sealed class ColorScale(IReadOnlyList<(double At, Rgb Color)> stops, double low, double high)
{
    /// <summary>plotly.js' own scale for figures that name none, from its published colours (Plasma).</summary>
    private static readonly (double At, Rgb Color)[] Default =
        [(0, new(13, 8, 135)), (0.25, new(126, 3, 168)), (0.5, new(204, 71, 120)), (0.75, new(248, 149, 64)), (1, new(240, 249, 33))];

    /// <summary>The scale of a trace.</summary>
    /// <param name="trace">The trace, with <c>colorscale</c> or without.</param>
    /// <param name="low">The number that has the first colour.</param>
    /// <param name="high">The number that has the last colour.</param>
    public static ColorScale Of(JsonNode trace, double low, double high) => new(
        trace["colorscale"] is JsonArray given && given.All(stop => stop is JsonArray { Count: 2 }) ? [.. given.Select(Stop)] : Default, low, high);

    /// <summary>A number's colour; none where it is not a number.</summary>
    public Rgb? Of(double value)
    {
        if (!double.IsFinite(value)) return null;
        var part = high > low ? Math.Clamp((value - low) / (high - low), 0, 1) : 0;
        var above = stops.TakeWhile(stop => stop.At < part).Count();
        if (above == 0 || above == stops.Count) return stops[above == 0 ? 0 : ^1].Color;
        var (from, to) = (stops[above - 1], stops[above]);
        return Rgb.Between(from.Color, to.Color, (part - from.At) / (to.At - from.At));
    }

    private static (double At, Rgb Color) Stop(JsonNode? stop) =>
        (stop![0] is JsonValue at && at.TryGetValue(out double number) ? number : 0, Rgb.Parse(stop[1] is JsonValue color && color.TryGetValue(out string? text) ? text : ""));
}
