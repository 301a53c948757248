using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Course.Formatting.Still;

/// <summary>Values over a grid, as colours: heat maps, and contour maps with their lines.</summary>
internal sealed class StillMap : StillTrace
{
    private const int MaxTexts = 900;

    private readonly double[][] values;
    private readonly double[] xs, ys;
    private readonly ColorScale colors;
    private readonly (double Start, double Step, Rgb Line)? levels;
    private readonly JsonArray? texts;

    public StillMap(JsonNode trace, StillAxis x, StillAxis y) : base(trace, "")
    {
        IsInLegend = false;
        values = [.. trace["z"]!.AsArray().Select(row => row is JsonArray given ? given.Select(value => Number(value) ?? double.NaN).ToArray() : [])];
        (xs, ys) = (Coordinates(trace["x"], x, values.Max(row => row.Length)), Coordinates(trace["y"], y, values.Length));
        var finite = values.SelectMany(row => row).Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (Number(trace["zmin"]) ?? finite.Min(), Number(trace["zmax"]) ?? finite.Max());
        colors = ColorScale.Of(trace, low, high);
        if (Text(trace["type"]) == "contour" && values.Length > 1 && values.All(row => row.Length > 1 && row.Length == xs.Length))
        {
            var step = Number(trace["contours"]?["size"]) is > 0 and var given ? given : Math.Max((high - low) / 12, double.Epsilon);
            levels = (Number(trace["contours"]?["start"]) ?? low, step, Rgb.Parse(Text(trace["line"]?["color"]) ?? "#444444"));
        }
        texts = trace["texttemplate"] is not null ? trace["text"] as JsonArray : null;
        x.Include(xs, Margin * Step(xs));
        y.Include(ys, Margin * Step(ys));
    }

    /// <summary>A heat map's values are the middles of its cells.</summary>
    private double Margin => levels is null ? 0.5 : 0;

    public override void Draw(StringBuilder svg, StillAxis x, StillAxis y)
    {
        var (columns, rows) = (xs.Length, ys.Length);
        var (left, right) = (x.Pixel(xs[0] - Margin * Step(xs)), x.Pixel(xs[^1] + Margin * Step(xs)));
        var (first, last) = (y.Pixel(ys[0] - Margin * Step(ys)), y.Pixel(ys[^1] + Margin * Step(ys)));
        // A picture's rows go down, and so do the values where the axis is reversed.
        var goesDown = last > first;
        var address = levels is { } given
            ? LevelPicture.DataAddress(goesDown ? [.. values.Reverse()] : values, given.Start, given.Step, colors.Of, given.Line)
            : Bitmap.DataAddress(columns, rows, (column, row) => ColorAt(goesDown ? row : rows - 1 - row, column));
        svg.Append(CultureInfo.InvariantCulture, $"<image href=\"{address}\" x=\"{Math.Min(left, right):0.##}\" y=\"{Math.Min(first, last):0.##}\" width=\"{Math.Abs(right - left):0.##}\" height=\"{Math.Abs(last - first):0.##}\" preserveAspectRatio=\"none\" style=\"image-rendering:{(levels is null ? "pixelated" : "auto")}\"/>");
        if (texts is null || rows * columns > MaxTexts) return;
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns && texts.Count > row && texts[row] is JsonArray line && line.Count > column; column++)
            {
                if (Text(line[column]) is { Length: > 0 } text)
                    svg.Append(StillText.Element(x.Pixel(xs[column]), y.Pixel(ys[row]) + 4, text, size: 11, more: ColorAt(row, column) is { IsLight: false } ? " fill=\"#ffffff\"" : ""));
            }
    }

    private Rgb? ColorAt(int row, int column) => column < values[row].Length ? colors.Of(values[row][column]) : null;

    private static double Step(double[] coordinates) => coordinates.Length > 1 ? (coordinates[^1] - coordinates[0]) / (coordinates.Length - 1) : 1;
}
