using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>A value that a cell displayed.</summary>
/// <param name="Data">The value's representations.</param>
/// <param name="Metadata">What nbformat calls the output's metadata; mostly empty.</param>
/// <param name="DisplayId">The id by which a later <see cref="UpdateDisplayOutput"/> finds it; null where nothing will.</param>
public sealed record DisplayOutput(MimeBundle Data, JsonObject Metadata, string? DisplayId = null) : CellOutput
{
    /// <summary>A display without metadata.</summary>
    public DisplayOutput(MimeBundle data, string? displayId = null)
        : this(data, [], displayId)
    {
    }

    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["data"] = Data.ToJson(),
            ["metadata"] = Metadata.DeepClone(),
            ["output_type"] = "display_data",
        };
        if (DisplayId is not null)
            json["transient"] = new JsonObject { ["display_id"] = DisplayId };
        return json;
    }
}
