using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>New representations for everything that was displayed under an id, in this cell or an earlier one.</summary>
/// <param name="Data">The new representations.</param>
/// <param name="Metadata">The new metadata; mostly empty.</param>
/// <param name="DisplayId">The id of the display.</param>
public sealed record UpdateDisplayOutput(MimeBundle Data, JsonObject Metadata, string DisplayId) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["data"] = Data.ToJson(),
        ["metadata"] = Metadata.DeepClone(),
        ["output_type"] = "update_display_data",
        ["transient"] = new JsonObject { ["display_id"] = DisplayId },
    };
}
