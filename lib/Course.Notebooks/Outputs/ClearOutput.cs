using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>Takes away what the cell has shown so far.</summary>
/// <param name="Wait">Whether to wait until there is something new to show, which avoids flicker.</param>
public sealed record ClearOutput(bool Wait) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["output_type"] = "clear_output",
        ["wait"] = Wait,
    };
}
