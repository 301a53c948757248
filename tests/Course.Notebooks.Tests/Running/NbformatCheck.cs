using System.Text.Json;
using System.Text.Json.Nodes;

namespace Course.Notebooks.Tests.Running;

/// <summary>The rules of nbformat 4.5's JSON schema that a notebook with outputs has to keep.</summary>
internal static class NbformatCheck
{
    public static void IsValid(JsonObject notebook)
    {
        Assert.Equal(4, notebook["nbformat"]!.GetValue<int>());
        Assert.True(notebook["nbformat_minor"]!.GetValue<int>() >= 5);
        Assert.IsType<JsonObject>(notebook["metadata"]);
        var cells = Assert.IsType<JsonArray>(notebook["cells"]);
        Assert.Equal(cells.Count, cells.Select(cell => cell!["id"]!.GetValue<string>()).Distinct().Count());
        foreach (var cell in cells)
            IsCell(cell!.AsObject());
    }

    private static void IsCell(JsonObject cell)
    {
        Assert.Matches("^[a-zA-Z0-9-_]{1,64}$", cell["id"]!.GetValue<string>());
        Assert.IsType<JsonObject>(cell["metadata"]);
        IsText(cell["source"]);
        if (cell["cell_type"]!.GetValue<string>() != "code")
        {
            Assert.False(cell.ContainsKey("outputs"));
            Assert.False(cell.ContainsKey("execution_count"));
            return;
        }

        Assert.True(cell.ContainsKey("execution_count"));
        foreach (var output in Assert.IsType<JsonArray>(cell["outputs"]))
            IsOutput(output!.AsObject());
    }

    private static void IsOutput(JsonObject output)
    {
        string[] keys = output["output_type"]!.GetValue<string>() switch
        {
            "stream" => ["output_type", "name", "text"],
            "display_data" => ["output_type", "data", "metadata"],
            "execute_result" => ["output_type", "data", "metadata", "execution_count"],
            "error" => ["output_type", "ename", "evalue", "traceback"],
            var other => throw new Xunit.Sdk.XunitException($"nbformat has no output of type {other}"),
        };
        // The schema allows no further keys in an output.
        Assert.Equal(keys.Order(), output.Select(pair => pair.Key).Order());
        if (output["text"] is { } text)
            IsText(text);
        foreach (var (type, value) in output["data"] as JsonObject ?? [])
        {
            if (!MimeBundle.IsJson(type))
                IsText(value);
        }
    }

    private static void IsText(JsonNode? node)
    {
        if (node is JsonArray lines)
            Assert.All(lines, line => Assert.Equal(JsonValueKind.String, line!.GetValueKind()));
        else
            Assert.Equal(JsonValueKind.String, node!.GetValueKind());
    }
}
