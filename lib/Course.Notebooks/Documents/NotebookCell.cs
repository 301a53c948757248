using System.Text.Json;
using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>A cell of a notebook. It is a view of the cell's JSON, so that what this class does not know stays as it was.</summary>
public sealed class NotebookCell
{
    /// <summary>Makes a cell that belongs to no notebook yet.</summary>
    /// <param name="type">What the cell holds.</param>
    /// <param name="source">Its text, lines separated by <c>\n</c>.</param>
    public NotebookCell(CellType type, string source = "")
    {
        Type = type;
        Json = new JsonObject { ["cell_type"] = Name(type) };
        if (type == CellType.Code)
            Json["execution_count"] = null;
        Json["id"] = CellId.Random();
        Json["metadata"] = new JsonObject();
        if (type == CellType.Code)
            Json["outputs"] = new JsonArray();
        Json["source"] = PythonText.ToLines(source);
    }

    internal NotebookCell(CellType type, JsonObject json)
    {
        Type = type;
        Json = json;
    }

    /// <summary>What the cell holds.</summary>
    public CellType Type { get; }

    /// <summary>The cell's id, unique in its notebook: 1 to 64 letters, digits, hyphens and underscores.</summary>
    public string Id => Json["id"]!.GetValue<string>();

    /// <summary>The cell's text, lines separated by <c>\n</c>.</summary>
    public string Source
    {
        get => PythonText.Join(Json["source"])!;
        set => Json["source"] = PythonText.ToLines(value);
    }

    /// <summary>The cell's metadata; changes are kept.</summary>
    public JsonObject Metadata => Json["metadata"]!.AsObject();

    /// <summary>The tags in the cell's metadata, for instance <c>raises-exception</c>.</summary>
    public IReadOnlyList<string> Tags =>
        Metadata["tags"] is JsonArray tags ? [.. tags.Select(PythonText.Join).OfType<string>()] : [];

    /// <summary>What nbgrader's metadata (schema 3) say of the cell; null where it is part of no exercise.</summary>
    public JsonObject? Nbgrader => Metadata["nbgrader"] as JsonObject;

    /// <summary>Whether the cell gives points, as an exercise's checks do.</summary>
    public bool IsGraded => Flag("grade");

    /// <summary>Whether the cell holds a solution, to be replaced by the student's own.</summary>
    public bool IsSolution => Flag("solution");

    /// <summary>The points that the cell gives.</summary>
    public double Points => IsGraded && Nbgrader?["points"] is JsonValue value && value.TryGetValue(out double points) ? points : 0;

    /// <summary>
    /// The outputs as nbformat stores them; changes are kept. Empty for a cell that is not code.
    /// <see cref="NotebookDocument.AddOutput"/> adds what a session showed.
    /// </summary>
    public JsonArray Outputs => Json["outputs"] as JsonArray ?? [];

    /// <summary>The number of the run that made the outputs; null where the cell has not run.</summary>
    /// <exception cref="InvalidOperationException">It is set on a cell that is not code.</exception>
    public int? ExecutionCount
    {
        get => Json["execution_count"] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.GetValue<int>() : null;
        set
        {
            if (Type != CellType.Code)
                throw new InvalidOperationException($"Cell '{Id}' is {Name(Type)}; only a code cell has an execution count.");
            Json["execution_count"] = value;
        }
    }

    internal JsonObject Json { get; }

    /// <summary>Whether the next output is to take the place of those shown so far.</summary>
    internal bool ClearsOnNextOutput { get; set; }

    /// <summary>Takes away the outputs and the execution count of a code cell.</summary>
    public void ClearOutputs()
    {
        if (Type != CellType.Code)
            return;
        Outputs.Clear();
        ExecutionCount = null;
        ClearsOnNextOutput = false;
    }

    internal static string Name(CellType type) => type switch
    {
        CellType.Code => "code",
        CellType.Markdown => "markdown",
        _ => "raw",
    };

    private bool Flag(string name) => Nbgrader?[name] is JsonValue value && value.TryGetValue(out bool flag) && flag;
}
