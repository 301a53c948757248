using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Course.Formatting.Still;

/// <summary>Values over a grid, as colours: heat maps, and contour maps without their lines.</summary>
internal sealed class StillMap : StillTrace
{
    private const int MaxTexts = 900;

    /// <summary>plotly.js' own scale for figures that name none, from its published colours (Plasma).</summary>
    private static readonly (double At, Rgb Color)[] DefaultScale =
        [(0, new(13, 8, 135)), (0.25, new(126, 3, 168)), (0.5, new(204, 71, 120)), (0.75, new(248, 149, 64)), (1, new(240, 249, 33))];

    private readonly double[][] values;
    private readonly double[] xs, ys;
    private readonly (double At, Rgb Color)[] scale;
    private readonly double low, high;
    private readonly bool isSmooth;
    private readonly JsonArray? texts;

    public StillMap(JsonNode trace, StillAxis x, StillAxis y) : base(trace, "")
    {
        IsInLegend = false;
        values = [.. trace["z"]!.AsArray().Select(row => row is JsonArray given ? given.Select(value => Number(value) ?? double.NaN).ToArray() : [])];
        (xs, ys) = (Coordinates(trace["x"], x, values.Max(row => row.Length)), Coordinates(trace["y"], y, values.Length));
        var finite = values.SelectMany(row => row).Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        (low, high) = (Number(trace["zmin"]) ?? finite.Min(), Number(trace["zmax"]) ?? finite.Max());
        scale = trace["colorscale"] is JsonArray stops && stops.All(stop => stop is JsonArray { Count: 2 })
            ? [.. stops.Select(stop => (Number(stop![0]) ?? 0, Rgb.Parse(Text(stop[1]) ?? "")))]
            : DefaultScale;
        isSmooth = Text(trace["type"]) == "contour";
        texts = trace["texttemplate"] is not null ? trace["text"] as JsonArray : null;
        var margin = isSmooth ? 0 : 0.5;
        x.Include(xs, margin * Step(xs));
        y.Include(ys, margin * Step(ys));
    }

    public override void Draw(StringBuilder svg, StillAxis x, StillAxis y)
    {
        var (columns, rows) = (xs.Length, ys.Length);
        var (left, right) = (x.Pixel(xs[0] - Step(xs) / 2), x.Pixel(xs[^1] + Step(xs) / 2));
        var (first, last) = (y.Pixel(ys[0] - Step(ys) / 2), y.Pixel(ys[^1] + Step(ys) / 2));
        // A picture's rows go down, and so do the values where the axis is reversed.
        var goesDown = last > first;
        var address = Bitmap.DataAddress(columns, rows, (column, row) => ColorAt(goesDown ? row : rows - 1 - row, column));
        svg.Append(CultureInfo.InvariantCulture, $"<image href=\"{address}\" x=\"{Math.Min(left, right):0.##}\" y=\"{Math.Min(first, last):0.##}\" width=\"{Math.Abs(right - left):0.##}\" height=\"{Math.Abs(last - first):0.##}\" preserveAspectRatio=\"none\" style=\"image-rendering:{(isSmooth ? "auto" : "pixelated")}\"/>");
        if (texts is null || rows * columns > MaxTexts) return;
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns && texts.Count > row && texts[row] is JsonArray line && line.Count > column; column++)
            {
                if (Text(line[column]) is { Length: > 0 } text)
                    svg.Append(StillText.Element(x.Pixel(xs[column]), y.Pixel(ys[row]) + 4, text, size: 11, more: ColorAt(row, column) is { IsLight: false } ? " fill=\"#ffffff\"" : ""));
            }
    }

    private Rgb? ColorAt(int row, int column)
    {
        var value = column < values[row].Length ? values[row][column] : double.NaN;
        if (!double.IsFinite(value)) return null;
        var part = high > low ? Math.Clamp((value - low) / (high - low), 0, 1) : 0;
        var above = Array.FindIndex(scale, stop => stop.At >= part);
        if (above <= 0) return scale[above == 0 ? 0 : ^1].Color;
        var (from, to) = (scale[above - 1], scale[above]);
        return Rgb.Between(from.Color, to.Color, (part - from.At) / (to.At - from.At));
    }

    private static double Step(double[] coordinates) => coordinates.Length > 1 ? (coordinates[^1] - coordinates[0]) / (coordinates.Length - 1) : 1;
}
