using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>
/// A Jupyter notebook, nbformat 4.5. Older 4.x is brought up to 4.5. What this class does not know it keeps, the order
/// of keys too: a file that Jupyter wrote and that nobody changed is saved as the same bytes.
/// </summary>
public sealed class NotebookDocument
{
    internal const int MaxDepth = 512;

    private readonly JsonObject _json;
    private readonly Dictionary<string, List<JsonObject>> _displays = new(StringComparer.Ordinal);

    /// <summary>Makes an empty notebook for C#.</summary>
    public NotebookDocument()
        : this(
            new JsonObject
            {
                ["cells"] = new JsonArray(),
                ["metadata"] = new JsonObject
                {
                    ["kernelspec"] = new JsonObject
                    {
                        ["display_name"] = ".NET (C#)",
                        ["language"] = "C#",
                        ["name"] = ".net-csharp",
                    },
                    ["language_info"] = new JsonObject { ["name"] = "C#" },
                },
                ["nbformat"] = 4,
                ["nbformat_minor"] = 5,
            },
            [])
    {
    }

    internal NotebookDocument(JsonObject json, List<NotebookCell> cells)
    {
        _json = json;
        Cells = new CellList(json["cells"]!.AsArray(), cells);
    }

    /// <summary>The cells in their order.</summary>
    public IList<NotebookCell> Cells { get; }

    /// <summary>The notebook's metadata; changes are kept.</summary>
    public JsonObject Metadata => _json["metadata"]!.AsObject();

    /// <summary>The language of the cells as the metadata name it (<c>C#</c>, <c>python</c>); null where they do not.</summary>
    public string? Language => Text(Metadata["kernelspec"], "language") ?? Text(Metadata["language_info"], "name");

    /// <summary>Reads a notebook from a file.</summary>
    /// <exception cref="NotebookFormatException">The file is not a notebook; the message says where and what to do.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static NotebookDocument Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return NotebookReader.Read(File.ReadAllBytes(path), path);
    }

    /// <summary>Reads a notebook from its JSON.</summary>
    /// <exception cref="NotebookFormatException">The text is not a notebook; the message says where and what to do.</exception>
    public static NotebookDocument Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return NotebookReader.Read(Encoding.UTF8.GetBytes(json), "the text");
    }

    /// <summary>
    /// Adds what a session showed to a code cell's outputs as Jupyter does: a stream goes on where the last output is
    /// the same stream, an update changes what was displayed under its id in this notebook, a clear takes outputs away.
    /// </summary>
    /// <exception cref="ArgumentException">The cell is not code.</exception>
    public void AddOutput(NotebookCell cell, CellOutput output)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(output);
        if (cell.Type != CellType.Code)
            throw new ArgumentException($"Cell '{cell.Id}' is {NotebookCell.Name(cell.Type)}; only a code cell has outputs.", nameof(cell));

        if (output is UpdateDisplayOutput update)
        {
            Update(update);
            return;
        }

        if (output is ClearOutput clear)
        {
            cell.ClearsOnNextOutput = clear.Wait;
            if (!clear.Wait)
                cell.Outputs.Clear();
            return;
        }

        if (cell.ClearsOnNextOutput)
        {
            cell.Outputs.Clear();
            cell.ClearsOnNextOutput = false;
        }

        if (output is StreamOutput stream && TryContinue(cell.Outputs, stream))
            return;

        var json = output.ToJson();
        json.Remove("transient");
        cell.Outputs.Add((JsonNode)json);
        if (output is DisplayOutput { DisplayId: { } id })
        {
            if (!_displays.TryGetValue(id, out var shown))
                _displays[id] = shown = [];
            shown.Add(json);
        }
    }

    /// <summary>The notebook as Jupyter writes it: one space of indent, characters as they are, a newline at the end.</summary>
    /// <exception cref="NotebookFormatException">A text holds half of a surrogate pair, which no UTF-8 file can.</exception>
    public string ToJson()
    {
        try
        {
            return JupyterJson.Write(_json);
        }
        catch (InvalidOperationException error)
        {
            throw new NotebookFormatException($"The notebook cannot be written: {error.Message} Replace the text that is not valid Unicode.", error);
        }
    }

    /// <summary>
    /// Writes the notebook to a file, whole or not at all: to a file beside it first, which then takes its place.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written; what was there is unchanged.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var target = Path.GetFullPath(path);
        var bytes = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetBytes(ToJson());
        var temporary = $"{target}.{Environment.ProcessId}.{Path.GetRandomFileName()}.tmp";
        try
        {
            // The folder may be gone since the run began.
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            // In a folder that is not there, deleting would throw an error that hides the first.
            if (File.Exists(temporary))
                File.Delete(temporary);
            throw;
        }
    }

    private static bool TryContinue(JsonArray outputs, StreamOutput stream)
    {
        if (outputs is not [.., JsonObject last]
            || PythonText.Join(last["output_type"]) != "stream"
            || PythonText.Join(last["name"]) != stream.Name
            || last["text"] is not JsonArray lines)
        {
            return false;
        }

        var text = stream.Text;
        if (lines is [.., JsonValue end] && PythonText.Join(end) is { } open && !open.EndsWith('\n'))
        {
            lines.RemoveAt(lines.Count - 1);
            text = open + text;
        }

        foreach (var line in PythonText.ToLines(text))
            lines.Add(line!.DeepClone());
        return true;
    }

    private void Update(UpdateDisplayOutput update)
    {
        if (!_displays.TryGetValue(update.DisplayId, out var shown))
            return;
        foreach (var display in shown)
        {
            display["data"] = update.Data.ToJson();
            display["metadata"] = update.Metadata.DeepClone();
        }
    }

    private static string? Text(JsonNode? holder, string key) =>
        holder is JsonObject named && named[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
