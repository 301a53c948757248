using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Course.Notebooks;

namespace Course.Grading;

/// <summary>nbgrader's schema of a cell's metadata, version 3, and what its validator asks beyond that.</summary>
internal static partial class NbgraderSchema
{
    /// <summary>A limit of ours: beyond it numbers are written differently by everyone.</summary>
    private const int MostPoints = 1_000_000;

    private static readonly string[] _flags = ["grade", "solution", "locked", "task"];
    private static readonly string[] _keys = [.. _flags, "schema_version", "grade_id", "points", "cell_type", "checksum"];

    public static string NameOf(CellType type) => type.ToString().ToLowerInvariant();

    public static IEnumerable<string> Problems(JsonObject json, CellType type)
    {
        if (!(Number(json["schema_version"]) is 3))
            yield return $"its nbgrader metadata have the schema_version {Shown(json["schema_version"])}; expected 3. `nbgrader update` brings older ones up.";
        foreach (var (key, _) in json.Where(member => !_keys.Contains(member.Key)))
            yield return $"its nbgrader metadata have '{key}', which the schema does not know. Remove it.";
        foreach (var flag in _flags.Where(flag => (flag != "task" || json.ContainsKey(flag)) && !IsFlag(json[flag])))
            yield return $"'{flag}' in its nbgrader metadata is {Shown(json[flag])}; expected true or false.";

        if (json.ContainsKey("grade_id") ? !(Text(json["grade_id"]) is { } id && Id().IsMatch(id)) : _flags.Any(flag => IsTrue(json[flag])))
            yield return $"its 'grade_id' is {Shown(json["grade_id"])}; expected a name of letters, digits, '-' and '_'.";
        if (json.ContainsKey("points") ? !(Number(json["points"]) is >= 0 and <= MostPoints) : IsTrue(json["grade"]) || IsTrue(json["task"]))
            yield return $"its 'points' are {Shown(json["points"])}; expected a number from 0 to {MostPoints}.";
        if (json.ContainsKey("cell_type") && !(Text(json["cell_type"]) is "code" or "markdown" or "raw"))
            yield return $"its 'cell_type' is {Shown(json["cell_type"])}; expected \"code\", \"markdown\" or \"raw\".";
        if (json.ContainsKey("checksum") && Text(json["checksum"]) is not { Length: 32 })
            yield return $"its 'checksum' is {Shown(json["checksum"])}; expected 32 hexadecimal digits. Remove it: `course release` writes a new one.";

        if (IsTrue(json["task"]) && type != CellType.Markdown)
            yield return "it is a task, and it is no text. A task stands in a Markdown cell.";
        else if (type == CellType.Markdown && !IsTrue(json["task"]) && IsTrue(json["grade"]) != IsTrue(json["solution"]))
            yield return "it is text, and only one of 'grade' and 'solution' is true. An answer in words has both, any other text neither.";
    }

    /// <summary>A number, however the node keeps it; null for all else, and for what no double can hold.</summary>
    public static double? Number(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number && double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? number : null;

    public static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static bool IsFlag(JsonNode? node) => node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False;

    public static bool IsTrue(JsonNode? node) => node?.GetValueKind() == JsonValueKind.True;

    private static string Shown(JsonNode? node) => node?.ToJsonString() ?? "missing";

    [GeneratedRegex(@"^[a-zA-Z0-9_-]+\z")]
    private static partial Regex Id();
}
