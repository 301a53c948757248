using System.Text.Json;
using System.Text.Unicode;

namespace Course.Kernel.Messages;

/// <summary>Reads a part of a message: a JSON object of which nothing is certain.</summary>
internal readonly record struct JsonContent(JsonElement Json)
{
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 256 };

    /// <summary>Reads a frame.</summary>
    /// <exception cref="MalformedMessageException">The frame is not a JSON object.</exception>
    public static JsonContent Parse(byte[] frame, string what)
    {
        // The parser looks into a text only when it is asked for; answers carry the header as it came.
        if (!Utf8.IsValid(frame))
            throw new MalformedMessageException($"the {what} is not UTF-8");
        try
        {
            var json = JsonDocument.Parse(frame, _options).RootElement;
            return json.ValueKind == JsonValueKind.Object
                ? new JsonContent(json)
                : throw new MalformedMessageException($"the {what} is {json.ValueKind} where an object was expected");
        }
        catch (JsonException exception)
        {
            throw new MalformedMessageException($"the {what} is not JSON: {exception.Message}");
        }
    }

    /// <summary>A text that must be there.</summary>
    /// <exception cref="MalformedMessageException">It is not.</exception>
    public string Text(string name) => TextOrNull(name) ?? throw new MalformedMessageException($"'{name}' is missing; a text was expected");

    public string Text(string name, string otherwise) => TextOrNull(name) ?? otherwise;

    public bool Flag(string name, bool otherwise) => Find(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => otherwise,
    };

    /// <summary>A whole number, brought into the range of int; null where there is none.</summary>
    public int? Number(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && !double.IsNaN(value)
            ? (int)Math.Clamp(value, int.MinValue, int.MaxValue)
            : null;

    /// <summary>An object; null where there is none.</summary>
    public JsonElement? Object(string name) => Find(name) is { ValueKind: JsonValueKind.Object } value ? value : null;

    private JsonElement? Find(string name) =>
        Decode(Json, name, static (json, name) => json.TryGetProperty(name, out var value) ? value : (JsonElement?)null);

    private string? TextOrNull(string name) =>
        Find(name) is { ValueKind: JsonValueKind.String } value ? Decode(value, name, static (value, _) => value.GetString()) : null;

    private static T Decode<T>(JsonElement json, string name, Func<JsonElement, string, T> read)
    {
        try
        {
            return read(json, name);
        }
        catch (InvalidOperationException)
        {
            throw new MalformedMessageException($"half of a surrogate pair stands in '{name}' or in a name beside it");
        }
    }
}
