using System.Text.Json.Nodes;
using Course.Kernel.Requests;
using Course.Notebooks;

namespace Course.Kernel;

/// <summary>Writes what a cell shows as messages of the publishing channel.</summary>
internal static class OutputMessages
{
    /// <summary>The message's kind and content.</summary>
    /// <param name="output">What the cell shows.</param>
    /// <param name="executionCount">The cell's number.</param>
    public static (string Type, JsonObject Content) Of(CellOutput output, int executionCount) => output switch
    {
        StreamOutput stream => ("stream", new JsonObject { ["name"] = stream.Name, ["text"] = stream.Text }),
        DisplayOutput display => ("display_data", Display(display.Data, display.Metadata, display.DisplayId)),
        UpdateDisplayOutput update => ("update_display_data", Display(update.Data, update.Metadata, update.DisplayId)),
        ResultOutput result => ("execute_result", Result(result.Data, executionCount)),
        ClearOutput clear => ("clear_output", new JsonObject { ["wait"] = clear.Wait }),
        ErrorOutput error => ("error", Replies.Describe(error)),
        _ => throw new ArgumentException($"Jupyter has no message for {output.GetType().Name}.", nameof(output)),
    };

    /// <summary>A value's representations, each text as one string.</summary>
    public static JsonObject Data(MimeBundle bundle) =>
        new(bundle.Select(item => KeyValuePair.Create(item.Key, bundle.Text(item.Key) is { } text && !MimeBundle.IsJson(item.Key) ? text : item.Value?.DeepClone())));

    private static JsonObject Result(MimeBundle bundle, int executionCount)
    {
        var content = Display(bundle, [], null);
        content["execution_count"] = executionCount;
        return content;
    }

    private static JsonObject Display(MimeBundle bundle, JsonObject metadata, string? displayId) => new()
    {
        ["data"] = Data(bundle),
        ["metadata"] = metadata.DeepClone(),
        ["transient"] = displayId is null ? [] : new JsonObject { ["display_id"] = displayId },
    };
}
