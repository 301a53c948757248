using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Course.Formatting.Still;

/// <summary>Writing in a still picture.</summary>
internal static partial class StillText
{
    /// <summary>A text of plotly.js without its tags; empty where there is none.</summary>
    public static string Plain(JsonNode? text) => text is JsonValue value && value.TryGetValue(out string? given) ? Tag().Replace(given.Replace("<br>", " ", StringComparison.Ordinal), "") : "";

    /// <summary>A text element; <c>&lt;br&gt;</c> breaks its lines, which stand around its middle.</summary>
    public static string Element(double x, double y, string text, string anchor = "middle", double size = 12, string more = "")
    {
        var lines = text.Split("<br>");
        return string.Concat(lines.Select((line, i) => string.Create(CultureInfo.InvariantCulture,
            $"<text x=\"{x:0.#}\" y=\"{y + (i - (lines.Length - 1) / 2.0) * 1.15 * size:0.#}\" text-anchor=\"{anchor}\" font-size=\"{size:0.#}\"{more}>{TableHtml.Escape(Tag().Replace(line, ""))}</text>")));
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
