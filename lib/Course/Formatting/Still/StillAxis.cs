using System.Globalization;
using System.Text.Json.Nodes;

namespace Course.Formatting.Still;

/// <summary>An axis of a still picture: where a value is drawn, and which values are written beside it.</summary>
internal sealed class StillAxis
{
    private readonly List<string> categories = [];
    private readonly JsonNode? layout;
    private readonly bool isReversed;
    private double low = double.PositiveInfinity, high = double.NegativeInfinity;
    private double padding;
    private double start, length;

    public StillAxis(JsonNode? layout)
    {
        this.layout = layout;
        IsLogarithmic = (string?)layout?["type"] == "log";
        isReversed = layout?["autorange"] is JsonValue auto && auto.TryGetValue(out string? text) && text == "reversed";
    }

    public bool IsLogarithmic { get; }

    public bool IsHidden => layout?["visible"] is JsonValue visible && visible.TryGetValue(out bool shown) && !shown;

    public bool HidesGrid => layout?["showgrid"] is JsonValue grid && grid.TryGetValue(out bool shown) && !shown;

    public bool IsRangeGiven => layout?["range"] is JsonArray { Count: 2 };

    public bool KeepsProportions => layout?["scaleanchor"] is not null;

    public string Title => StillText.Plain(layout?["title"] is JsonObject title ? title["text"] : layout?["title"]);

    /// <summary>Pixels for one unit; negative where the axis goes up or to the left.</summary>
    public double Scale => length / (high - low);

    /// <summary>The axis' coordinate of a value: its logarithm, or a category's place; not a number where it has none.</summary>
    public double Coordinate(JsonNode? value)
    {
        if (value is not JsonValue given) return double.NaN;
        if (given.TryGetValue(out double number)) return IsLogarithmic ? (number > 0 ? Math.Log10(number) : double.NaN) : number;
        if (!given.TryGetValue(out string? text)) return double.NaN;
        if (!categories.Contains(text)) categories.Add(text);
        return categories.IndexOf(text);
    }

    /// <summary>Makes room for coordinates.</summary>
    public void Include(IEnumerable<double> coordinates, double margin = 0)
    {
        foreach (var coordinate in coordinates.Where(double.IsFinite)) (low, high) = (Math.Min(low, coordinate - margin), Math.Max(high, coordinate + margin));
    }

    /// <summary>Leaves a part of the axis free at both ends, as plotly.js does around points and above curves.</summary>
    public void Pad() => padding = 0.05;

    /// <summary>Lays the axis along pixels; a negative length goes up or to the left.</summary>
    public void Place(double from, double pixels)
    {
        if (layout?["range"] is JsonArray { Count: 2 } range && range[0] is JsonValue first && range[1] is JsonValue last
            && first.TryGetValue(out double a) && last.TryGetValue(out double b))
            (low, high, padding) = (a, b, 0);
        if (low > high) (low, high) = (0, 1);
        if (low == high) (low, high) = (low - 1, high + 1);
        (low, high, padding) = (low - padding * (high - low), high + padding * (high - low), 0);
        (start, length) = isReversed ? (from + pixels, -pixels) : (from, pixels);
    }

    /// <summary>Shortens one of two axes around its middle, so that a unit has the same length on both.</summary>
    public static void Equalize(StillAxis x, StillAxis y)
    {
        var scale = Math.Min(Math.Abs(x.Scale), Math.Abs(y.Scale));
        foreach (var axis in (StillAxis[])[x, y])
        {
            var shorter = Math.Sign(axis.length) * scale * (axis.high - axis.low);
            (axis.start, axis.length) = (axis.start + (axis.length - shorter) / 2, shorter);
        }
    }

    /// <summary>The pixel of a coordinate.</summary>
    public double Pixel(double coordinate) => start + (coordinate - low) * Scale;

    /// <summary>The first and the last pixel.</summary>
    public (double Low, double High) Pixels => (Math.Min(start, start + length), Math.Max(start, start + length));

    /// <summary>The coordinates at which something is written, and what.</summary>
    public IEnumerable<(double At, string Text)> Ticks()
    {
        if (categories.Count > 0) return categories.Select((name, place) => ((double)place, StillText.Plain(name)));
        var (from, to) = (Math.Min(low, high), Math.Max(low, high));
        if (!IsLogarithmic) return Steps(from, to).Select(value => (value, Number(value)));
        var every = Math.Max(1, (int)Math.Ceiling((to - from) / 8));
        var powers = Enumerable.Range((int)Math.Ceiling(from - 1e-9), Math.Max(0, (int)Math.Floor(to + 1e-9) - (int)Math.Ceiling(from - 1e-9) + 1)).Where(power => power % every == 0).ToArray();
        if (powers.Length > 1) return powers.Select(power => ((double)power, Power(power)));
        return Steps(Math.Pow(10, from), Math.Pow(10, to)).Where(value => value > 0).Select(value => (Math.Log10(value), Number(value)));
    }

    /// <summary>Round numbers, some six of them.</summary>
    private static IEnumerable<double> Steps(double from, double to)
    {
        var rough = (to - from) / 6;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * ((rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 });
        for (var i = Math.Ceiling(from / step - 1e-9); i * step <= to + 1e-9 * step; i++) yield return i * step;
    }

    private static string Number(double value) => Math.Abs(value) < 1e-12 ? "0" : value.ToString("G5", CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Power(int power) => power switch
    {
        0 => "1",
        1 => "10",
        _ => "10" + string.Concat(power.ToString(CultureInfo.InvariantCulture).Select(sign => sign == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[sign - '0'])),
    };
}
