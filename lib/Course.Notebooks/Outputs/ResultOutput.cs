using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>The value of a cell's last expression.</summary>
/// <param name="ExecutionCount">The number of the run, from 1.</param>
/// <param name="Data">The value's representations.</param>
public sealed record ResultOutput(int ExecutionCount, MimeBundle Data) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["data"] = Data.ToJson(),
        ["execution_count"] = ExecutionCount,
        ["metadata"] = new JsonObject(),
        ["output_type"] = "execute_result",
    };
}
