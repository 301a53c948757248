using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>Why a cell failed.</summary>
/// <param name="Name">The kind of error: an exception's type name, or <see cref="CompilationError"/>.</param>
/// <param name="Value">The message.</param>
/// <param name="Traceback">What is shown: the message again, then where it happened, line by line.</param>
public sealed record ErrorOutput(string Name, string Value, IReadOnlyList<string> Traceback) : CellOutput
{
    /// <summary>The name of an error of a cell that did not compile, so nothing of it ran.</summary>
    public const string CompilationError = "CompilationError";

    /// <summary>The name of an error of a cell that was stopped from outside.</summary>
    public const string Cancelled = "OperationCanceledException";

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["ename"] = Name,
        ["evalue"] = Value,
        ["output_type"] = "error",
        ["traceback"] = new JsonArray([.. Traceback.Select(line => (JsonNode)line)]),
    };
}
