using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>
/// Something that a cell shows while it runs. As JSON it is an nbformat output, and for what a file does not hold
/// (a display id, an update, a clear) it is what Jupyter's messages have, so that outputs can be streamed as JSON.
/// </summary>
public abstract record CellOutput
{
    private protected CellOutput()
    {
    }

    /// <summary>
    /// The output as JSON with its <c>output_type</c>. A display's id stands under <c>transient</c>, which a file
    /// must not hold: <see cref="NotebookDocument.AddOutput"/> leaves it out.
    /// </summary>
    public abstract JsonObject ToJson();

    /// <summary>Reads what <see cref="ToJson"/> writes, and every output of an nbformat 4 file.</summary>
    /// <exception cref="NotebookFormatException">The object is not an output.</exception>
    public static CellOutput FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var type = PythonText.Join(json["output_type"]);
        return type switch
        {
            "stream" => new StreamOutput(Text(json, "name"), Text(json, "text")),
            "display_data" => new DisplayOutput(Data(json), Metadata(json), DisplayId(json)),
            "update_display_data" => new UpdateDisplayOutput(
                Data(json),
                Metadata(json),
                DisplayId(json) ?? throw new NotebookFormatException("An update of a display has no 'transient.display_id': it must name the display that it updates.")),
            "execute_result" => new ResultOutput((int?)Number(json["execution_count"]) ?? 0, Data(json)),
            "error" => new ErrorOutput(
                Text(json, "ename"),
                Text(json, "evalue"),
                [.. (json["traceback"] as JsonArray ?? []).Select(line => PythonText.Join(line) ?? "")]),
            "clear_output" => new ClearOutput(json["wait"] is JsonValue wait && wait.TryGetValue(out bool value) && value),
            _ => throw new NotebookFormatException(
                $"An output has the output_type '{type}'; expected stream, display_data, execute_result or error. Clear the cell's outputs in Jupyter and run it again."),
        };
    }

    private protected static JsonArray Lines(string text) => PythonText.ToLines(text);

    private static string Text(JsonObject json, string key) =>
        PythonText.Join(json[key])
        ?? throw new NotebookFormatException($"An output of type '{json["output_type"]}' has no text '{key}'; expected a string or a list of strings.");

    private static long? Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out long number) ? number : null;

    private static MimeBundle Data(JsonObject json) => MimeBundle.FromJson(json["data"] as JsonObject ?? []);

    private static JsonObject Metadata(JsonObject json) => (JsonObject)(json["metadata"] as JsonObject ?? []).DeepClone();

    private static string? DisplayId(JsonObject json) => PythonText.Join((json["transient"] as JsonObject)?["display_id"]);
}
