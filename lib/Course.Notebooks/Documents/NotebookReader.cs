using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Course.Notebooks;

/// <summary>Reads and checks a notebook's JSON and brings it up to nbformat 4.5.</summary>
internal sealed class NotebookReader
{
    private readonly string _name;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    private NotebookReader(string name) => _name = name;

    public static NotebookDocument Read(ReadOnlySpan<byte> utf8, string name) => new NotebookReader(name).Read(utf8);

    private NotebookDocument Read(ReadOnlySpan<byte> utf8)
    {
        var json = Parse(utf8);
        CheckVersion(json);
        if (json["cells"] is not JsonArray cells)
            throw Error("it has no list 'cells'", "This is not a notebook that Jupyter can read; restore it from a copy.");
        if (Property(json, "metadata") is not JsonObject)
            throw Error("its 'metadata' is not an object", "Expected '\"metadata\": {…}' beside 'cells'.");

        try
        {
            return new NotebookDocument(json, [.. cells.Select(ReadCell)]);
        }
        catch (InvalidOperationException error)
        {
            throw Error("a text in it has half of a surrogate pair (as in \"\\ud83d\")", "Replace it by a whole character.", error);
        }
    }

    private JsonObject Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(utf8))
            throw Error($"line {LineOfInvalid(utf8)} is not UTF-8", "Save the file as UTF-8, or restore it from a copy.");
        if (utf8.Trim(" \t\r\n"u8).IsEmpty)
            throw Error("it is empty", "Expected the JSON of a Jupyter notebook (.ipynb); restore the file from a copy.");

        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = NotebookDocument.MaxDepth };
            return JsonNode.Parse(utf8, documentOptions: options) as JsonObject
                ?? throw Error("its JSON is not an object", "Expected the JSON of a Jupyter notebook (.ipynb).");
        }
        catch (JsonException error)
        {
            var place = error.LineNumber is { } line ? $"at line {line + 1}, position {(error.BytePositionInLine ?? 0) + 1} " : "";
            var reason = error.Message.Split([" LineNumber:", " Path:"], StringSplitOptions.None)[0];
            throw new NotebookFormatException(
                $"{_name} is not a notebook: {place}its JSON ends or goes wrong. {reason} "
                + "Expected the JSON of a Jupyter notebook (.ipynb), whole; restore the file from a copy, or mend that line.",
                error);
        }
    }

    private void CheckVersion(JsonObject json)
    {
        if (Number(json["nbformat"]) is not { } major)
            throw Error("it has no number 'nbformat'", "Expected the JSON of a Jupyter notebook (.ipynb) with '\"nbformat\": 4'.");
        if (major != 4)
        {
            throw Error(
                $"it is nbformat {major}, expected nbformat 4",
                major < 4
                    ? "Convert it with `jupyter nbconvert --to notebook --nbformat 4 FILE`, or open and save it in Jupyter."
                    : "Save it as nbformat 4 with the program that wrote it.");
        }

        if (Number(json["nbformat_minor"]) is not { } minor || minor < 5)
            json["nbformat_minor"] = 5;
    }

    private NotebookCell ReadCell(JsonNode? node, int index)
    {
        if (node is not JsonObject json)
            throw CellError(index, "is not an object", "Remove it, or restore the file from a copy.");

        var type = PythonText.Join(json["cell_type"]) switch
        {
            "code" => CellType.Code,
            "markdown" => CellType.Markdown,
            "raw" => CellType.Raw,
            var other => throw CellError(index, $"has the cell_type '{other}'; expected code, markdown or raw", "Change the cell's type in Jupyter."),
        };

        if (Property(json, "metadata") is not JsonObject)
            throw CellError(index, "has 'metadata' that is not an object", "Expected '\"metadata\": {…}'.");

        var source = PythonText.Join(json["source"])
            ?? throw CellError(index, "has no text 'source'", "Expected a string or a list of strings.");
        if (json["source"] is not JsonArray)
            json["source"] = PythonText.ToLines(source);

        if (type == CellType.Code)
        {
            json.TryAdd("execution_count", null);
            json.TryAdd("outputs", new JsonArray());
            if (json["outputs"] is not JsonArray outputs || outputs.Any(output => output is not JsonObject))
                throw CellError(index, "has 'outputs' that are not a list of objects", "Clear the cell's outputs in Jupyter.");
        }

        GiveId(json, index, source);
        return new NotebookCell(type, json);
    }

    /// <summary>Gives an id to a cell that has none, an invalid one or one that an earlier cell has.</summary>
    private void GiveId(JsonObject json, int index, string source)
    {
        var id = PythonText.Join(json["id"]);
        if (CellId.IsValid(id) && _ids.Add(id!))
            return;

        var given = CellId.For(index, source, _ids);
        if (json.ContainsKey("id"))
        {
            json["id"] = given;
            return;
        }

        // Jupyter sorts keys; the new one goes where Jupyter would have put it.
        var place = json.TakeWhile(member => string.CompareOrdinal(member.Key, "id") < 0).Count();
        json.Insert(place, "id", given);
    }

    private static JsonNode? Property(JsonObject json, string key)
    {
        json.TryAdd(key, new JsonObject());
        return json[key];
    }

    private static long? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out long number) ? number : null;

    private NotebookFormatException CellError(int index, string what, string mend) =>
        Error($"cell {index + 1} {what}", mend);

    private NotebookFormatException Error(string what, string mend, Exception? inner = null) => new($"{_name} is not a notebook: {what}. {mend}", inner);

    private static int LineOfInvalid(ReadOnlySpan<byte> utf8)
    {
        var line = 1;
        while (utf8.IndexOf((byte)'\n') is var end and >= 0 && Utf8.IsValid(utf8[..end]))
        {
            utf8 = utf8[(end + 1)..];
            line++;
        }

        return line;
    }
}
