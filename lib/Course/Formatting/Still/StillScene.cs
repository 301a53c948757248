using System.Text.Json.Nodes;

namespace Course.Formatting.Still;

/// <summary>
/// How a scene in space is seen from its camera, without perspective. What it makes of points in space are points of a plane, for the
/// traces that draw these.
/// </summary>
internal sealed class StillScene
{
    private readonly (double Low, double High)[] ranges;
    private readonly double[] lengths, right, up, eye;

    /// <summary>A scene.</summary>
    /// <param name="layout">Its layout: camera, aspect ratio, titles.</param>
    /// <param name="traces">Its traces, whose coordinates it holds.</param>
    public StillScene(JsonNode? layout, IEnumerable<JsonNode> traces)
    {
        ranges = [.. "xyz".Select(axis => Range(traces.SelectMany(trace => Numbers(trace[$"{axis}"]))))];
        Titles = [.. "xyz".Select(axis => StillText.Plain(layout?[$"{axis}axis"]?["title"]?["text"]))];
        lengths = Vector(layout?["aspectratio"], [1, 1, 0.8]);
        eye = Unit(Vector(layout?["camera"]?["eye"], [1.25, -1.25, 1.25]));
        right = Unit([-eye[1], eye[0], 0]);
        up = [eye[1] * right[2] - eye[2] * right[1], eye[2] * right[0] - eye[0] * right[2], eye[0] * right[1] - eye[1] * right[0]];
    }

    /// <summary>The titles of the axes.</summary>
    public IReadOnlyList<string> Titles { get; }

    /// <summary>The lowest and the highest coordinate along an axis, from 0.</summary>
    public (double Low, double High) Extent(int axis) => ranges[axis];

    /// <summary>Where a point is seen, and how near it is.</summary>
    public (double X, double Y, double Nearness) See(double x, double y, double z)
    {
        double[] p = [Place(x, 0), Place(y, 1), Place(z, 2)];
        return (Dot(p, right), Dot(p, up), Dot(p, eye));
    }

    /// <summary>A trace of points in space as one of the points that are seen.</summary>
    public JsonObject Flat(JsonNode trace)
    {
        var points = Numbers(trace["x"]).Zip(Numbers(trace["y"]), Numbers(trace["z"])).Select(point => See(point.First, point.Second, point.Third)).ToArray();
        var flat = (JsonObject)trace.DeepClone();
        (flat["type"], flat["x"], flat["y"]) = ("scatter", Array(points.Select(point => point.X)), Array(points.Select(point => point.Y)));
        if (flat["line"] is JsonObject line) line["width"] = 2.5;
        return flat;
    }

    /// <summary>All numbers of an array, or of an array of arrays.</summary>
    public static IEnumerable<double> Numbers(JsonNode? node) => node switch
    {
        JsonArray items => items.SelectMany(Numbers),
        JsonValue value when value.TryGetValue(out double number) => [number],
        _ => [double.NaN],
    };

    private double Place(double value, int axis) => ((value - ranges[axis].Low) / (ranges[axis].High - ranges[axis].Low) - 0.5) * lengths[axis];

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return finite.Length > 0 && finite.Min() < finite.Max() ? (finite.Min(), finite.Max()) : (-1, 1);
    }

    private static double[] Vector(JsonNode? node, double[] otherwise) => [.. "xyz".Select((axis, i) => node?[$"{axis}"]?.GetValue<double>() ?? otherwise[i])];

    private static double[] Unit(double[] vector) => [.. vector.Select(part => part / Math.Sqrt(Dot(vector, vector)))];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static JsonArray Array(IEnumerable<double> values) => [.. values.Select(value => double.IsFinite(value) ? (JsonNode)value : null)];
}
