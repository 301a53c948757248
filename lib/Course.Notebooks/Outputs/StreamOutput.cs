using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>Text that a cell wrote.</summary>
/// <param name="Name"><see cref="StandardOutput"/> or <see cref="StandardError"/>.</param>
/// <param name="Text">The text, which may end within a line.</param>
public sealed record StreamOutput(string Name, string Text) : CellOutput
{
    /// <summary>The name of the stream that <see cref="Console.Out"/> writes.</summary>
    public const string StandardOutput = "stdout";

    /// <summary>The name of the stream that <see cref="Console.Error"/> writes.</summary>
    public const string StandardError = "stderr";

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["output_type"] = "stream",
        ["text"] = Lines(Text),
    };
}
