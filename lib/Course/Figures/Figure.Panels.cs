using System.Text.Json.Nodes;
using Plotly.NET;

namespace Course.Figures;

public static partial class Figure
{
    private const int PanelHeight = 300;

    /// <summary>Figures side by side, as panels of one. What has the same name and colour in several panels stands in the legend once.</summary>
    /// <param name="figures">The figures, over one pair of axes each; they stay as they are.</param>
    /// <param name="columns">The number of panels in a row.</param>
    /// <param name="title">The whole figure's title.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">There is no figure, or one is in 3-D or has panels itself.</exception>
    public static GenericChart Panels(IReadOnlyList<GenericChart> figures, int columns = 2, string title = "")
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (figures.Count == 0) throw new ArgumentException("There is nothing to draw: give at least one figure.", nameof(figures));
        var (rows, named) = ((figures.Count + columns - 1) / columns, new HashSet<string>());
        // For the axes' titles, and for colour bars where there are some.
        var (gapX, gapY) = (figures.Any(HasColorBar) ? 0.17 : 0.12, 100.0 / (rows * PanelHeight));
        var (traces, annotations, images, axes) = (new List<Trace>(), new List<object?>(), new List<object?>(), new Dictionary<string, DynamicObj.DynamicObj>());
        for (var i = 0; i < figures.Count; i++)
        {
            var figure = JsonNode.Parse(GenericChart.toJson(figures[i]))!;
            var (panel, id) = (figure["layout"]!, i == 0 ? "" : $"{i + 1}");
            if (figure["data"]!.AsArray().Any(trace => trace!["xaxis"] is not null || ((string?)trace["type"])?.EndsWith("3d", StringComparison.Ordinal) == true || (string?)trace["type"] == "surface"))
                throw new ArgumentException($"Figure {i + 1} of the {figures.Count} has panels itself or is in 3-D; only figures over one pair of axes can stand side by side.", nameof(figures));
            var (width, height) = ((1 - (columns - 1) * gapX) / columns, (1 - (rows - 1) * gapY) / rows);
            var (left, upper) = (i % columns * (width + gapX), 1 - i / columns * (height + gapY));
            var (right, lower) = (left + width, upper - height);

            foreach (var trace in figure["data"]!.AsArray())
            {
                trace!["xaxis"] = $"x{id}";
                trace["yaxis"] = $"y{id}";
                if ((string?)trace["name"] is { } name && trace["showlegend"]?.GetValue<bool>() != false)
                {
                    trace["legendgroup"] = name;
                    trace["showlegend"] = named.Add($"{name} {trace["line"]?["color"] ?? trace["marker"]?["color"]} {trace["line"]?["dash"]}");
                }
                foreach (var part in (JsonNode?[])[trace, trace["marker"]])
                {
                    if (part?["colorbar"] is not JsonObject bar) continue;
                    (bar["x"], bar["y"], bar["len"], bar["thickness"]) = (right, (lower + upper) / 2, upper - lower, 8.0);
                }
                traces.Add(TraceOf(trace.AsObject()));
            }
            foreach (var (axis, from, to, other) in (ReadOnlySpan<(string, double, double, string)>)[("x", left, right, "y"), ("y", lower, upper, "x")])
            {
                var own = panel[$"{axis}axis"]?.DeepClone() ?? new JsonObject();
                (own["domain"], own["anchor"]) = (new JsonArray(from, to), $"{other}{id}");
                if (own["scaleanchor"] is not null) own["scaleanchor"] = $"{other}{id}";
                axes[$"{axis}axis{id}"] = (DynamicObj.DynamicObj)ObjectOf(own)!;
            }
            Move(panel["annotations"], annotations);
            Move(panel["images"], images);
            annotations.Add(new DynamicObj.DynamicObj()
                .With("text", (string?)panel["title"]?["text"] ?? "").With("showarrow", false).With("font", new DynamicObj.DynamicObj().With("size", 14))
                .With("xref", "paper").With("yref", "paper").With("x", left).With("xanchor", "left").With("y", upper).With("yanchor", "bottom"));

            void Move(JsonNode? things, List<object?> to)
            {
                foreach (var thing in (things?.AsArray() ?? []).OfType<JsonObject>())
                {
                    (thing["xref"], thing["yref"]) = ($"x{id}", $"y{id}");
                    to.Add(ObjectOf(thing));
                }
            }
        }
        return FigureStyle.Chart(title, axes["xaxis"], axes["yaxis"], traces, rows * PanelHeight + (title.Length > 0 ? 100 : 70),
            axes.Aggregate(new Layout(), (layout, axis) => layout.With(axis.Key, axis.Value)).With("annotations", annotations).With("images", images).With("showlegend", named.Count > 1)
                .With("margin", new DynamicObj.DynamicObj().With("t", title.Length > 0 ? 75 : 35)));
    }

    private static bool HasColorBar(GenericChart chart) => GenericChart.toJson(chart).Contains("\"colorbar\"", StringComparison.Ordinal);

    private static Trace2D TraceOf(JsonObject trace)
    {
        var copy = new Trace2D((string?)trace["type"] ?? "scatter");
        foreach (var (name, value) in trace.Where(property => property.Key != "type")) copy.SetValue(name, ObjectOf(value));
        return copy;
    }

    /// <summary>A value in JSON as the objects that plotly.js' properties are set from.</summary>
    private static object? ObjectOf(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject given:
                var copy = new DynamicObj.DynamicObj();
                foreach (var (name, value) in given) copy.SetValue(name, ObjectOf(value));
                return copy;
            case JsonArray items: return items.Select(ObjectOf).ToArray();
            case JsonValue value when value.TryGetValue(out bool truth): return truth;
            case JsonValue value when value.TryGetValue(out double number): return number;
            default: return (string?)node;
        }
    }
}
