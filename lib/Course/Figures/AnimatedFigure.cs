using System.Text.Json.Nodes;
using Plotly.NET;

namespace Course.Figures;

/// <summary>
/// A figure that moves: a button plays its frames, a slider shows any of them. Where no scripts run it is the picture of the
/// figure itself, so give that as it is at the end.
/// </summary>
public sealed class AnimatedFigure
{
    private const int Pace = 100; // milliseconds a frame
    private const int Controls = 95; // pixels below the plot

    private readonly IReadOnlyList<AnimationFrame> frames;
    private readonly string unit;

    /// <summary>Makes a figure move.</summary>
    /// <param name="chart">The figure as it is shown before it is played.</param>
    /// <param name="frames">Its moments, at least one.</param>
    /// <param name="unit">What the slider writes before a frame's name.</param>
    /// <exception cref="ArgumentException">There are no frames, two have one name, or one is of traces that the figure has not.</exception>
    public AnimatedFigure(GenericChart chart, IReadOnlyList<AnimationFrame> frames, string unit = "step")
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Count == 0) throw new ArgumentException("There is nothing to play: give at least one frame.", nameof(frames));
        if (frames.GroupBy(frame => frame.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two frames are called '{twice.Key}'; the slider needs a name for each.", nameof(frames));
        var count = GenericChart.countTrace(chart);
        if (frames.FirstOrDefault(frame => frame.Traces.Count != frame.Indices.Count || frame.Indices.Any(i => i < 0 || i >= count)) is { } wrong)
        {
            throw new ArgumentException(
                $"The frame '{wrong.Name}' has {wrong.Traces.Count} traces for the figure's traces {string.Join(", ", wrong.Indices)}; the figure has 0 to {count - 1}.", nameof(frames));
        }
        (Chart, this.frames, this.unit) = (chart, frames, unit);
    }

    /// <summary>The figure as it is shown before it is played.</summary>
    public GenericChart Chart { get; }

    /// <summary>The number of frames.</summary>
    public int FrameCount => frames.Count;

    /// <summary>The figure with its frames, its button and its slider, as plotly.js reads it.</summary>
    /// <returns>An object in JSON: <c>data</c>, <c>layout</c>, <c>config</c>, <c>frames</c>.</returns>
    public string ToJson()
    {
        var figure = JsonNode.Parse(GenericChart.toJson(Chart))!;
        var layout = figure["layout"]!;
        layout["height"] = (layout["height"]?.GetValue<double>() ?? FigureStyle.Height) + Controls;
        var margin = layout["margin"] as JsonObject ?? [];
        margin["b"] = 55 + Controls;
        layout["margin"] = margin;
        layout["updatemenus"] = new JsonArray(Buttons());
        layout["sliders"] = new JsonArray(Slider());
        figure["frames"] = new JsonArray([.. frames.Select(Frame)]);
        return figure.ToJsonString();
    }

    /// <inheritdoc/>
    public override string ToString() => $"an animated figure (traces: {GenericChart.countTrace(Chart)}, frames: {FrameCount})";

    /// <summary>Only among curves can curves move without the figure being drawn afresh: plotly.js would take away what else there is.</summary>
    private bool Redraws => GenericChart.getTraces(Chart).Any(trace => trace.type != "scatter");

    private JsonObject Buttons() => new JsonObject
    {
        ["type"] = "buttons",
        ["direction"] = "left",
        ["showactive"] = false,
        ["x"] = 0,
        ["xanchor"] = "left",
        ["y"] = 0,
        ["yanchor"] = "top",
        ["pad"] = new JsonObject { ["t"] = 72, ["r"] = 10 },
        ["buttons"] = new JsonArray(
            Button("▶ Play", null, new JsonObject { ["mode"] = "immediate", ["fromcurrent"] = true, ["frame"] = Moment(Pace), ["transition"] = Moment(0) }),
            Button("❚❚", new JsonArray((JsonNode?)null), new JsonObject { ["mode"] = "immediate", ["frame"] = Moment(0), ["transition"] = Moment(0) })),
    };

    private JsonObject Slider() => new JsonObject
    {
        ["active"] = FrameCount - 1,
        ["x"] = 0.33,
        ["len"] = 0.67,
        ["y"] = 0,
        ["yanchor"] = "top",
        ["pad"] = new JsonObject { ["t"] = 62 },
        ["currentvalue"] = new JsonObject { ["prefix"] = $"{unit} ", ["xanchor"] = "right" },
        ["ticklen"] = 0,
        ["minorticklen"] = 0,
        ["font"] = new JsonObject { ["size"] = 12 },
        ["steps"] = new JsonArray([.. frames.Select(frame => (JsonNode)Button(frame.Name, new JsonArray(frame.Name),
            new JsonObject { ["mode"] = "immediate", ["frame"] = Moment(0), ["transition"] = Moment(0) }))]),
    };

    private static JsonObject Button(string label, JsonNode? what, JsonNode how) =>
        new() { ["label"] = label, ["method"] = "animate", ["args"] = new JsonArray(what, how) };

    private JsonObject Moment(int milliseconds) => new() { ["duration"] = milliseconds, ["redraw"] = Redraws };

    private static JsonObject Frame(AnimationFrame frame) => new JsonObject
    {
        ["name"] = frame.Name,
        ["data"] = JsonNode.Parse(GenericChart.toJson(GenericChart.ofTraceObjects(false, frame.Traces.ToArray())))!["data"]!.DeepClone(),
        ["traces"] = new JsonArray([.. frame.Indices.Select(i => (JsonNode)i)]),
    };
}
